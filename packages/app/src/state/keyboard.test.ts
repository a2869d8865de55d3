import { expect, it } from 'vitest';
import { actionOf, KEY_BINDINGS } from './keyboard.ts';

const bare = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };

it('gives every binding to its own key', () => {
  for (const { key, action } of KEY_BINDINGS) {
    const shiftKey = key.startsWith('Shift+') || key === '?';
    expect(actionOf({ ...bare, shiftKey, key: key.replace('Shift+', '') })).toBe(action);
  }
  expect(new Set(KEY_BINDINGS.map(({ key }) => key)).size).toBe(KEY_BINDINGS.length);
});

it('hears letters whatever Caps Lock says', () => {
  expect(actionOf({ ...bare, key: 'J' })).toBe('nextItem');
});

it("leaves the browser's own shortcuts alone", () => {
  expect(actionOf({ ...bare, key: 'k', ctrlKey: true })).toBeNull();
  expect(actionOf({ ...bare, key: 'ArrowLeft', altKey: true })).toBeNull();
  expect(actionOf({ ...bare, key: 'w' })).toBeNull();
});
