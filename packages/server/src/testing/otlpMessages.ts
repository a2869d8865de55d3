import Long from 'long';
import protobuf from 'protobufjs';

/** For tests: OTLP/Protobuf written by a library that is not ours, by opentelemetry-proto 1.x as it is published. */

// It finds this by itself only where `require` is global; without it 64-bit integers are rounded.
protobuf.util.Long = Long;
protobuf.configure();

const { root } = protobuf.parse(`syntax = "proto3";
message AnyValue { oneof value {
  string string_value = 1; bool bool_value = 2; int64 int_value = 3; double double_value = 4;
  ArrayValue array_value = 5; KeyValueList kvlist_value = 6; bytes bytes_value = 7; } }
message ArrayValue { repeated AnyValue values = 1; }
message KeyValueList { repeated KeyValue values = 1; }
message KeyValue { string key = 1; AnyValue value = 2; }
message InstrumentationScope {
  string name = 1; string version = 2; repeated KeyValue attributes = 3; uint32 dropped_attributes_count = 4; }
message Resource { repeated KeyValue attributes = 1; uint32 dropped_attributes_count = 2; }

message ExportTraceServiceRequest { repeated ResourceSpans resource_spans = 1; }
message ResourceSpans { Resource resource = 1; repeated ScopeSpans scope_spans = 2; string schema_url = 3; }
message ScopeSpans { InstrumentationScope scope = 1; repeated Span spans = 2; string schema_url = 3; }
message Span {
  bytes trace_id = 1; bytes span_id = 2; string trace_state = 3; bytes parent_span_id = 4; fixed32 flags = 16;
  string name = 5; int32 kind = 6; fixed64 start_time_unix_nano = 7; fixed64 end_time_unix_nano = 8;
  repeated KeyValue attributes = 9; uint32 dropped_attributes_count = 10; repeated Event events = 11;
  uint32 dropped_events_count = 12; repeated Link links = 13; uint32 dropped_links_count = 14; Status status = 15;
  message Event {
    fixed64 time_unix_nano = 1; string name = 2; repeated KeyValue attributes = 3;
    uint32 dropped_attributes_count = 4; }
  message Link {
    bytes trace_id = 1; bytes span_id = 2; string trace_state = 3; repeated KeyValue attributes = 4;
    uint32 dropped_attributes_count = 5; fixed32 flags = 6; }
}
message Status { string message = 2; int32 code = 3; }

message ExportLogsServiceRequest { repeated ResourceLogs resource_logs = 1; }
message ResourceLogs { Resource resource = 1; repeated ScopeLogs scope_logs = 2; string schema_url = 3; }
message ScopeLogs { InstrumentationScope scope = 1; repeated LogRecord log_records = 2; string schema_url = 3; }
message LogRecord {
  fixed64 time_unix_nano = 1; fixed64 observed_time_unix_nano = 11; int32 severity_number = 2;
  string severity_text = 3; AnyValue body = 5; repeated KeyValue attributes = 6;
  uint32 dropped_attributes_count = 7; fixed32 flags = 8; bytes trace_id = 9; bytes span_id = 10;
  string event_name = 12; }

message ExportPartialSuccess { int64 rejected = 1; string error_message = 2; }
message ExportResponse { ExportPartialSuccess partial_success = 1; }
`);

/** An export request of OTLP/JSON's shape, as Protobuf. */
export function otlpProtobuf(signal: 'traces' | 'logs', body: object): Buffer {
  const type = root.lookupType(
    signal === 'traces' ? 'ExportTraceServiceRequest' : 'ExportLogsServiceRequest',
  );
  return Buffer.from(type.encode(type.fromObject(withBytes(body) as object)).finish());
}

/** What an export answered: an ExportTraceServiceResponse or one of its like. */
export function readExportResponse(bytes: Uint8Array): {
  partialSuccess?: { rejected?: string; errorMessage?: string };
} {
  const type = root.lookupType('ExportResponse');
  return type.toObject(type.decode(bytes), { longs: String });
}

const ID = /^(traceId|spanId|parentSpanId)$/;

/** OTLP/JSON has ids in hex and NaN as text; Protobuf has bytes and numbers. */
function withBytes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withBytes);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => {
      if (ID.test(name)) return [name, Buffer.from(String(field), 'hex')];
      return [name, name === 'doubleValue' ? Number(field) : withBytes(field)];
    }),
  );
}
