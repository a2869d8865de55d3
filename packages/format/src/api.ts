import type { AnyValue, SpanKind, StatusCode } from './otlp.ts';
import type { RetentionDays } from './retention.ts';

/**
 * What the server's API answers under `/api`. Times of spans and logs are UTC nanoseconds as decimal strings, as the
 * source gave them; times of sessions and segments are Unix milliseconds.
 */

/** Attributes by name; values keep their OTLP type. */
export type Attributes = Record<string, AnyValue>;

/** One row of the session list. */
export interface SessionSummary {
  id: string;
  /** First and last moment known of it, Unix milliseconds by the server's reckoning. */
  from: number;
  to: number;
  user: { id: string; name?: string; email?: string } | null;
  /** URL of the first page, without query and hash. */
  entryUrl: string;
  userAgent: string;
  counts: {
    clicks: number;
    navigations: number;
    /** Requests made by the browser. */
    requests: number;
    failedRequests: number;
    /** Exceptions in the browser plus error spans and error logs of back ends. */
    errors: number;
    spans: number;
    logs: number;
    segments: number;
  };
  /** Names of all services seen in it, the browser's included, sorted. */
  services: string[];
  /**
   * Why it is kept: what was given to `keep`, or `exception`, `failed request`, `error span`, `error log`, `sampled`. Absent
   * while nothing says so: then it is deleted some time after its end, unless its id is sampled.
   */
  keptBecause?: string;
}

export interface SessionList {
  sessions: SessionSummary[];
  /** Give it back as `cursor` for the next page; absent on the last one. */
  nextCursor?: string;
  /**
   * Unix milliseconds: how far back was searched, where the question did not say. Older sessions may match too; absent if
   * none was left out.
   */
  searchedFrom?: number;
}

export interface TabSummary {
  id: string;
  from: number;
  to: number;
  segments: number;
  /** Segments that never arrived, by the gaps in the numbers of those that did; absent if there is none. */
  missingSegments?: number;
  /** Server clock minus this tab's clock, milliseconds; 0 if never measured. */
  clockOffset: number;
}

export interface SessionDetail extends SessionSummary {
  tabs: TabSummary[];
}

/** What kind of thing stands on the timeline. */
export const TIMELINE_KINDS = [
  'click',
  'navigation',
  'request',
  'response',
  'console',
  'error',
  'event',
  'span',
  'log',
] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/** One line of the session's single chronological timeline, front end and back ends alike. */
export interface TimelineItem {
  /** Stable within the session: the same thing has the same id on every reload. */
  id: string;
  kind: TimelineKind;
  /** When it happened, corrected for clock differences, UTC nanoseconds. */
  timeUnixNano: string;
  /** How much the time was corrected, nanoseconds; absent if not at all. */
  correctionNano?: string;
  durationNano?: string;
  /** `service.name` of where it happened. */
  service: string;
  /** What it was, in one line: `click button "Pay"`, `POST /charge`, a log line. */
  title: string;
  /** What went wrong, or more about it, in one line. */
  detail?: string;
  severity: 'error' | 'warning' | 'normal';
  traceId?: string;
  spanId?: string;
  tabId?: string;
  /** Of a navigation: the page's address from then on. Of a request: where it went. */
  url?: string;
  /** Of a note: the part of the page that it is about. */
  area?: PageArea;
}

/** A rectangle of a page, CSS pixels from the left and top edge of its viewport. */
export interface PageArea {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface TimelinePage {
  items: TimelineItem[];
  nextCursor?: string;
}

/**
 * One segment of the recording, without its events; they come from `/api/sessions/:id/segments/:tab/:seq`, or several
 * at once as a `SEGMENT_RUN`. `from` and
 * `to` are those of its header, by the tab's own clock, as are the timestamps of its events: the moment of the session
 * is these plus `TabSummary.clockOffset`.
 */
export interface SegmentSummary {
  tab: string;
  seq: number;
  from: number;
  to: number;
  checkpoint: boolean;
  events: number;
  bytes: number;
}

export interface SegmentList {
  segments: SegmentSummary[];
}

/*
 * As in OTLP/JSON, a count of what the source dropped, a schema URL, a trace state and flags are absent when they are
 * zero or empty.
 */

export interface SpanEvent {
  timeUnixNano: string;
  name: string;
  attributes: Attributes;
  droppedAttributesCount?: number;
}

export interface SpanLink {
  traceId: string;
  spanId: string;
  /** W3C `tracestate`. */
  traceState?: string;
  flags?: number;
  attributes: Attributes;
  droppedAttributesCount?: number;
}

/** The instrumentation library, or part of one, that made a record. */
export interface Scope {
  name: string;
  version: string;
  /** Absent when it has none. */
  attributes?: Attributes;
  droppedAttributesCount?: number;
  schemaUrl?: string;
}

/** What every span and log record says of its origin. */
interface FromResource {
  service: string;
  resource: Attributes;
  resourceDroppedAttributesCount?: number;
  resourceSchemaUrl?: string;
  scope: Scope;
}

export interface Span extends FromResource {
  traceId: string;
  spanId: string;
  /** Empty for a root span. */
  parentSpanId: string;
  /** Empty if the source sent none; the session is then known through the trace. */
  sessionId: string;
  /** W3C `tracestate`. */
  traceState?: string;
  /** W3C trace flags in the low eight bits; OTLP's bits on a remote parent above them. */
  flags?: number;
  name: string;
  kind: SpanKind;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  status: { code: StatusCode; message: string };
  attributes: Attributes;
  droppedAttributesCount?: number;
  events: SpanEvent[];
  droppedEventsCount?: number;
  links: SpanLink[];
  droppedLinksCount?: number;
}

export interface LogRecord extends FromResource {
  /** Stable within its trace or session. */
  id: string;
  /** The observed time if the source gave no other. */
  timeUnixNano: string;
  observedTimeUnixNano: string;
  severityNumber: number;
  severityText: string;
  eventName: string;
  body: AnyValue;
  attributes: Attributes;
  droppedAttributesCount?: number;
  /** W3C trace flags in the low eight bits. */
  flags?: number;
  traceId: string;
  spanId: string;
  sessionId: string;
}

/** A page of logs in the order of time. */
export interface LogPage {
  logs: LogRecord[];
  nextCursor?: string;
}

/** One trace with the logs written inside it. `sessions` are those it belongs to. */
export interface Trace {
  traceId: string;
  sessions: string[];
  spans: Span[];
  logs: LogRecord[];
  /** True if the trace was longer than one answer holds; the earliest spans are here. */
  truncated: boolean;
}

/** How ingest is doing. Counts are since the server started. */
export interface IngestStatus {
  kinds: {
    kind: 'segments' | 'traces' | 'logs' | 'metrics';
    bodies: number;
    /** Bytes as they were sent. */
    bytes: number;
    /** Spans or log records in OTLP bodies; those in segments are not counted. */
    records: number;
    /** Records answered with a partial success. */
    rejectedRecords: number;
    /** Bodies sent again that had been taken before; acknowledged, and not stored again. */
    repeatedBodies: number;
  }[];
  /** Bodies refused, by HTTP status. */
  refused: { kind: 'segments' | 'traces' | 'logs' | 'metrics'; status: number; count: number }[];
  spool: {
    /** Bytes acknowledged and not yet in the tables. */
    bytes: number;
    /** Age of the oldest of them: how far what can be queried is behind. */
    lagSeconds: number;
    /** Files stored. */
    loadedFiles: number;
  };
  /** Bytes of bodies, as sent and inflated, of requests that are not yet answered. */
  receivingBytes: number;
  /** Bodies that the engine could not read, in the folder `quarantine`. */
  quarantinedBodies: number;
  quarantinedBytes: number;
  /** The last thing that went wrong inside; `at` is Unix milliseconds. */
  lastError: { at: number; message: string } | null;
}

/** How long a project's records are kept. */
export interface ProjectRetention {
  project: string;
  days: RetentionDays;
}

export interface RetentionList {
  retention: ProjectRetention[];
}

/** What an erasure deleted: rows of the tables, and bodies in quarantine. */
export interface Erasure {
  sessions: number;
  segments: number;
  spans: number;
  logs: number;
  quarantinedBodies: number;
}

/** The body of every error answer under `/api`. */
export interface ApiError {
  error: {
    /** A word for programs: `not_found`, `bad_request`, `unauthorized`, `unavailable`, `too_wide`, `internal`. */
    code: string;
    /** A sentence for people: what was wrong, where, how to mend it. */
    message: string;
  };
}
