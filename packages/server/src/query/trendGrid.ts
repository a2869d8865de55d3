import { ISSUE_LIMITS } from '../limits.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long a stretch may be, milliseconds: what people count time by. Exceptions are known by the minute. */
const STEPS_MS = [
  MINUTE_MS,
  5 * MINUTE_MS,
  15 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  3 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
  DAY_MS,
  7 * DAY_MS,
  30 * DAY_MS,
  365 * DAY_MS,
];

export interface TrendGrid {
  /** Unix milliseconds: where the first stretch begins. */
  from: number;
  stepMs: number;
  steps: number;
}

/** Equal stretches that hold the time range, as many as a picture shows at most. */
export function trendGrid(from: number, to: number): TrendGrid {
  const gridOf = (stepMs: number): TrendGrid => {
    const begin = Math.floor(from / stepMs) * stepMs;
    return { from: begin, stepMs, steps: Math.max(1, Math.ceil((to - begin) / stepMs)) };
  };
  const grids = STEPS_MS.map(gridOf);
  return grids.find(({ steps }) => steps <= ISSUE_LIMITS.trendSteps) ?? (grids.at(-1) as TrendGrid);
}
