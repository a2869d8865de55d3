import { ATTRIBUTES } from '@throughline/format';
import { RECORD_LIMITS } from '../../limits.ts';
import { BODY_HASH_BYTES } from '../../spool/bodyIdentity.ts';
import { RESOURCE_TUPLE, SCOPE_TUPLE } from '../tables/resource.ts';
import { attributesSql, dropped, first, kindMap, textMap, valueKind, valueText } from './attributes.ts';
import { resourceRows } from './source.ts';
import type { Encoding } from './structure.ts';

/**
 * The statements that turn a spool file into rows. Each takes `source`, the SQL expression that yields the file's
 * columns (`file(…)` in the embedded engine, `input(…)` on a remote one), and is otherwise the same everywhere.
 */

/** Bytes of a trace and of a span id. */
const TRACE_ID_BYTES = 16;
const SPAN_ID_BYTES = 8;

/** An id of the wrong length counts as none, as OTLP asks. */
function id(field: string, bytes: number, encoding: Encoding): string {
  const raw = encoding === 'json' ? `unhex(${field})` : field;
  return `CAST(if(length(${raw}) = ${bytes}, ${raw}, ''), 'FixedString(${bytes})')`;
}

/** The record's own `session.id`, else its resource's; the nil UUID if neither is one. */
const SESSION_ID = `toUUIDOrZero(if(attributes['${ATTRIBUTES.sessionId}'] != '', attributes['${ATTRIBUTES.sessionId}'], resource_session))`;

/** What a record takes from above it. Texts that it shares with many others are dictionary entries from here on. */
const INHERITED = 'project, received, service, resource, scope';

/**
 * `WITH withAttributes AS (…)`: a row a span or log record, beside what it inherits from its resource and its scope. Maps are
 * made a step before they are read: of a name within its own step the engine analyses all that it stands for once more.
 */
function withRecords(source: string, signal: 'traces' | 'logs', encoding: Encoding, field: string): string {
  const [scopes, records] = signal === 'traces' ? ['scopeSpans', 'spans'] : ['scopeLogs', 'logRecords'];
  const resource = "tupleElement(entry, 'resource')";
  const scope = "tupleElement(entry, 'scope')";
  const schemaUrl = "tupleElement(entry, 'schemaUrl')";
  const maps = (holder: string) =>
    `${textMap(pairsOf(holder), encoding)} AS texts, ${kindMap(pairsOf(holder), encoding)} AS kinds`;
  const resourceJson = json([...storedAttributes(resource), schemaUrl], RESOURCE_TUPLE);
  const nameAndVersion = [`tupleElement(${scope}, 'name')`, `tupleElement(${scope}, 'version')`];
  const scopeJson = json([...storedAttributes(scope), schemaUrl, ...nameAndVersion], SCOPE_TUPLE);
  return `
    WITH perResource AS (
      SELECT project, received, entry, ${maps(resource)} FROM (${resourceRows(source, signal, encoding, field)})
    ), withResource AS (
      SELECT toLowCardinality(project) AS project, fromUnixTimestamp64Milli(toInt64(received), 'UTC') AS received,
        tupleElement(entry, '${scopes}') AS scopes, toLowCardinality(${resourceJson}) AS resource,
        toLowCardinality(if(texts['service.name'] = '', 'unknown_service', texts['service.name'])) AS service,
        texts['${ATTRIBUTES.sessionId}'] AS resource_session
      FROM perResource
    ), perScope AS (
      SELECT project, received, service, resource, resource_session, arrayJoin(scopes) AS entry FROM withResource
    ), scopeMaps AS (
      SELECT project, received, service, resource, resource_session, entry, ${maps(scope)} FROM perScope
    ), withScope AS (
      SELECT project, received, service, resource, resource_session, toLowCardinality(${scopeJson}) AS scope,
        tupleElement(entry, '${records}') AS records
      FROM scopeMaps
    ), perRecord AS (
      SELECT ${INHERITED}, resource_session, arrayJoin(records) AS record FROM withScope
    ), withAttributes AS (
      SELECT ${INHERITED}, resource_session, record, ${textMap('record.attributes', encoding)} AS attributes,
        ${kindMap('record.attributes', encoding)} AS attribute_kinds
      FROM perRecord
    )`;
}

const pairsOf = (holder: string): string => `tupleElement(${holder}, 'attributes')`;

/** The parts of a stored resource or scope that both have, beside the columns `texts` and `kinds`. */
function storedAttributes(holder: string): string[] {
  return [attributesSql('texts', 'kinds'), 'kinds', droppedAttributes(holder)];
}

/** SQL for JSON text of `parts` as a tuple of `type`. */
function json(parts: string[], type: string): string {
  return `toJSONString(CAST((${parts.join(', ')}), '${type}'))`;
}

/** How many attributes of the tuple `holder` are not kept. */
function droppedAttributes(holder: string): string {
  return dropped(
    `tupleElement(${holder}, 'droppedAttributesCount')`,
    `tupleElement(${holder}, 'attributes')`,
    RECORD_LIMITS.attributes,
  );
}

/** Rows of `spans` out of OTLP traces. */
export function spansSelect(source: string, encoding: Encoding, body = 'body'): string {
  const [events, links] = [
    first('record.events', RECORD_LIMITS.events),
    first('record.links', RECORD_LIMITS.links),
  ];
  const each = (list: string, build: (element: string) => string) => `arrayMap(e -> ${build('e')}, ${list})`;
  const field = (name: string) => (element: string) => `tupleElement(${element}, '${name}')`;
  const texts = (element: string) => textMap(field('attributes')(element), encoding);
  const kinds = (element: string) => kindMap(field('attributes')(element), encoding);
  return `${withRecords(source, 'traces', encoding, body)}
    SELECT ${INHERITED}, received AS received_at,
      ${id('record.traceId', TRACE_ID_BYTES, encoding)} AS trace_id,
      CAST(concat(${id('record.spanId', SPAN_ID_BYTES, encoding)}, ${id('record.parentSpanId', SPAN_ID_BYTES, encoding)}),
        'FixedString(${2 * SPAN_ID_BYTES})') AS span_ids,
      attributes, attribute_kinds, ${SESSION_ID} AS session_id,
      record.name AS name, if(record.kind BETWEEN 0 AND 5, record.kind, 0) AS kind,
      record.startTimeUnixNano AS start,
      toInt64(record.endTimeUnixNano) - toInt64(record.startTimeUnixNano) AS duration,
      if(record.status.code BETWEEN 0 AND 2, record.status.code, 0) AS status_code,
      record.status.message AS status_message,
      record.traceState AS trace_state, record.flags AS flags,
      ${droppedAttributes('record')} AS dropped_attributes,
      ${dropped('record.droppedEventsCount', 'record.events', RECORD_LIMITS.events)} AS dropped_events,
      ${dropped('record.droppedLinksCount', 'record.links', RECORD_LIMITS.links)} AS dropped_links,
      ${each(events, field('timeUnixNano'))} AS event_time, ${each(events, field('name'))} AS event_name,
      ${each(events, texts)} AS event_attributes, ${each(events, kinds)} AS event_attribute_kinds,
      ${each(events, droppedAttributes)} AS event_dropped_attributes,
      ${each(links, (link) => id(field('traceId')(link), TRACE_ID_BYTES, encoding))} AS link_trace_id,
      ${each(links, (link) => id(field('spanId')(link), SPAN_ID_BYTES, encoding))} AS link_span_id,
      ${each(links, field('traceState'))} AS link_trace_state, ${each(links, field('flags'))} AS link_flags,
      ${each(links, texts)} AS link_attributes, ${each(links, kinds)} AS link_attribute_kinds,
      ${each(links, droppedAttributes)} AS link_dropped_attributes
    FROM withAttributes`;
}

/**
 * Rows of `logs` out of OTLP logs. `rand32` is given the record, which it ignores: without an argument the engine
 * evaluates it before the records are unfolded, and all of a request would share one id.
 */
export function logsSelect(source: string, encoding: Encoding, field = 'body'): string {
  const time = 'if(record.timeUnixNano = 0, record.observedTimeUnixNano, record.timeUnixNano)';
  return `${withRecords(source, 'logs', encoding, field)}
    SELECT ${INHERITED}, received AS received_at,
      ${id('record.traceId', TRACE_ID_BYTES, encoding)} AS trace_id,
      ${id('record.spanId', SPAN_ID_BYTES, encoding)} AS span_id,
      attributes, attribute_kinds, ${droppedAttributes('record')} AS dropped_attributes,
      ${SESSION_ID} AS session_id,
      ${time} AS time, toInt64(record.observedTimeUnixNano) - toInt64(time) AS observed_delay,
      if(record.severityNumber BETWEEN 0 AND 24, record.severityNumber, 0) AS severity_number,
      record.severityText AS severity_text, record.eventName AS event_name,
      ${valueText('record.body', encoding, RECORD_LIMITS.bodyBytes)} AS body,
      ${valueKind('record.body', encoding, RECORD_LIMITS.bodyBytes)} AS body_kind,
      record.flags AS flags,
      rand32(record) AS id
    FROM withAttributes`;
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

/** Rows of `accepted_bodies` out of OTLP bodies of `kind`. */
export function acceptedBodiesSelect(source: string, kind: 'traces' | 'logs'): string {
  return `
    SELECT project, '${kind}' AS kind, CAST(hash, 'FixedString(${BODY_HASH_BYTES})') AS hash,
      fromUnixTimestamp64Milli(toInt64(received), 'UTC') AS received_at
    FROM ${source}`;
}
