import type { SessionDetail } from '@throughline/format';
import type { TimedItem } from '../load/session.ts';

/** What the panel is given. */
export interface WaterfallPanelProps {
  session: SessionDetail;
  /** The whole timeline, as far as it has arrived. */
  items: TimedItem[];
  /** The trace and span behind the selection, and the timeline's item of it, as far as there are such. */
  selected: { traceId?: string; spanId?: string; item?: TimedItem };
  /** Milliseconds by tab id: server clock minus the tab's. */
  tabOffsets: ReadonlyMap<string, number>;
  /** Colour by service. */
  colors: ReadonlyMap<string, string>;
}
