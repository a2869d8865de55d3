import { SPAN_KINDS, type Span, STATUS_CODES } from '@throughline/format';
import { QUERY_LIMITS } from '../limits.ts';
import { attributesSql } from '../store/insert/attributes.ts';
import { NIL_UUID } from '../store/tables/columns.ts';
import { ARRIVED } from './arrival.ts';
import { FROM_RESOURCE_SQL, type FromResourceRow, present, readFromResource } from './fromResource.ts';
import { IN_TRACE } from './oneTrace.ts';
import { type Kinds, NO_SPAN, readAttributes, type Texts } from './values.ts';

export interface SpanRow extends FromResourceRow {
  trace: string;
  span: string;
  parent: string;
  session: string;
  name: string;
  kind: number;
  start: string;
  end: string;
  status_code: number;
  status_message: string;
  trace_state: string;
  flags: number;
  texts: Texts;
  attribute_kinds: Kinds;
  dropped_attributes: number;
  dropped_events: number;
  dropped_links: number;
  event_time: string[];
  event_name: string[];
  event_texts: Texts[];
  event_attribute_kinds: Kinds[];
  event_dropped_attributes: number[];
  link_trace: string[];
  link_span: string[];
  link_trace_state: string[];
  link_flags: number[];
  link_texts: Texts[];
  link_attribute_kinds: Kinds[];
  link_dropped_attributes: number[];
}

const eachAttributes = (texts: string, kinds: string): string =>
  `arrayMap((t, k) -> ${attributesSql('t', 'k')}, ${texts}, ${kinds})`;

/** A span sent twice by a retrying exporter is answered once. */
export const SPANS_SQL = `
  SELECT ${FROM_RESOURCE_SQL},
    lower(hex(trace_id)) AS trace, lower(hex(span_id)) AS span, lower(hex(parent_span_id)) AS parent,
    if(session_id = ${NIL_UUID}, '', toString(session_id)) AS session, name, kind,
    start, start + toUInt64(duration) AS end, status_code, status_message, trace_state, flags,
    ${attributesSql('attributes', 'attribute_kinds')} AS texts, attribute_kinds,
    dropped_attributes, dropped_events, dropped_links,
    event_time, event_name, ${eachAttributes('event_attributes', 'event_attribute_kinds')} AS event_texts,
    event_attribute_kinds, event_dropped_attributes, arrayMap(i -> lower(hex(i)), link_trace_id) AS link_trace,
    arrayMap(i -> lower(hex(i)), link_span_id) AS link_span, link_trace_state, link_flags,
    ${eachAttributes('link_attributes', 'link_attribute_kinds')} AS link_texts, link_attribute_kinds,
    link_dropped_attributes
  FROM spans WHERE ${IN_TRACE} AND ${ARRIVED}
  ORDER BY spans.start, span_id LIMIT 1 BY spans.start, span_id LIMIT ${QUERY_LIMITS.spansATrace + 1}`;

export function readSpan(row: SpanRow): Span {
  return {
    ...readFromResource(row),
    traceId: row.trace,
    spanId: row.span,
    parentSpanId: row.parent === NO_SPAN ? '' : row.parent,
    sessionId: row.session,
    name: row.name,
    kind: SPAN_KINDS[row.kind] ?? 'unspecified',
    startTimeUnixNano: row.start,
    endTimeUnixNano: row.end,
    status: { code: STATUS_CODES[row.status_code] ?? 'unset', message: row.status_message },
    attributes: readAttributes(row.texts, row.attribute_kinds),
    events: row.event_time.map((timeUnixNano, index) => ({
      timeUnixNano,
      name: row.event_name[index] ?? '',
      attributes: readAttributes(row.event_texts[index] ?? {}, row.event_attribute_kinds[index] ?? {}),
      ...present({ droppedAttributesCount: row.event_dropped_attributes[index] }),
    })),
    links: row.link_trace.map((traceId, index) => ({
      traceId,
      spanId: row.link_span[index] ?? '',
      attributes: readAttributes(row.link_texts[index] ?? {}, row.link_attribute_kinds[index] ?? {}),
      ...present({
        traceState: row.link_trace_state[index],
        flags: row.link_flags[index],
        droppedAttributesCount: row.link_dropped_attributes[index],
      }),
    })),
    ...present({
      traceState: row.trace_state,
      flags: row.flags,
      droppedAttributesCount: row.dropped_attributes,
      droppedEventsCount: row.dropped_events,
      droppedLinksCount: row.dropped_links,
    }),
  };
}
