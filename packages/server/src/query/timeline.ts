import { ATTRIBUTES, SPAN_KINDS, STATUS_CODES, type TimelinePage } from '@throughline/format';
import {
  type ClockedSpan,
  clockCorrections,
  type TimelineRecord,
  tabOffset,
  timelineItems,
} from '@throughline/model';
import { QUERY_LIMITS } from '../limits.ts';
import type { Engine, Parameters } from '../store/engine.ts';
import { NIL_UUID, NO_TRACE } from '../store/tables/columns.ts';
import { RESOURCE_TEXTS, resourceText } from '../store/tables/resource.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { nanoseconds } from './time.ts';

export interface TimelineFilter {
  project: string;
  session: string;
  /** Unix milliseconds, by the sources' own clocks. */
  from?: number;
  to?: number;
  limit: number;
  cursor?: string;
}

/** A page of the session's single timeline: its own records and those of its traces, front end and back ends alike. */
export async function readTimeline(engine: Engine, filter: TimelineFilter): Promise<TimelinePage> {
  const parameters: Parameters = {
    project: filter.project,
    session: filter.session,
    limit: filter.limit + 1,
  };
  const conditions = ['true'];
  const where = (condition: string, values: Parameters) => {
    conditions.push(condition);
    Object.assign(parameters, values);
  };
  if (filter.from !== undefined) where('time >= {from:UInt64}', { from: nanoseconds(filter.from) });
  if (filter.to !== undefined) where('time <= {to:UInt64}', { to: nanoseconds(filter.to) });
  const cursor = decodeCursor(filter.cursor);
  if (cursor) where('(time, id) > ({at:UInt64}, {after:String})', { at: cursor.time, after: cursor.id });

  const sql = `SELECT * FROM (${SPANS_SQL} UNION ALL ${LOGS_SQL})
    WHERE ${conditions.join(' AND ')} ORDER BY time, id LIMIT 1 BY time, id LIMIT {limit:UInt32}`;
  const rows = await engine.query<RecordRow>(sql, parameters);
  const page = rows.slice(0, filter.limit);
  const [offsets, spans] = await Promise.all([
    tabOffsets(engine, filter),
    clockedSpans(engine, filter.project, page),
  ]);
  const last = page.at(-1);
  return {
    items: timelineItems(page.map(readRecord), {
      tabOffsets: offsets,
      corrections: clockCorrections(spans, offsets),
    }),
    ...(rows.length > filter.limit && last && { nextCursor: encodeCursor(last) }),
  };
}

interface RecordRow {
  signal: 'span' | 'log';
  id: string;
  time: string;
  duration: string;
  service: string;
  name: string;
  kind: number;
  status_code: number;
  severity_number: number;
  message: string;
  chosen: Record<string, string>;
  trace: string;
  span: string;
  tab: string;
}

/** The attributes that a line of the timeline may speak of; the rest come with the trace. */
const CHOSEN = [
  ATTRIBUTES.httpMethod,
  'http.method',
  ATTRIBUTES.httpStatus,
  'http.status_code',
  ATTRIBUTES.urlFull,
  ATTRIBUTES.dbQueryText,
  ATTRIBUTES.dbStatement,
  ATTRIBUTES.elementName,
  ATTRIBUTES.navigationType,
  ATTRIBUTES.exceptionType,
  ATTRIBUTES.exceptionMessage,
  ATTRIBUTES.telemetrySdkLanguage,
];
const chosenFrom = (map: string) =>
  `mapFilter((k, v) -> k IN (${CHOSEN.map((name) => `'${name}'`).join(', ')}), ${map})`;

/** Read by `GLOBAL IN`: on a cluster once, for all shards. In a single engine that is `IN`. */
const TRACES = `SELECT trace_id FROM session_traces WHERE project = {project:String} AND session_id = {session:UUID}`;
const EXCEPTION = `arrayFirstIndex(n -> n = 'exception', event_name)`;

const SPANS_SQL = `
  SELECT 'span' AS signal, concat(lower(hex(trace_id)), ':', lower(hex(span_id))) AS id, start AS time, duration,
    toString(service) AS service, toString(name) AS name, kind, status_code, toUInt8(0) AS severity_number,
    if(status_message = '' AND ${EXCEPTION} > 0, event_attributes[${EXCEPTION}]['${ATTRIBUTES.exceptionMessage}'],
      status_message) AS message,
    mapConcat(${chosenFrom(RESOURCE_TEXTS)}, ${chosenFrom('attributes')}) AS chosen,
    lower(hex(trace_id)) AS trace, lower(hex(span_id)) AS span, ${resourceText(ATTRIBUTES.tabId)} AS tab
  FROM spans WHERE project = {project:String} AND trace_id GLOBAL IN (${TRACES})`;

const LOGS_SQL = `
  SELECT 'log' AS signal, toString(id) AS id, time, toInt64(0) AS duration,
    toString(service) AS service, toString(event_name) AS name, toUInt8(0) AS kind, toUInt8(0) AS status_code,
    severity_number, body AS message, mapConcat(${chosenFrom(RESOURCE_TEXTS)}, ${chosenFrom('attributes')}) AS chosen,
    if(trace_id = ${NO_TRACE}, '', lower(hex(trace_id))) AS trace,
    if(span_id = toFixedString('', 8), '', lower(hex(span_id))) AS span, ${resourceText(ATTRIBUTES.tabId)} AS tab
  FROM logs WHERE project = {project:String}
    AND (session_id = {session:UUID} OR (session_id = ${NIL_UUID} AND trace_id GLOBAL IN (${TRACES})))`;

function readRecord(row: RecordRow): TimelineRecord {
  return {
    signal: row.signal,
    id: row.id,
    timeUnixNano: row.time,
    durationNano: row.duration,
    service: row.service,
    name: row.name,
    kind: SPAN_KINDS[row.kind] ?? 'unspecified',
    status: STATUS_CODES[row.status_code] ?? 'unset',
    severityNumber: row.severity_number,
    message: row.message,
    attributes: row.chosen,
    traceId: row.trace,
    spanId: row.span,
    tabId: row.tab,
  };
}

/** Clock offset of each tab of the session, milliseconds. */
async function tabOffsets(
  engine: Engine,
  { project, session }: Pick<TimelineFilter, 'project' | 'session'>,
): Promise<Map<string, number>> {
  const rows = await engine.query<{ tab: string; offset: number | null; round_trip: number | null }>(
    `SELECT toString(tab_id) AS tab, argMin(clock_offset, clock_round_trip) AS offset, min(clock_round_trip) AS round_trip
    FROM replay_segments WHERE project = {project:String} AND session_id = {session:UUID} GROUP BY tab_id`,
    { project, session },
  );
  return new Map(rows.map(({ tab, offset, round_trip }) => [tab, tabOffset(offset, round_trip)]));
}

/** All spans of the traces that stand on the page, with no more than it takes to compare their clocks. */
async function clockedSpans(
  engine: Engine,
  project: string,
  page: readonly RecordRow[],
): Promise<ClockedSpan[]> {
  const traces = [...new Set(page.map((row) => row.trace).filter((trace) => trace !== ''))];
  if (traces.length === 0) return [];
  return engine.query<ClockedSpan>(
    `SELECT lower(hex(trace_id)) AS traceId, lower(hex(span_id)) AS spanId, lower(hex(parent_span_id)) AS parentSpanId,
      toString(service) AS service, kind, start AS startTimeUnixNano, duration AS durationNano,
      ${resourceText(ATTRIBUTES.tabId)} AS tabId
    FROM spans WHERE project = {project:String}
      AND trace_id IN (SELECT CAST(unhex(arrayJoin({traces:Array(String)})), 'FixedString(16)'))
    LIMIT ${QUERY_LIMITS.spansToCorrect}`,
    { project, traces },
  );
}
