import { expect, it } from 'vitest';
import { CLOSEST_MS, holding, panned, zoomed } from './timeView.ts';

const WHOLE = { from: 1_000, to: 11_000 };

it('zooms around what stays in place', () => {
  expect(zoomed(null, WHOLE, 2, 6_000)).toEqual({ from: 3_500, to: 8_500 });
  expect(zoomed(null, WHOLE, 2, 1_000)).toEqual({ from: 1_000, to: 6_000 });
  expect(zoomed({ from: 3_500, to: 8_500 }, WHOLE, 2, 8_500)).toEqual({ from: 6_000, to: 8_500 });
});

it('never leaves the session: back out it is the whole, and close in it ends', () => {
  expect(zoomed({ from: 3_500, to: 8_500 }, WHOLE, 0.5, 3_500)).toBeNull();
  expect(zoomed({ from: 1_000, to: 3_000 }, WHOLE, 0.5, 3_000)).toEqual({ from: 1_000, to: 5_000 });
  const closest = zoomed(null, WHOLE, 1e9, 6_000);
  expect((closest?.to ?? 0) - (closest?.from ?? 0)).toBeCloseTo(CLOSEST_MS);
  expect(zoomed(null, { from: 0, to: 50 }, 2, 20)).toBeNull();
});

it('moves to the ends and no further', () => {
  expect(panned({ from: 3_000, to: 5_000 }, WHOLE, 1_000)).toEqual({ from: 4_000, to: 6_000 });
  expect(panned({ from: 3_000, to: 5_000 }, WHOLE, -9_000)).toEqual({ from: 1_000, to: 3_000 });
  expect(panned({ from: 3_000, to: 5_000 }, WHOLE, 9_000)).toEqual({ from: 9_000, to: 11_000 });
  expect(panned(null, WHOLE, 500)).toBeNull();
});

it('follows a moment that leaves what is seen, and stays put while it is inside', () => {
  const seen = { from: 3_000, to: 5_000 };
  expect(holding(seen, WHOLE, 4_000)).toBe(seen);
  expect(holding(seen, WHOLE, 7_000)).toEqual({ from: 6_800, to: 8_800 });
  expect(holding(seen, WHOLE, 1_000)).toEqual({ from: 1_000, to: 3_000 });
  expect(holding(null, WHOLE, 4_000)).toBeNull();
});
