import { expect, it } from 'vitest';
import { ISSUE_LIMITS } from '../limits.ts';
import { trendGrid } from './trendGrid.ts';

const DAY = 86_400_000;

it.each([60_000, 900_000, 3_600_000, DAY, 7 * DAY, 30 * DAY, 400 * DAY, 20_000 * DAY])(
  'holds a range of %i ms in few stretches that people count by',
  (length) => {
    const to = Date.UTC(2026, 10, 23, 12, 34, 56);
    const { from, stepMs, steps } = trendGrid(to - length, to);
    expect(from).toBeLessThanOrEqual(to - length);
    expect(from % stepMs).toBe(0);
    expect(from + steps * stepMs).toBeGreaterThanOrEqual(to);
    expect(steps).toBeLessThanOrEqual(Math.max(ISSUE_LIMITS.trendSteps, 60));
  },
);

it('has one stretch of an empty range', () => {
  expect(trendGrid(60_000, 60_000)).toEqual({ from: 60_000, stepMs: 60_000, steps: 1 });
});
