import protobuf from 'protobufjs';

/** The messages of opentelemetry-proto 1.x that these exports use. */
const SCHEMA = `syntax = "proto3";
message AnyValue { oneof value { string stringValue = 1; bool boolValue = 2; int64 intValue = 3; double doubleValue = 4; } }
message KeyValue { string key = 1; AnyValue value = 2; }
message Resource { repeated KeyValue attributes = 1; }
message Scope { string name = 1; string version = 2; }
message Event { fixed64 timeUnixNano = 1; string name = 2; repeated KeyValue attributes = 3; }
message Status { string message = 2; int32 code = 3; }
message Span {
  bytes traceId = 1; bytes spanId = 2; bytes parentSpanId = 4; string name = 5; int32 kind = 6;
  fixed64 startTimeUnixNano = 7; fixed64 endTimeUnixNano = 8; repeated KeyValue attributes = 9;
  repeated Event events = 11; Status status = 15; }
message ScopeSpans { Scope scope = 1; repeated Span spans = 2; }
message ResourceSpans { Resource resource = 1; repeated ScopeSpans scopeSpans = 2; }
message ExportTraceServiceRequest { repeated ResourceSpans resourceSpans = 1; }
message LogRecord {
  fixed64 timeUnixNano = 1; int32 severityNumber = 2; string severityText = 3; AnyValue body = 5;
  repeated KeyValue attributes = 6; bytes traceId = 9; bytes spanId = 10; fixed64 observedTimeUnixNano = 11; }
message ScopeLogs { Scope scope = 1; repeated LogRecord logRecords = 2; }
message ResourceLogs { Resource resource = 1; repeated ScopeLogs scopeLogs = 2; }
message ExportLogsServiceRequest { repeated ResourceLogs resourceLogs = 1; }`;

const { root } = protobuf.parse(SCHEMA);
export const ExportTraceServiceRequest = root.lookupType('ExportTraceServiceRequest');
const ExportLogsServiceRequest = root.lookupType('ExportLogsServiceRequest');

/** OTLP/JSON has ids in hex, Protobuf as bytes. */
const IDS = new Set(['traceId', 'spanId', 'parentSpanId']);

/** An export request, given as OTLP/JSON, as Protobuf. */
export function toProtobuf(signal: 'traces' | 'logs', request: object): Buffer {
  const type = signal === 'traces' ? ExportTraceServiceRequest : ExportLogsServiceRequest;
  const message = type.fromObject(withBytes(request) as object);
  return Buffer.from(type.encode(message).finish());
}

function withBytes(value: unknown, key = ''): unknown {
  if (IDS.has(key)) return Buffer.from(value as string, 'hex');
  if (Array.isArray(value)) return value.map((item) => withBytes(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withBytes(inner, name)]));
}
