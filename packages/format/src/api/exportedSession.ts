import type { LogRecord, SegmentSummary, SessionDetail, TimelineItem, Trace } from '../api.ts';
import type { SessionEvent } from './sessionEvents.ts';
import type { SessionLogPage } from './sessionLogs.ts';
import type { RequestSummary } from './sessionRequests.ts';
import type { SessionSpanPage } from './sessionSpans.ts';

/** Name and version of the file; the version rises when a field changes its meaning or goes. */
export const EXPORTED_SESSION = { format: 'throughline.session', version: 1 } as const;

/** All records of a session, as a file of it holds them; each list as the API gives it, whole. */
export interface ExportedRecords {
  format: typeof EXPORTED_SESSION.format;
  version: typeof EXPORTED_SESSION.version;
  exported: ExportNote;
  session: SessionDetail;
  timeline: TimelineItem[];
  /** With headers and bodies. */
  requests: RequestSummary[];
  events: SessionEvent[];
  /** Of the session and of its traces. */
  logs: LogRecord[];
  /** Of `/log-lines`: all pages as one. */
  logLines: Omit<SessionLogPage, 'nextCursor'>;
  /** Of `/spans`: without what a waterfall does not show. */
  traces: SessionSpanPage['traces'];
  /** The spans of `traces`, whole. */
  spans: Trace['spans'];
}

/** Where a file comes from. */
export interface ExportNote {
  /** RFC 3339. */
  at: string;
  by: string;
  /** Whether headers and bodies are in it. */
  payloads: boolean;
  /** The moment at which it opens, Unix milliseconds; absent: the start. */
  moment?: number;
}

/**
 * The file that plays by itself is a page with parts: script elements of type `type` that hold gzip as base64, so that nothing that was
 * recorded can end one. The part named `records` is `HtmlRecords` as JSON, `segment-0` and so on the rrweb events of its `segments`, and
 * `asset-` with a hash the text that recordings call by it.
 */
export const EXPORTED_PARTS = {
  type: 'application/gzip',
  records: 'records',
  segment: (index: number) => `segment-${index}`,
  asset: (hash: string) => `asset-${hash}`,
} as const;

export interface HtmlRecords extends ExportedRecords {
  segments: SegmentSummary[];
}
