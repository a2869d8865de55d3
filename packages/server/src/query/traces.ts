import { type LogRecord, SPAN_KINDS, type Span, STATUS_CODES, type Trace } from '@throughline/format';
import type { Engine } from '../store/engine.ts';
import { NIL_UUID } from '../store/tables/columns.ts';
import { QUERY_LIMITS } from './limits.ts';
import { attributesSql, readAttributes, readValue, valueSql } from './values.ts';

/** A trace with its logs, or `undefined` if the project has none of that id. */
export async function findTrace(
  engine: Engine,
  project: string,
  traceId: string,
): Promise<Trace | undefined> {
  const parameters = { project, trace: traceId };
  const [spans, logs, sessions] = await Promise.all([
    engine.query<SpanRow>(SPANS_SQL, parameters),
    engine.query<LogRow>(LOGS_SQL, parameters),
    engine.query<{ id: string }>(SESSIONS_SQL, parameters),
  ]);
  if (spans.length === 0 && logs.length === 0) return undefined;
  return {
    traceId,
    sessions: sessions.map(({ id }) => id),
    spans: spans.slice(0, QUERY_LIMITS.spansATrace).map(readSpan),
    logs: logs.slice(0, QUERY_LIMITS.logsATrace).map(readLog),
    truncated: spans.length > QUERY_LIMITS.spansATrace || logs.length > QUERY_LIMITS.logsATrace,
  };
}

type Texts = Record<string, string>;
type Kinds = Record<string, number>;

interface SpanRow {
  trace: string;
  span: string;
  parent: string;
  session: string;
  service: string;
  name: string;
  kind: number;
  start: string;
  end: string;
  status_code: number;
  status_message: string;
  texts: Texts;
  attribute_kinds: Kinds;
  resource_texts: Texts;
  resource_kinds: Kinds;
  scope_name: string;
  scope_version: string;
  event_time: string[];
  event_name: string[];
  event_texts: Texts[];
  event_attribute_kinds: Kinds[];
  link_trace: string[];
  link_span: string[];
  link_texts: Texts[];
  link_attribute_kinds: Kinds[];
}

const IN_TRACE = "project = {project:String} AND trace_id = CAST(unhex({trace:String}), 'FixedString(16)')";
const NO_SPAN = '0'.repeat(16);

const eachAttributes = (texts: string, kinds: string): string =>
  `arrayMap((t, k) -> ${attributesSql('t', 'k')}, ${texts}, ${kinds})`;

/** A span sent twice by a retrying exporter is answered once. */
const SPANS_SQL = `
  SELECT lower(hex(trace_id)) AS trace, lower(hex(span_id)) AS span, lower(hex(parent_span_id)) AS parent,
    if(session_id = ${NIL_UUID}, '', toString(session_id)) AS session, service, name, kind,
    start, start + toUInt64(duration) AS end, status_code, status_message,
    ${attributesSql('attributes', 'attribute_kinds')} AS texts, attribute_kinds,
    ${attributesSql('resource', 'resource_kinds')} AS resource_texts, resource_kinds, scope_name, scope_version,
    event_time, event_name, ${eachAttributes('event_attributes', 'event_attribute_kinds')} AS event_texts,
    event_attribute_kinds, arrayMap(i -> lower(hex(i)), link_trace_id) AS link_trace,
    arrayMap(i -> lower(hex(i)), link_span_id) AS link_span,
    ${eachAttributes('link_attributes', 'link_attribute_kinds')} AS link_texts, link_attribute_kinds
  FROM spans WHERE ${IN_TRACE}
  ORDER BY spans.start, span_id LIMIT 1 BY spans.start, span_id LIMIT ${QUERY_LIMITS.spansATrace + 1}`;

function readSpan(row: SpanRow): Span {
  return {
    traceId: row.trace,
    spanId: row.span,
    parentSpanId: row.parent === NO_SPAN ? '' : row.parent,
    sessionId: row.session,
    service: row.service,
    name: row.name,
    kind: SPAN_KINDS[row.kind] ?? 'unspecified',
    startTimeUnixNano: row.start,
    endTimeUnixNano: row.end,
    status: { code: STATUS_CODES[row.status_code] ?? 'unset', message: row.status_message },
    attributes: readAttributes(row.texts, row.attribute_kinds),
    resource: readAttributes(row.resource_texts, row.resource_kinds),
    scope: { name: row.scope_name, version: row.scope_version },
    events: row.event_time.map((timeUnixNano, index) => ({
      timeUnixNano,
      name: row.event_name[index] ?? '',
      attributes: readAttributes(row.event_texts[index] ?? {}, row.event_attribute_kinds[index] ?? {}),
    })),
    links: row.link_trace.map((traceId, index) => ({
      traceId,
      spanId: row.link_span[index] ?? '',
      attributes: readAttributes(row.link_texts[index] ?? {}, row.link_attribute_kinds[index] ?? {}),
    })),
  };
}

interface LogRow {
  id: string;
  time: string;
  observed: string;
  severity_number: number;
  severity_text: string;
  event_name: string;
  service: string;
  body_text: string;
  body_kind: number;
  texts: Texts;
  attribute_kinds: Kinds;
  resource_texts: Texts;
  resource_kinds: Kinds;
  scope_name: string;
  scope_version: string;
  trace: string;
  span: string;
  session: string;
}

const LOGS_SQL = `
  SELECT toString(id) AS id, time, observed, severity_number, severity_text, event_name, service,
    ${valueSql('body', 'body_kind')} AS body_text, body_kind,
    ${attributesSql('attributes', 'attribute_kinds')} AS texts, attribute_kinds,
    ${attributesSql('resource', 'resource_kinds')} AS resource_texts, resource_kinds, scope_name, scope_version,
    lower(hex(trace_id)) AS trace, lower(hex(span_id)) AS span,
    if(session_id = ${NIL_UUID}, '', toString(session_id)) AS session
  FROM logs WHERE ${IN_TRACE} ORDER BY time, id LIMIT ${QUERY_LIMITS.logsATrace + 1}`;

function readLog(row: LogRow): LogRecord {
  return {
    id: row.id,
    timeUnixNano: row.time,
    observedTimeUnixNano: row.observed,
    severityNumber: row.severity_number,
    severityText: row.severity_text,
    eventName: row.event_name,
    service: row.service,
    body: readValue(row.body_text, row.body_kind),
    attributes: readAttributes(row.texts, row.attribute_kinds),
    resource: readAttributes(row.resource_texts, row.resource_kinds),
    scope: { name: row.scope_name, version: row.scope_version },
    traceId: row.trace,
    spanId: row.span === NO_SPAN ? '' : row.span,
    sessionId: row.session,
  };
}

const SESSIONS_SQL = `SELECT DISTINCT toString(session_id) AS id FROM trace_sessions WHERE ${IN_TRACE} ORDER BY id LIMIT 100`;
