import { expect, it } from 'vitest';
import { LIST_KEYS, listActionOf } from './listKeys.ts';

const press = (key: string, more: Partial<KeyboardEvent> = {}) =>
  listActionOf({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });

it('knows its keys in either case, and leaves the browser its own', () => {
  expect([press('j'), press('J'), press('ArrowDown'), press('?'), press('Enter')]).toEqual([
    'next',
    'next',
    'next',
    'help',
    undefined,
  ]);
  expect(press('l', { ctrlKey: true })).toBeUndefined();
});

it('has no key for two things', () => {
  const keys = LIST_KEYS.flatMap(({ keys: all }) => all);
  expect(new Set(keys).size).toBe(keys.length);
});
