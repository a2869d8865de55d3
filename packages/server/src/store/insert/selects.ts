import { ATTRIBUTES } from '@throughline/format';
import { kindMap, textMap, valueKind, valueText } from './attributes.ts';
import { resourceRows } from './source.ts';
import type { Encoding } from './structure.ts';

/**
 * The statements that turn a spool file into rows. Each takes `source`, the SQL expression that yields the file's
 * columns (`file(…)` in the embedded engine, `input(…)` on a remote one), and is otherwise the same everywhere.
 */

/** Bytes of a trace and of a span id. */
const TRACE_ID_BYTES = 16;
const SPAN_ID_BYTES = 8;

function id(field: string, bytes: number, encoding: Encoding): string {
  const raw = encoding === 'json' ? `unhex(${field})` : field;
  return `CAST(substring(${raw}, 1, ${bytes}), 'FixedString(${bytes})')`;
}

/** The record's own `session.id`, else its resource's; the nil UUID if neither is one. */
function sessionId(): string {
  const name = ATTRIBUTES.sessionId;
  return `toUUIDOrZero(if(attributes['${name}'] != '', attributes['${name}'], resource['${name}']))`;
}

function resourceColumns(encoding: Encoding): string {
  const pairs = "tupleElement(tupleElement(entry, 'resource'), 'attributes')";
  return `${textMap(pairs, encoding)} AS resource, ${kindMap(pairs, encoding)} AS resource_kinds`;
}

const SHARED =
  "resource, resource_kinds, if(resource['service.name'] = '', 'unknown_service', resource['service.name']) AS service";

/** Rows of `spans` out of OTLP traces. */
export function spansSelect(source: string, encoding: Encoding, field = 'body'): string {
  const eventMaps = (build: typeof textMap) =>
    `arrayMap(e -> ${build("tupleElement(e, 'attributes')", encoding)}, span.events)`;
  const linkMaps = (build: typeof textMap) =>
    `arrayMap(l -> ${build("tupleElement(l, 'attributes')", encoding)}, span.links)`;
  return `
    WITH perResource AS (
      SELECT project, received, tupleElement(entry, 'scopeSpans') AS scopes, ${resourceColumns(encoding)}
      FROM (${resourceRows(source, 'traces', encoding, field)})
    ), perScope AS (
      SELECT project, received, resource, resource_kinds, arrayJoin(scopes) AS entry FROM perResource
    ), perSpan AS (
      SELECT project, received, resource, resource_kinds, tupleElement(entry, 'scope') AS scope,
        arrayJoin(tupleElement(entry, 'spans')) AS span
      FROM perScope
    )
    SELECT project, ${SHARED},
      ${id('span.traceId', TRACE_ID_BYTES, encoding)} AS trace_id,
      ${id('span.spanId', SPAN_ID_BYTES, encoding)} AS span_id,
      ${id('span.parentSpanId', SPAN_ID_BYTES, encoding)} AS parent_span_id,
      ${textMap('span.attributes', encoding)} AS attributes, ${kindMap('span.attributes', encoding)} AS attribute_kinds,
      ${sessionId()} AS session_id,
      span.name AS name, if(span.kind BETWEEN 0 AND 5, span.kind, 0) AS kind,
      span.startTimeUnixNano AS start,
      toInt64(span.endTimeUnixNano) - toInt64(span.startTimeUnixNano) AS duration,
      if(span.status.code BETWEEN 0 AND 2, span.status.code, 0) AS status_code, span.status.message AS status_message,
      span.traceState AS trace_state, span.flags AS flags,
      scope.name AS scope_name, scope.version AS scope_version,
      span.events.timeUnixNano AS event_time, span.events.name AS event_name,
      ${eventMaps(textMap)} AS event_attributes, ${eventMaps(kindMap)} AS event_attribute_kinds,
      arrayMap(l -> ${id("tupleElement(l, 'traceId')", TRACE_ID_BYTES, encoding)}, span.links) AS link_trace_id,
      arrayMap(l -> ${id("tupleElement(l, 'spanId')", SPAN_ID_BYTES, encoding)}, span.links) AS link_span_id,
      ${linkMaps(textMap)} AS link_attributes, ${linkMaps(kindMap)} AS link_attribute_kinds,
      fromUnixTimestamp64Milli(toInt64(received), 'UTC') AS received_at
    FROM perSpan`;
}

/** Rows of `logs` out of OTLP logs. */
export function logsSelect(source: string, encoding: Encoding, field = 'body'): string {
  const time = 'if(record.timeUnixNano = 0, record.observedTimeUnixNano, record.timeUnixNano)';
  return `
    WITH perResource AS (
      SELECT project, received, tupleElement(entry, 'scopeLogs') AS scopes, ${resourceColumns(encoding)}
      FROM (${resourceRows(source, 'logs', encoding, field)})
    ), perScope AS (
      SELECT project, received, resource, resource_kinds, arrayJoin(scopes) AS entry FROM perResource
    ), perRecord AS (
      SELECT project, received, resource, resource_kinds, tupleElement(entry, 'scope') AS scope,
        arrayJoin(tupleElement(entry, 'logRecords')) AS record
      FROM perScope
    )
    SELECT project, ${SHARED},
      ${id('record.traceId', TRACE_ID_BYTES, encoding)} AS trace_id,
      ${id('record.spanId', SPAN_ID_BYTES, encoding)} AS span_id,
      ${textMap('record.attributes', encoding)} AS attributes, ${kindMap('record.attributes', encoding)} AS attribute_kinds,
      ${sessionId()} AS session_id,
      ${time} AS time, record.observedTimeUnixNano AS observed,
      if(record.severityNumber BETWEEN 0 AND 24, record.severityNumber, 0) AS severity_number,
      record.severityText AS severity_text, record.eventName AS event_name,
      ${valueText('record.body', encoding)} AS body, ${valueKind('record.body', encoding)} AS body_kind,
      record.flags AS flags, scope.name AS scope_name, scope.version AS scope_version,
      generateUUIDv4() AS id,
      fromUnixTimestamp64Milli(toInt64(received), 'UTC') AS received_at
    FROM perRecord`;
}

/** Rows of `replay_segments` out of segments. */
export function replaySelect(source: string): string {
  return `
    SELECT project, toUUID(session) AS session_id, toUUID(tab) AS tab_id, toUInt32(seq) AS seq,
      from AS from_ms, to AS to_ms, sentAt AS sent_at_ms, checkpoint != 0 AS checkpoint, toUInt32(events) AS events,
      toFloat64OrNull(clockOffset) AS clock_offset, toFloat64OrNull(clockRoundTrip) AS clock_round_trip,
      replay AS data, fromUnixTimestamp64Milli(toInt64(received), 'UTC') AS received_at
    FROM ${source}`;
}
