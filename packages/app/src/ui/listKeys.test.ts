import { expect, it } from 'vitest';
import { stepOf } from './listKeys.ts';

it('steps through a list, and no further than its ends', () => {
  expect(['ArrowDown', 'j', 'ArrowUp', 'k', 'Home', 'End'].map((key) => stepOf(key, 3, 9))).toEqual([
    4, 4, 2, 2, 0, 8,
  ]);
  expect(stepOf('PageDown', 3, 9)).toBe(8);
  expect(stepOf('ArrowUp', 0, 9)).toBe(0);
  expect(stepOf('ArrowDown', -1, 9)).toBe(0);
  expect(stepOf('x', 0, 9)).toBeNull();
  expect(stepOf('j', 0, 0)).toBeNull();
});
