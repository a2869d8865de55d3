import type { SegmentSummary } from '@throughline/format';

/** The segments of one tab in the order they were recorded. */
export function segmentsOfTab(segments: readonly SegmentSummary[], tab: string): SegmentSummary[] {
  return segments
    .filter((segment) => segment.tab === tab && segment.events > 0)
    .sort((a, b) => a.seq - b.seq);
}

/**
 * Index of the segment from which playback of `at` (the tab's clock, milliseconds) begins: the last with a checkpoint
 * that begins at or before it, else the first with a checkpoint; -1 if the tab has none.
 */
export function checkpointBefore(segments: readonly SegmentSummary[], at: number): number {
  const before = segments.findLastIndex((segment) => segment.checkpoint && segment.from <= at);
  return before >= 0 ? before : segments.findIndex((segment) => segment.checkpoint);
}

/** Index of the last segment that has begun at `at`; -1 if none has. */
export function lastBegun(segments: readonly SegmentSummary[], at: number): number {
  return segments.findLastIndex((segment) => segment.from <= at);
}

/** Index of the first segment that goes on until `at` or longer: the last one if all had ended. */
export function firstReaching(segments: readonly SegmentSummary[], at: number): number {
  const reaching = segments.findIndex((segment) => segment.to >= at);
  return reaching >= 0 ? reaching : segments.length - 1;
}
