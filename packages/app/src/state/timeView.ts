import type { TimeRange } from './timeRange.ts';

/** The closest that one may look, milliseconds of the session across the whole width. */
export const CLOSEST_MS = 100;

/** What one step of a key or button makes of the length that is seen. */
export const ZOOM_STEP = 2;

/**
 * The part of the session `whole` that is seen after zooming by `factor` (above 1: closer) around `anchor`, which stays where it
 * is; `null` is the whole. `seen` is what was seen before.
 */
export function zoomed(
  seen: TimeRange | null,
  whole: TimeRange,
  factor: number,
  anchor: number,
): TimeRange | null {
  const { from, to } = seen ?? whole;
  const length = Math.max(to - from, 1);
  const wanted = Math.max(length / factor, Math.min(CLOSEST_MS, whole.to - whole.from));
  if (wanted >= whole.to - whole.from) return null;
  const held = Math.max(from, Math.min(anchor, to));
  return inside(held - ((held - from) / length) * wanted, wanted, whole);
}

/** What is seen after moving by `ms`, within the session. The whole cannot be moved. */
export function panned(seen: TimeRange | null, whole: TimeRange, ms: number): TimeRange | null {
  return seen && inside(seen.from + ms, seen.to - seen.from, whole);
}

/** What is seen when it must hold `at`: the same if it does, else moved so that `at` stands at its beginning. */
export function holding(seen: TimeRange | null, whole: TimeRange, at: number): TimeRange | null {
  if (!seen || (at >= seen.from && at <= seen.to)) return seen;
  const length = seen.to - seen.from;
  return inside(at - length * LEAD_IN_SHARE, length, whole);
}

/** So much of what is seen lies before the moment when it was moved to hold it. */
const LEAD_IN_SHARE = 0.1;

function inside(from: number, length: number, whole: TimeRange): TimeRange {
  const begins = Math.max(whole.from, Math.min(from, whole.to - length));
  return { from: begins, to: begins + length };
}
