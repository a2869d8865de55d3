import { SegmentedControl } from '@mantine/core';
import { TIME_RANGES, type TimeRange } from '../load/sessionList.ts';
import { DEFAULT_ISSUE_RANGE } from '../state/issueSearch.ts';

const RANGES: readonly TimeRange[] = ['1h', '24h', '7d', '30d', 'all'];

/** How far back a page looks. */
export function RangeControl({
  range,
  onChange,
}: {
  range: TimeRange;
  onChange: (range: TimeRange) => void;
}) {
  return (
    <SegmentedControl
      size="xs"
      aria-label="Time range"
      data={RANGES.map((value) => ({ value, label: TIME_RANGES[value].label }))}
      value={range}
      onChange={(value) => onChange(RANGES.find((known) => known === value) ?? DEFAULT_ISSUE_RANGE)}
    />
  );
}
