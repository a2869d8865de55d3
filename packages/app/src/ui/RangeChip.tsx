import { FilterChip } from './FilterChip.tsx';
import { formatPosition } from './format.ts';

/** A part of a session that something is narrowed to, and what ends that. Times are Unix milliseconds; `start` is the session's. */
export function RangeChip({
  range,
  start,
  onClear,
}: {
  range: { from: number; to: number };
  start: number;
  onClear: () => void;
}) {
  return (
    <FilterChip label="Clear the range" onClear={onClear}>
      {formatPosition(range.from - start)} – {formatPosition(range.to - start)}
    </FilterChip>
  );
}
