import {
  type AnyValue,
  type Attributes,
  type ExportLogsServiceRequest,
  type ExportTraceServiceRequest,
  type KeyValue,
  type LogRecord,
  type OtlpLogRecord,
  type OtlpSpan,
  SPAN_KINDS,
  type Span,
  STATUS_CODES,
} from '@throughline/format';

/** Trace id of a log that belongs to no trace. */
const NO_TRACE = /^0*$/;

/** Spans and logs as they would be sent: OTLP/JSON (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding). */
export function otlpOf(
  spans: readonly Span[],
  logs: readonly LogRecord[],
): ExportTraceServiceRequest & ExportLogsServiceRequest {
  return {
    resourceSpans: grouped(spans, spanOf).map(({ scopes, ...source }) => ({
      ...source,
      scopeSpans: scopes.map(({ records, ...scope }) => ({ ...scope, spans: records })),
    })),
    resourceLogs: grouped(logs, logOf).map(({ scopes, ...source }) => ({
      ...source,
      scopeLogs: scopes.map(({ records, ...scope }) => ({ ...scope, logRecords: records })),
    })),
  };
}

type Source = Pick<Span, 'resource' | 'resourceDroppedAttributesCount' | 'resourceSchemaUrl' | 'scope'>;

/** The records of each resource and, within it, of each scope, in the order in which they first come. */
function grouped<Given extends Source, Written>(
  records: readonly Given[],
  write: (record: Given) => Written,
) {
  const resources = new Map<string, Map<string, Given[]>>();
  for (const record of records) {
    const { resource, resourceDroppedAttributesCount, resourceSchemaUrl, scope } = record;
    const scopes = inMap(
      resources,
      JSON.stringify([resource, resourceDroppedAttributesCount, resourceSchemaUrl]),
      () => new Map<string, Given[]>(),
    );
    inMap(scopes, JSON.stringify(scope), () => [] as Given[]).push(record);
  }
  return [...resources.values()].map((scopes) => {
    const ofScopes = [...scopes.values()];
    const [[one] = []] = ofScopes;
    return {
      resource: {
        attributes: keyValues(one?.resource ?? {}),
        ...present('droppedAttributesCount', one?.resourceDroppedAttributesCount),
      },
      ...present('schemaUrl', one?.resourceSchemaUrl),
      scopes: ofScopes.map((own) => ({ ...scopeOf(own[0]?.scope), records: own.map(write) })),
    };
  });
}

function scopeOf(given: Span['scope'] | undefined) {
  const { name = '', version = '', attributes, droppedAttributesCount, schemaUrl } = given ?? {};
  return {
    scope: {
      name,
      version,
      ...(attributes && { attributes: keyValues(attributes) }),
      ...present('droppedAttributesCount', droppedAttributesCount),
    },
    ...present('schemaUrl', schemaUrl),
  };
}

function spanOf(span: Span): OtlpSpan {
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    ...present('parentSpanId', span.parentSpanId || undefined),
    ...present('traceState', span.traceState),
    ...present('flags', span.flags),
    name: span.name,
    kind: SPAN_KINDS.indexOf(span.kind),
    startTimeUnixNano: span.startTimeUnixNano,
    endTimeUnixNano: span.endTimeUnixNano,
    attributes: keyValues(span.attributes),
    ...present('droppedAttributesCount', span.droppedAttributesCount),
    events: span.events.map(({ attributes, ...event }) => ({ ...event, attributes: keyValues(attributes) })),
    ...present('droppedEventsCount', span.droppedEventsCount),
    links: span.links.map(({ attributes, ...link }) => ({ ...link, attributes: keyValues(attributes) })),
    ...present('droppedLinksCount', span.droppedLinksCount),
    status: { code: STATUS_CODES.indexOf(span.status.code), message: span.status.message },
  };
}

function logOf(log: LogRecord): OtlpLogRecord {
  return {
    timeUnixNano: log.timeUnixNano,
    observedTimeUnixNano: log.observedTimeUnixNano,
    severityNumber: log.severityNumber,
    ...present('severityText', log.severityText || undefined),
    body: log.body,
    attributes: keyValues(log.attributes),
    ...present('droppedAttributesCount', log.droppedAttributesCount),
    ...present('flags', log.flags),
    ...(!NO_TRACE.test(log.traceId) && { traceId: log.traceId }),
    ...present('spanId', log.spanId || undefined),
    ...present('eventName', log.eventName || undefined),
  };
}

function keyValues(attributes: Attributes): KeyValue[] {
  return Object.entries(attributes).map(([key, value]: [string, AnyValue]) => ({ key, value }));
}

/** A field that is left out where there is nothing to say. */
function present<Name extends string, Value>(name: Name, value: Value | undefined) {
  return (value === undefined ? {} : { [name]: value }) as { [name in Name]?: Value };
}

function inMap<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
