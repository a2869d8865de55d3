import type { WaterfallRow } from '@throughline/model';
import type { TimeRange } from './axis.ts';

/** The top of each row, and from when to when there is anything under each top. */
export interface Groups {
  /** Index of the row at the top of each row. */
  topOf: Int32Array;
  /** By index of the top. */
  ranges: ReadonlyMap<number, TimeRange>;
}

export function groupsOf(rows: readonly WaterfallRow[]): Groups {
  const topOf = new Int32Array(rows.length);
  const ranges = new Map<number, TimeRange>();
  let range: TimeRange = { from: 0, to: 0 };
  for (const [index, row] of rows.entries()) {
    const top = row.parent < 0 ? index : (topOf[row.parent] ?? 0);
    topOf[index] = top;
    if (top === index) {
      range = { from: row.start, to: row.start };
      ranges.set(index, range);
    }
    const lastLog = row.kind === 'span' ? (row.logs.at(-1)?.start ?? row.start) : row.start;
    range.from = Math.min(range.from, row.start);
    range.to = Math.max(range.to, row.start + row.duration, lastLog);
  }
  return { topOf, ranges };
}

/**
 * From when to when the axis shows, for the rows in view: the group that the current row belongs to, if that is in view, else the
 * one that has most of the view.
 */
export function rangeInView(
  { topOf, ranges }: Groups,
  inView: readonly number[],
  current: number | undefined,
): TimeRange | undefined {
  if (current !== undefined && inView.includes(current)) return ranges.get(topOf[current] ?? -1);
  const counts = new Map<number, number>();
  let most: number | undefined;
  for (const row of inView) {
    const top = topOf[row] ?? -1;
    const count = (counts.get(top) ?? 0) + 1;
    counts.set(top, count);
    if (most === undefined || count > (counts.get(most) ?? 0)) most = top;
  }
  return most === undefined ? undefined : ranges.get(most);
}
