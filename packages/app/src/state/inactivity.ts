import { lastAtOrBefore } from './search.ts';
import type { TimeRange } from './timeRange.ts';

/** A stretch without any activity that is longer than this is skipped, milliseconds: long enough to be reading, else idle. */
export const INACTIVE_AFTER_MS = 10_000;

/** How long before the next activity playback goes on, milliseconds, so that one sees it coming. */
const LEAD_IN_MS = 1_000;

/** Activity this recently still belongs to what is being watched, milliseconds. */
const AFTERGLOW_MS = 2_000;

/**
 * Where playback may jump to from `at`, since nothing happens until shortly after; `null` where it should just go on.
 * `activity` are the times of all that happened, ascending; `end` is the session's.
 */
export function endOfInactivity(activity: ArrayLike<number>, at: number, end: number): number | null {
  const index = lastAtOrBefore(activity, at);
  const previous = activity[index] ?? Number.NEGATIVE_INFINITY;
  const next = activity[index + 1] ?? end;
  if (at - previous < AFTERGLOW_MS || next - at < INACTIVE_AFTER_MS) return null;
  return next - LEAD_IN_MS;
}

/** The stretches of a session in which nothing happens for so long that playback may skip them, in the order of time. */
export function inactiveStretches(activity: ArrayLike<number>, { from, to }: TimeRange): TimeRange[] {
  const stretches: TimeRange[] = [];
  let previous = from;
  for (let index = 0; index <= activity.length; index++) {
    const next = index < activity.length ? (activity[index] ?? to) : to;
    if (next - previous >= INACTIVE_AFTER_MS + AFTERGLOW_MS) stretches.push({ from: previous, to: next });
    previous = Math.max(previous, next);
  }
  return stretches;
}
