import { expect, it } from 'vitest';
import { endOfInactivity, inactiveStretches } from './inactivity.ts';

const ACTIVITY = [1_000, 2_000, 60_000];

it('skips to shortly before the next activity', () => {
  expect(endOfInactivity(ACTIVITY, 5_000, 90_000)).toBe(59_000);
});

it('goes on where something just happened or soon will', () => {
  expect(endOfInactivity(ACTIVITY, 3_000, 90_000)).toBeNull();
  expect(endOfInactivity(ACTIVITY, 55_000, 90_000)).toBeNull();
});

it('skips to the end when nothing more happens, and to the first activity from a silent start', () => {
  expect(endOfInactivity(ACTIVITY, 65_000, 90_000)).toBe(89_000);
  expect(endOfInactivity([40_000], 0, 90_000)).toBe(39_000);
  expect(endOfInactivity([], 0, 5_000)).toBeNull();
});

it('lists all stretches that playback would skip', () => {
  const range = { from: 0, to: 100_000 };
  const activity = [1_000, 3_000, 14_000, 50_000, 55_000];
  const stretches = inactiveStretches(activity, range);
  expect(stretches).toEqual([
    { from: 14_000, to: 50_000 },
    { from: 55_000, to: 100_000 },
  ]);
  for (const { from, to } of stretches)
    expect(endOfInactivity(activity, from + 2_000, range.to)).toBe(to - 1_000);
  expect(inactiveStretches([], { from: 0, to: 5_000 })).toEqual([]);
});
