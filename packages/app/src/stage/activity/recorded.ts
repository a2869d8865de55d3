import type { SegmentSummary, TabSummary } from '@throughline/format';

/** What was recorded of a session's pages. */
export interface Recorded {
  tabs: readonly TabSummary[];
  segments: readonly SegmentSummary[];
  /** The tab whose page is shown. */
  tab: string | undefined;
}
