import { expect, it } from 'vitest';
import { createRageClicks } from './rageClick.ts';

function told(...clicks: [time: number, x: number, y: number][]): boolean[] {
  const isRage = createRageClicks();
  return clicks.map(([time, x, y]) => isRage({ time, x, y }));
}

it('is three clicks in a second, near each other', () => {
  expect(told([0, 10, 10], [500, 15, 10], [1_000, 10, 39])).toEqual([false, false, true]);
});

it('is not what takes longer, or is further away', () => {
  expect(told([0, 10, 10], [600, 10, 10], [1_200, 10, 10])).not.toContain(true);
  expect(told([0, 10, 10], [100, 50, 10], [200, 10, 10])).not.toContain(true);
});

it('counts a burst once, and the next one anew', () => {
  const burst = (from: number) =>
    [0, 1, 2, 3, 4, 5].map((at) => [from + at * 200, 5, 5] as [number, number, number]);
  expect(told(...burst(0), ...burst(10_000)).filter(Boolean)).toHaveLength(2);
});
