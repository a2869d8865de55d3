/** A part of a session, Unix milliseconds; `from` is before `to`. */
export interface TimeRange {
  from: number;
  to: number;
}

/** Shorter ranges are slips of the hand, milliseconds. */
const SHORTEST_MS = 1;

/** The range between two times in either order; `null` if there is none to speak of. */
export function rangeBetween(one: number, other: number): TimeRange | null {
  const [from, to] = [Math.min(one, other), Math.max(one, other)];
  return to - from >= SHORTEST_MS ? { from, to } : null;
}

/** The range as a parameter of the address, `<from>-<to>` in whole Unix milliseconds. */
export function formatTimeRange(range: TimeRange | null): string | undefined {
  return range ? `${Math.floor(range.from)}-${Math.ceil(range.to)}` : undefined;
}

export function parseTimeRange(parameter: string | undefined): TimeRange | null {
  const [, from, to] = /^(\d{1,15})-(\d{1,15})$/.exec(parameter ?? '') ?? [];
  return from && to && Number(from) < Number(to) ? { from: Number(from), to: Number(to) } : null;
}

/** Those of `items` that lie within the range, its ends included; all of them without a range. */
export function withinRange<Item extends { time: number }>(items: Item[], range: TimeRange | null): Item[] {
  return range ? items.filter(({ time }) => time >= range.from && time <= range.to) : items;
}
