import { ENVELOPE_FIELDS, SEGMENT_FIELDS } from '../../spool/kinds.ts';

/**
 * The Protobuf schema by which the engine reads spool files. Field numbers of the OTLP messages are those of
 * opentelemetry-proto 1.x; names are those of OTLP/JSON. `arrayValue` and `kvlistValue` are declared `bytes`, which
 * has the wire type of a message: so they stay unparsed (see `structure.ts`).
 */
const OTLP_MESSAGES = `
message AnyValue { oneof case {
  string stringValue = 1; bool boolValue = 2; int64 intValue = 3; double doubleValue = 4;
  bytes arrayValue = 5; bytes kvlistValue = 6; bytes bytesValue = 7; } }
message KeyValue { string key = 1; AnyValue value = 2; }
message Resource { repeated KeyValue attributes = 1; uint32 droppedAttributesCount = 2; }
message Scope {
  string name = 1; string version = 2; repeated KeyValue attributes = 3; uint32 droppedAttributesCount = 4; }
message Event {
  fixed64 timeUnixNano = 1; string name = 2; repeated KeyValue attributes = 3; uint32 droppedAttributesCount = 4; }
message Link {
  bytes traceId = 1; bytes spanId = 2; string traceState = 3; repeated KeyValue attributes = 4;
  uint32 droppedAttributesCount = 5; fixed32 flags = 6; }
message Status { string message = 2; int32 code = 3; }
message Span {
  bytes traceId = 1; bytes spanId = 2; string traceState = 3; bytes parentSpanId = 4; string name = 5; int32 kind = 6;
  fixed64 startTimeUnixNano = 7; fixed64 endTimeUnixNano = 8; repeated KeyValue attributes = 9;
  uint32 droppedAttributesCount = 10; repeated Event events = 11; uint32 droppedEventsCount = 12;
  repeated Link links = 13; uint32 droppedLinksCount = 14; Status status = 15; fixed32 flags = 16; }
message ScopeSpans { Scope scope = 1; repeated Span spans = 2; string schemaUrl = 3; }
message ResourceSpans { Resource resource = 1; repeated ScopeSpans scopeSpans = 2; string schemaUrl = 3; }
message Traces { repeated ResourceSpans resourceSpans = 1; }
message LogRecord {
  fixed64 timeUnixNano = 1; int32 severityNumber = 2; string severityText = 3; AnyValue body = 5;
  repeated KeyValue attributes = 6; uint32 droppedAttributesCount = 7; fixed32 flags = 8; bytes traceId = 9; bytes spanId = 10;
  fixed64 observedTimeUnixNano = 11; string eventName = 12; }
message ScopeLogs { Scope scope = 1; repeated LogRecord logRecords = 2; string schemaUrl = 3; }
message ResourceLogs { Resource resource = 1; repeated ScopeLogs scopeLogs = 2; string schemaUrl = 3; }
message Logs { repeated ResourceLogs resourceLogs = 1; }`;

/** Envelope message by the encoding of its body. */
export const ENVELOPES = {
  traces: envelope('Traces'),
  logs: envelope('Logs'),
  json: envelope('bytes'),
  segment: envelope('', [
    `string session = ${SEGMENT_FIELDS.session};`,
    `string tab = ${SEGMENT_FIELDS.tab};`,
    `uint64 seq = ${SEGMENT_FIELDS.seq};`,
    `uint64 from = ${SEGMENT_FIELDS.from};`,
    `uint64 to = ${SEGMENT_FIELDS.to};`,
    `uint64 sentAt = ${SEGMENT_FIELDS.sentAt};`,
    `uint64 checkpoint = ${SEGMENT_FIELDS.checkpoint};`,
    `uint64 events = ${SEGMENT_FIELDS.events};`,
    `string clockOffset = ${SEGMENT_FIELDS.clockOffset};`,
    `string clockRoundTrip = ${SEGMENT_FIELDS.clockRoundTrip};`,
    `bytes spans = ${SEGMENT_FIELDS.spans};`,
    `bytes logs = ${SEGMENT_FIELDS.logs};`,
    `bytes replay = ${SEGMENT_FIELDS.replay};`,
  ]),
} as const;

function envelope(body: string, further: string[] = []): string {
  const bodyField =
    body === '' ? '' : `${body} body = ${ENVELOPE_FIELDS.body}; bytes hash = ${ENVELOPE_FIELDS.hash};`;
  return `syntax = "proto3";${OTLP_MESSAGES}
message Envelope {
  string project = ${ENVELOPE_FIELDS.project}; uint64 received = ${ENVELOPE_FIELDS.received};
  ${bodyField} ${further.join(' ')} }`;
}
