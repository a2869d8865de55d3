import type { Attributes, Scope } from '../api.ts';
import type { AnyValue } from '../otlp.ts';

/** What logs of one source have in common: many share one, so a page tells of each once. */
export interface LogSource {
  service: string;
  resource: Attributes;
  scope: Pick<Scope, 'name' | 'version'>;
}

/** A line of a browser's console, an exception, or a log of a service, as a line of the session's one list. */
export interface SessionLog {
  /** Id of its item on the timeline. */
  id: string;
  /** Corrected for clock differences, UTC nanoseconds. */
  timeUnixNano: string;
  /** How much the time was corrected, nanoseconds; absent if not at all. */
  correctionNano?: string;
  /** As the source gave it; absent if it is the time. */
  observedTimeUnixNano?: string;
  /** OTLP `SeverityNumber`; zero if the source gave none. */
  severityNumber: number;
  severityText?: string;
  /** Absent for a plain log. */
  eventName?: string;
  /** Long texts are cut. */
  body: AnyValue;
  /** Long values are cut. */
  attributes: Attributes;
  /** True if a text of it was cut. `GET /api/sessions/:id/logs` has it whole. */
  isCut?: boolean;
  /** Absent if it stands in no trace. */
  traceId?: string;
  spanId?: string;
  /** Absent if its tab is not known, or it is of a back end. */
  tabId?: string;
  /** Which of the page's `sources` it comes from, counted from 0. */
  source: number;
}

/**
 * Logs of a session, front and back ends alike, in the order of the sources' own times. A page may hold few lines, or none,
 * and yet have a `nextCursor`: then it has looked no further.
 */
export interface SessionLogPage {
  logs: SessionLog[];
  sources: LogSource[];
  nextCursor?: string;
}
