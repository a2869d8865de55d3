/** A part of the time axis, milliseconds from the waterfall's origin. */
export interface TimeRange {
  from: number;
  to: number;
}

/** The shortest part that is shown, milliseconds: below it times have no more digits. */
const SHORTEST_MS = 0.005;

/** How much of the whole is shown beyond its edges at most, of its length. */
const MARGIN = 0.05;

/** `range` made shorter (`factor` below 1) or longer around a time that stays where it is, within `bounds`. */
export function zoomed(range: TimeRange, factor: number, around: number, bounds: TimeRange): TimeRange {
  const length = Math.max(SHORTEST_MS, (range.to - range.from) * factor);
  const part = (around - range.from) / Math.max(range.to - range.from, SHORTEST_MS);
  const from = around - part * length;
  return within({ from, to: from + length }, bounds);
}

/** `range` moved by a part of its own length, within `bounds`. */
export function panned(range: TimeRange, part: number, bounds: TimeRange): TimeRange {
  const by = (range.to - range.from) * part;
  return within({ from: range.from + by, to: range.to + by }, bounds);
}

/** The range as something that has a length. */
export function atLeast({ from, to }: TimeRange): TimeRange {
  return to - from >= SHORTEST_MS ? { from, to } : { from, to: from + SHORTEST_MS };
}

function within(range: TimeRange, bounds: TimeRange): TimeRange {
  const margin = (bounds.to - bounds.from) * MARGIN;
  const [least, most] = [bounds.from - margin, bounds.to + margin];
  const length = Math.max(SHORTEST_MS, Math.min(range.to - range.from, most - least));
  const from = Math.max(least, Math.min(range.from, most - length));
  return { from, to: from + length };
}
