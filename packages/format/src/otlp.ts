/**
 * OTLP/JSON, https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding: the shapes that the browser SDK writes
 * and the API gives back. 64-bit integers are decimal strings, ids are hex.
 */

/** One value of an attribute or a log body; exactly one field is set, or none for an empty value. */
export interface AnyValue {
  stringValue?: string;
  boolValue?: boolean;
  /** A signed 64-bit integer; a string, since JavaScript numbers end at 2^53. */
  intValue?: string | number;
  /** `"NaN"`, `"Infinity"` and `"-Infinity"` stand for what JSON cannot write. */
  doubleValue?: number | string;
  arrayValue?: { values?: AnyValue[] };
  kvlistValue?: { values?: KeyValue[] };
  /** Base64. */
  bytesValue?: string;
}

export interface KeyValue {
  key: string;
  value?: AnyValue;
}

export interface OtlpResource {
  attributes?: KeyValue[];
  droppedAttributesCount?: number;
}

export interface OtlpScope {
  name?: string;
  version?: string;
  attributes?: KeyValue[];
  droppedAttributesCount?: number;
}

export interface OtlpSpanEvent {
  timeUnixNano: string;
  name: string;
  attributes?: KeyValue[];
  droppedAttributesCount?: number;
}

export interface OtlpSpanLink {
  traceId: string;
  spanId: string;
  traceState?: string;
  attributes?: KeyValue[];
  droppedAttributesCount?: number;
  flags?: number;
}

export interface OtlpSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  traceState?: string;
  name: string;
  /** `SpanKind`: 0 unspecified, 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes?: KeyValue[];
  droppedAttributesCount?: number;
  events?: OtlpSpanEvent[];
  droppedEventsCount?: number;
  links?: OtlpSpanLink[];
  droppedLinksCount?: number;
  /** `StatusCode`: 0 unset, 1 ok, 2 error. */
  status?: { code?: number; message?: string };
  flags?: number;
}

export interface OtlpLogRecord {
  timeUnixNano?: string;
  observedTimeUnixNano?: string;
  severityNumber?: number;
  severityText?: string;
  body?: AnyValue;
  attributes?: KeyValue[];
  droppedAttributesCount?: number;
  traceId?: string;
  spanId?: string;
  flags?: number;
  eventName?: string;
}

export interface ExportTraceServiceRequest {
  resourceSpans: {
    resource?: OtlpResource;
    scopeSpans: { scope?: OtlpScope; spans: OtlpSpan[]; schemaUrl?: string }[];
    schemaUrl?: string;
  }[];
}

export interface ExportLogsServiceRequest {
  resourceLogs: {
    resource?: OtlpResource;
    scopeLogs: { scope?: OtlpScope; logRecords: OtlpLogRecord[]; schemaUrl?: string }[];
    schemaUrl?: string;
  }[];
}

/** `SpanKind` of OTLP by number. */
export const SPAN_KINDS = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
export type SpanKind = (typeof SPAN_KINDS)[number];

/** `StatusCode` of OTLP by number. */
export const STATUS_CODES = ['unset', 'ok', 'error'] as const;
export type StatusCode = (typeof STATUS_CODES)[number];

/** First `SeverityNumber` of each level of OTLP logs. */
export const SEVERITY = { trace: 1, debug: 5, info: 9, warn: 13, error: 17, fatal: 21 } as const;
