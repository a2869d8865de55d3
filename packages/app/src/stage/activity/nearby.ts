import type { TimedItem } from '../../load/session.ts';
import { lastAtOrBefore } from '../../state/search.ts';
import { seenOf } from './columns.ts';
import type { Lane } from './lanes.ts';

/**
 * What of the lanes is at a time or within `reach` milliseconds of it, the gravest and then the nearest first, at most `most`; a thing on
 * two lanes once.
 */
export function nearby(lanes: readonly Lane[], time: number, reach: number, most: number): TimedItem[] {
  const found = new Map<TimedItem, { distance: number; failed: boolean }>();
  for (const lane of lanes) {
    if (lane.items.length === 0) continue;
    const [first, end] = seenOf(lane, { from: time - reach, to: time + reach });
    for (let index = first; index < end; index++) {
      const item = lane.items[index];
      const [begins, ends] = [lane.times[index] ?? 0, lane.ends[index] ?? 0];
      const distance = Math.max(0, begins - time, time - ends);
      if (item && distance <= reach) found.set(item, { distance, failed: lane.failed[index] === 1 });
    }
  }
  return [...found]
    .sort(([, a], [, b]) => Number(b.failed) - Number(a.failed) || a.distance - b.distance)
    .slice(0, most)
    .map(([item]) => item);
}

/** An error that can be pressed, and how many others stand at its place. */
export interface ErrorMark {
  item: TimedItem;
  others: number;
  /** 0 to 1 of what is seen. */
  position: number;
}

/** The errors of a lane within what is seen, at most one for each of `slots` places. */
export function errorMarks(lane: Lane, seen: { from: number; to: number }, slots: number): ErrorMark[] {
  const marks: ErrorMark[] = [];
  let slot = -1;
  const end = lastAtOrBefore(lane.times, seen.to) + 1;
  for (let index = lastAtOrBefore(lane.times, seen.from - 1) + 1; index < end; index++) {
    const item = lane.items[index];
    if (!item || item.time < seen.from) continue;
    const position = (item.time - seen.from) / Math.max(1, seen.to - seen.from);
    const own = Math.floor(position * slots);
    const last = marks.at(-1);
    if (last && own === slot) last.others += 1;
    else marks.push({ item, others: 0, position });
    slot = own;
  }
  return marks;
}
