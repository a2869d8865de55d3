import protobuf from 'protobufjs';

/**
 * As much of OTLP's protobuf schema (https://github.com/open-telemetry/opentelemetry-proto) as the tests look at; fields
 * that are not named here are skipped by the decoder.
 */
const SCHEMA = `
  syntax = "proto3";
  message AnyValue {
    oneof value {
      string string_value = 1; bool bool_value = 2; int64 int_value = 3; double double_value = 4;
      ArrayValue array_value = 5; KeyValueList kvlist_value = 6; bytes bytes_value = 7;
    }
  }
  message ArrayValue { repeated AnyValue values = 1; }
  message KeyValueList { repeated KeyValue values = 1; }
  message KeyValue { string key = 1; AnyValue value = 2; }
  message Resource { repeated KeyValue attributes = 1; }
  message Scope { string name = 1; }
  message Event { string name = 2; repeated KeyValue attributes = 3; }
  message Link { bytes trace_id = 1; bytes span_id = 2; }
  message Status { string message = 2; int32 code = 3; }
  message Span {
    bytes trace_id = 1; bytes span_id = 2; bytes parent_span_id = 4; string name = 5; int32 kind = 6;
    repeated KeyValue attributes = 9; repeated Event events = 11; repeated Link links = 13; Status status = 15;
  }
  message ScopeSpans { Scope scope = 1; repeated Span spans = 2; }
  message ResourceSpans { Resource resource = 1; repeated ScopeSpans scope_spans = 2; }
  message Traces { repeated ResourceSpans resource_spans = 1; }
  message LogRecord {
    int32 severity_number = 2; string severity_text = 3; AnyValue body = 5; repeated KeyValue attributes = 6;
    bytes trace_id = 9; bytes span_id = 10;
  }
  message ScopeLogs { Scope scope = 1; repeated LogRecord log_records = 2; }
  message ResourceLogs { Resource resource = 1; repeated ScopeLogs scope_logs = 2; }
  message Logs { repeated ResourceLogs resource_logs = 1; }
`;

const { root } = protobuf.parse(SCHEMA);

/** The body of an export request as plain objects; byte fields are Buffers, integers are numbers. */
export function decodeOtlp(message: 'Traces' | 'Logs', body: Buffer): unknown {
  const type = root.lookupType(message);
  return type.toObject(type.decode(body), { longs: Number, defaults: true });
}
