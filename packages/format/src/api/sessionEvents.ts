import type { Attributes, TimelineItem } from '../api.ts';

/** Something that happened in or to a page, or that the application told of, with all that was recorded of it. */
export interface SessionEvent {
  /** Id of its item on the timeline. */
  id: string;
  /** The event's name, as in OpenTelemetry; `EVENTS` has those of the browser SDK, others are the application's own. */
  name: string;
  /** Corrected for clock differences, UTC nanoseconds. */
  timeUnixNano: string;
  /** How much the time was corrected, nanoseconds; absent if not at all. */
  correctionNano?: string;
  service: string;
  /** `service.version` of the page that sent it; absent if it named none. */
  release?: string;
  /** Empty if its tab is not known. */
  tabId: string;
  severity: TimelineItem['severity'];
  /** The record's body as text; empty if it has none. */
  text: string;
  attributes: Attributes;
}

/** Events of a session's browser in the order of time, but lines of the console and messages of connections. */
export interface SessionEventPage {
  events: SessionEvent[];
  /** Give it back as `cursor` for the next page; absent on the last one. */
  nextCursor?: string;
}
