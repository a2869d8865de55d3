import type { SegmentSummary, SessionDetail } from '@throughline/format';
import type { TimedItem } from '../../load/session.ts';
import type { SelectedTrace } from './useSelectedTrace.ts';

/** What a panel of the dock is given; it takes what it needs. */
export interface DockPanelProps {
  session: SessionDetail;
  /** The whole timeline, as far as it has arrived, in the order of time. */
  items: TimedItem[];
  segments: SegmentSummary[];
  selected: SelectedTrace;
  /** Milliseconds by tab id: server clock minus the tab's. */
  tabOffsets: ReadonlyMap<string, number>;
  /** Colour by service. */
  colors: ReadonlyMap<string, string>;
}
