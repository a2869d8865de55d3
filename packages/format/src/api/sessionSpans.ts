import type { SpanKind, StatusCode } from '../otlp.ts';

/** A span as a line of a waterfall: what it takes to place and name it. All else comes with its trace. */
export interface SpanSummary {
  spanId: string;
  /** Empty for a root span. */
  parentSpanId: string;
  service: string;
  /** Cut off if it is very long. */
  name: string;
  kind: SpanKind;
  status: StatusCode;
  /** When it began, corrected for clock differences, UTC nanoseconds. */
  startTimeUnixNano: string;
  /** Nanoseconds; below zero if the source ended it before it began. */
  durationNano: string;
  /** How much the time was corrected, nanoseconds; absent if not at all. */
  correctionNano?: string;
  /** Spans that it is linked to, the first few; absent if there are none. */
  links?: SpanReference[];
  /** What it called, if the question asks for it and the span says so; whether there are spans behind it is another matter. */
  peer?: SpanPeer;
}

/** What a client or producer span called. */
export interface SpanPeer {
  kind: 'database' | 'queue' | 'host';
  /** System of the database or queue, or address of the host. */
  name: string;
}

/** Names a span. */
export interface SpanReference {
  /** 32 lower-case hex digits. */
  traceId: string;
  /** 16 lower-case hex digits. */
  spanId: string;
}

/** A trace of a session as lines of a waterfall. */
export interface TraceSummary {
  traceId: string;
  /** By start. */
  spans: SpanSummary[];
  /** True if it was longer than one answer holds; the earliest spans are here. */
  truncated?: boolean;
}

/** Whole traces of a session, in the order in which they began. */
export interface SessionSpanPage {
  traces: TraceSummary[];
  /** Give it back as `cursor` for the next page; absent on the last one. */
  nextCursor?: string;
}
