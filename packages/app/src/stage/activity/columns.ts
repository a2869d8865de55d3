import { lastAtOrBefore } from '../../state/search.ts';
import type { TimeRange } from '../../state/timeRange.ts';
import type { Lane } from './lanes.ts';

/** Least width of what happened in no time, CSS pixels. */
const LEAST_WIDTH = 2;

/** What is drawn of a lane: a rectangle over the whole height of the lane, or `share` of it. CSS pixels from the left edge. */
export interface Column {
  x: number;
  width: number;
  /** 0 to 1. */
  share: number;
  failed: boolean;
}

/**
 * What is drawn of a lane when `seen` is as wide as `width` pixels: never more columns than twice the pixels, however much there
 * is; what failed comes last, on top.
 */
export function columnsOf(lane: Lane, seen: TimeRange, width: number): Column[] {
  if (width <= 0 || seen.to <= seen.from) return [];
  return lane.shape === 'density' ? densityOf(lane, seen, width) : unionOf(lane, seen, width);
}

/** Indexes of what of the lane may be seen: the first, and the one after the last. */
export function seenOf(
  { times, longest }: Pick<Lane, 'times' | 'longest'>,
  seen: TimeRange,
): [number, number] {
  return [lastAtOrBefore(times, seen.from - longest) + 1, lastAtOrBefore(times, seen.to) + 1];
}

function densityOf(lane: Lane, seen: TimeRange, width: number): Column[] {
  const counts = new Uint32Array(Math.ceil(width / LEAST_WIDTH));
  const [first, end] = seenOf(lane, seen);
  const scale = counts.length / (seen.to - seen.from);
  let most = 0;
  for (let index = first; index < end; index++) {
    const column = Math.min(counts.length - 1, Math.floor(((lane.times[index] ?? 0) - seen.from) * scale));
    if (column < 0) continue;
    const count = (counts[column] ?? 0) + 1;
    counts[column] = count;
    if (count > most) most = count;
  }
  const columns: Column[] = [];
  for (let column = 0; column < counts.length; column++) {
    const count = counts[column] ?? 0;
    // By the root, so that a little is seen beside much.
    if (count > 0)
      columns.push({
        x: column * LEAST_WIDTH,
        width: LEAST_WIDTH,
        share: Math.max(0.2, Math.sqrt(count / most)),
        failed: false,
      });
  }
  return columns;
}

/** Bars and marks, those that touch drawn as one. */
function unionOf(lane: Lane, seen: TimeRange, width: number): Column[] {
  const scale = width / (seen.to - seen.from);
  const [first, end] = seenOf(lane, seen);
  const well: Column[] = [];
  const failed: Column[] = [];
  for (let index = first; index < end; index++) {
    const starts = ((lane.times[index] ?? 0) - seen.from) * scale;
    const ends = lane.shape === 'marks' ? starts : ((lane.ends[index] ?? 0) - seen.from) * scale;
    if (ends < 0) continue;
    const isFailed = lane.failed[index] === 1;
    add(isFailed ? failed : well, Math.max(0, Math.floor(starts)), Math.min(width, ends), isFailed);
  }
  return [...well, ...failed];
}

function add(columns: Column[], x: number, ends: number, failed: boolean): void {
  const right = Math.max(x + LEAST_WIDTH, Math.ceil(ends));
  const last = columns.at(-1);
  if (last && x <= last.x + last.width) last.width = Math.max(last.width, right - last.x);
  else columns.push({ x, width: right - x, share: 1, failed });
}
