import type { SegmentSummary, TabSummary } from '@throughline/format';

/** A part of a recording that never arrived, by the session's clock. */
export interface RecordingGap {
  /** Unix milliseconds. */
  from: number;
  to: number;
  /** How many segments are missing. */
  segments: number;
}

/** The gaps of all tabs' recordings: where the numbers of their segments leave some out. In the order of time. */
export function recordingGaps(
  tabs: readonly Pick<TabSummary, 'id' | 'clockOffset'>[],
  segments: readonly Pick<SegmentSummary, 'tab' | 'seq' | 'from' | 'to'>[],
): RecordingGap[] {
  const gaps: RecordingGap[] = [];
  for (const { id, clockOffset } of tabs) {
    const own = segments.filter(({ tab }) => tab === id).sort((a, b) => a.seq - b.seq);
    own.forEach((segment, index) => {
      const before = own[index - 1];
      const missing = segment.seq - (before?.seq ?? -1) - 1;
      if (missing <= 0 || !before) return;
      const from = before.to + clockOffset;
      gaps.push({ from, to: Math.max(from, segment.from + clockOffset), segments: missing });
    });
  }
  return gaps.sort((a, b) => a.from - b.from);
}
