import { expect, it } from 'vitest';
import { lastAtOrBefore } from './search.ts';

it('finds the last time at or before a moment', () => {
  const times = [10, 20, 20, 30];
  expect([5, 10, 15, 20, 29, 30, 99].map((at) => lastAtOrBefore(times, at))).toEqual([-1, 0, 0, 2, 2, 3, 3]);
  expect(lastAtOrBefore([], 1)).toBe(-1);
});
