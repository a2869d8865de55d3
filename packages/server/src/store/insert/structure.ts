/**
 * The shape of OTLP as the engine reads it: names are those of OTLP/JSON, so that one statement serves both encodings.
 *
 * The value of an attribute is one of seven cases, and it is kept which one is there (an empty string is not an absent
 * one). Lists and key-value lists nest without bound; they are left unparsed (raw Protobuf bytes, or raw
 * JSON text) and decoded when somebody looks at them.
 */

/** How a body is encoded: it decides the types of ids, doubles and bytes, nothing else. */
export type Encoding = 'protobuf' | 'json';

const tuple = (fields: Record<string, string>): string =>
  `Tuple(${Object.entries(fields)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ')})`;

const list = (type: string): string => `Array(${type})`;

function anyValue(encoding: Encoding): string {
  return encoding === 'json' ? JSON_VALUE : PROTOBUF_VALUE;
}

/** Each case is Nullable, so presence is kept. JSON writes NaN and the infinities as strings; as text all of them arrive. */
const JSON_VALUE = tuple({
  stringValue: 'Nullable(String)',
  boolValue: 'Nullable(Bool)',
  intValue: 'Nullable(Int64)',
  doubleValue: 'Nullable(String)',
  arrayValue: 'Nullable(String)',
  kvlistValue: 'Nullable(String)',
  bytesValue: 'Nullable(String)',
});

/**
 * `case` tells which one is there, by its field number (the setting `input_format_protobuf_oneof_presence`); the others hold
 * what they do by default. The engine reads numbers as text.
 */
const PROTOBUF_VALUE = tuple({
  case: "Enum8('empty' = 0, 'string' = 1, 'bool' = 2, 'int' = 3, 'double' = 4, 'array' = 5, 'kvlist' = 6, 'bytes' = 7)",
  stringValue: 'String',
  boolValue: 'String',
  intValue: 'String',
  doubleValue: 'String',
  arrayValue: 'String',
  kvlistValue: 'String',
  bytesValue: 'String',
});

function keyValues(encoding: Encoding): string {
  return list(tuple({ key: 'String', value: anyValue(encoding) }));
}

function resource(encoding: Encoding): string {
  return tuple({ attributes: keyValues(encoding), droppedAttributesCount: 'UInt32' });
}

function scope(encoding: Encoding): string {
  return tuple({
    name: 'String',
    version: 'String',
    attributes: keyValues(encoding),
    droppedAttributesCount: 'UInt32',
  });
}

/** `resourceSpans` of an ExportTraceServiceRequest. */
export function tracesStructure(encoding: Encoding): string {
  const attributes = keyValues(encoding);
  const span = tuple({
    traceId: 'String',
    spanId: 'String',
    traceState: 'String',
    parentSpanId: 'String',
    flags: 'UInt32',
    name: 'String',
    kind: 'Int32',
    startTimeUnixNano: 'UInt64',
    endTimeUnixNano: 'UInt64',
    attributes,
    droppedAttributesCount: 'UInt32',
    events: list(
      tuple({ timeUnixNano: 'UInt64', name: 'String', attributes, droppedAttributesCount: 'UInt32' }),
    ),
    droppedEventsCount: 'UInt32',
    links: list(
      tuple({
        traceId: 'String',
        spanId: 'String',
        traceState: 'String',
        attributes,
        droppedAttributesCount: 'UInt32',
        flags: 'UInt32',
      }),
    ),
    droppedLinksCount: 'UInt32',
    status: tuple({ message: 'String', code: 'Int32' }),
  });
  const scopeSpans = tuple({ scope: scope(encoding), spans: list(span), schemaUrl: 'String' });
  return tuple({
    resourceSpans: list(
      tuple({ resource: resource(encoding), scopeSpans: list(scopeSpans), schemaUrl: 'String' }),
    ),
  });
}

/** `resourceLogs` of an ExportLogsServiceRequest. */
export function logsStructure(encoding: Encoding): string {
  const logRecord = tuple({
    timeUnixNano: 'UInt64',
    observedTimeUnixNano: 'UInt64',
    severityNumber: 'Int32',
    severityText: 'String',
    body: anyValue(encoding),
    attributes: keyValues(encoding),
    droppedAttributesCount: 'UInt32',
    flags: 'UInt32',
    traceId: 'String',
    spanId: 'String',
    eventName: 'String',
  });
  const scopeLogs = tuple({ scope: scope(encoding), logRecords: list(logRecord), schemaUrl: 'String' });
  return tuple({
    resourceLogs: list(
      tuple({ resource: resource(encoding), scopeLogs: list(scopeLogs), schemaUrl: 'String' }),
    ),
  });
}
