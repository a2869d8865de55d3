import { ATTRIBUTES, SPAN_KINDS, STATUS_CODES, type TimelinePage } from '@throughline/format';
import {
  type ClockedSpan,
  clockCorrections,
  type TimelineRecord,
  tabOffset,
  timelineItems,
} from '@throughline/model';
import { QUERY_LIMITS } from '../limits.ts';
import type { Reader } from '../store/reader.ts';
import { LOG_ID, NIL_UUID, NO_TRACE } from '../store/tables/columns.ts';
import { RESOURCE_TEXTS, resourceText } from '../store/tables/resource.ts';
import { ARRIVED, type Arrival, arrivalOfSession, widest } from './arrival.ts';
import { encodeCursor } from './cursor.ts';
import {
  arrivalOf,
  type Bounds,
  boundsOf,
  OWN_LOGS,
  type PageFilter,
  type Stretch,
  stretchFor,
  timeOfOwnLog,
  traceIds,
} from './page.ts';
import { type TraceExtent, tracesOfSession } from './sessionTraces.ts';

/** A page of the session's single timeline: its own records and those of its traces, front end and back ends alike. */
export async function readTimeline(reader: Reader, filter: PageFilter): Promise<TimelinePage> {
  const { project, session } = filter;
  const arrival = await arrivalOfSession(reader, project, session);
  if (!arrival) return { items: [] };
  const bounds = boundsOf(filter);
  const [traces, offsets, ownLog] = await Promise.all([
    tracesOfSession(reader, project, session, arrival),
    tabOffsets(reader, filter, arrival),
    timeOfOwnLog(reader, filter, bounds, filter.limit + 1, arrival),
  ]);
  const stretch = await shortestStretch(reader, filter, arrival, traces, ownLog);
  const [some, spans] = await Promise.all([
    recordsWithin(reader, filter, bounds, stretch, arrival),
    clockedSpans(reader, filter, stretch.traces),
  ]);
  const isWhole = some.length > filter.limit || stretch.to >= bounds.to;
  // A span that was sent twice was counted twice, so the stretch was too short.
  const rows = isWhole
    ? some
    : await recordsWithin(reader, filter, bounds, { to: bounds.to, traces }, arrival);
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  return {
    items: timelineItems(page.map(readRecord), {
      tabOffsets: offsets,
      corrections: clockCorrections(spans, offsets),
    }),
    ...(rows.length > filter.limit && last && { nextCursor: encodeCursor(last) }),
  };
}

/** A stretch whose traces have so many times the records of a page is cut shorter by a look at the spans' starts alone. */
const MUCH_MORE = 4;

async function shortestStretch(
  reader: Reader,
  filter: PageFilter,
  arrival: Arrival,
  traces: readonly TraceExtent[],
  ownLog: bigint | undefined,
): Promise<Stretch> {
  const bounds = boundsOf(filter);
  const needed = filter.limit + 1;
  const countOf = (trace: TraceExtent) => trace.spans + trace.logs;
  const stretch = stretchFor(traces, bounds, needed, countOf, ownLog);
  const count = stretch.traces.reduce((sum, trace) => sum + countOf(trace), 0);
  if (count <= MUCH_MORE * needed) return stretch;
  const span = await timeOfSpan(reader, filter, bounds, stretch, needed, arrival);
  return span === undefined
    ? stretch
    : stretchFor(traces, { ...bounds, to: span < stretch.to ? span : stretch.to }, needed, countOf, ownLog);
}

/** When span number `needed` of the stretch began. */
async function timeOfSpan(
  reader: Reader,
  { project, session }: PageFilter,
  { from }: Bounds,
  { to, traces }: Stretch,
  needed: number,
  arrival: Arrival,
): Promise<bigint | undefined> {
  const ids = traceIds(traces);
  const [row] = await reader.query<{ start: string }>(
    `SELECT start FROM spans WHERE project = {project:String} AND trace_id GLOBAL IN (${ids.sql}) AND ${ARRIVED}
      AND start >= {from:UInt64} AND start <= {to:UInt64} ORDER BY start LIMIT 1 OFFSET {skipped:UInt32}`,
    {
      project,
      session,
      ...ids.parameters,
      ...arrivalOf(traces, arrival),
      from: String(from),
      to: String(to),
      skipped: needed - 1,
    },
  );
  return row && BigInt(row.start);
}

/** The page's records, and one more if there are more. */
async function recordsWithin(
  reader: Reader,
  { project, session, limit }: PageFilter,
  { from, after }: Bounds,
  { to, traces }: Stretch,
  arrival: Arrival,
): Promise<RecordRow[]> {
  const ids = traceIds(traces);
  return reader.query<RecordRow>(
    `SELECT * FROM (${spansSql(ids.sql)} UNION ALL ${logsSql(OWN_LOGS)} UNION ALL ${logsSql(logsOfTraces(ids.sql))})
    WHERE (time, id) > ({from:UInt64}, {after:String})
    ORDER BY time, id LIMIT 1 BY time, id LIMIT {limit:UInt32}`,
    {
      project,
      session,
      ...ids.parameters,
      ...arrivalOf(traces, arrival),
      from: String(from),
      to: String(to),
      after,
      limit: limit + 1,
    },
  );
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

const EXCEPTION = `arrayFirstIndex(n -> n = 'exception', event_name)`;

const spansSql = (ids: string) => `
  SELECT 'span' AS signal, concat(lower(hex(trace_id)), ':', lower(hex(span_id))) AS id, start AS time, duration,
    toString(service) AS service, toString(name) AS name, kind, status_code, toUInt8(0) AS severity_number,
    if(status_message = '' AND ${EXCEPTION} > 0, event_attributes[${EXCEPTION}]['${ATTRIBUTES.exceptionMessage}'],
      status_message) AS message,
    mapConcat(${chosenFrom(RESOURCE_TEXTS)}, ${chosenFrom('attributes')}) AS chosen,
    lower(hex(trace_id)) AS trace, lower(hex(span_id)) AS span, ${resourceText(ATTRIBUTES.tabId)} AS tab
  FROM spans WHERE project = {project:String} AND trace_id GLOBAL IN (${ids}) AND ${ARRIVED}
    AND start >= {from:UInt64} AND start <= {to:UInt64}`;

const logsSql = (which: string) => `
  SELECT 'log' AS signal, ${LOG_ID} AS id, time, toInt64(0) AS duration,
    toString(service) AS service, toString(event_name) AS name, toUInt8(0) AS kind, toUInt8(0) AS status_code,
    severity_number, body AS message, mapConcat(${chosenFrom(RESOURCE_TEXTS)}, ${chosenFrom('attributes')}) AS chosen,
    if(trace_id = ${NO_TRACE}, '', lower(hex(trace_id))) AS trace,
    if(span_id = toFixedString('', 8), '', lower(hex(span_id))) AS span, ${resourceText(ATTRIBUTES.tabId)} AS tab
  FROM logs WHERE ${which} AND ${ARRIVED} AND logs.time >= {from:UInt64} AND logs.time <= {to:UInt64}`;

const logsOfTraces = (ids: string) =>
  `project = {project:String} AND session_id = ${NIL_UUID} AND trace_without_session GLOBAL IN (${ids})`;

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
  reader: Reader,
  { project, session }: Pick<PageFilter, 'project' | 'session'>,
  arrival: Arrival,
): Promise<Map<string, number>> {
  const rows = await reader.query<{ tab: string; offset: number | null; round_trip: number | null }>(
    `SELECT toString(tab_id) AS tab, argMin(clock_offset, clock_round_trip) AS offset, min(clock_round_trip) AS round_trip
    FROM replay_segments WHERE project = {project:String} AND session_id = {session:UUID} AND ${ARRIVED} GROUP BY tab_id`,
    { project, session, ...arrival },
  );
  return new Map(rows.map(({ tab, offset, round_trip }) => [tab, tabOffset(offset, round_trip)]));
}

/** All spans of `traces`, with no more than it takes to compare their clocks. */
async function clockedSpans(
  reader: Reader,
  { project, session }: PageFilter,
  traces: readonly TraceExtent[],
): Promise<ClockedSpan[]> {
  if (traces.length === 0) return [];
  const ids = traceIds(traces);
  return reader.query<ClockedSpan>(
    `SELECT lower(hex(trace_id)) AS traceId, lower(hex(span_id)) AS spanId, lower(hex(parent_span_id)) AS parentSpanId,
      toString(service) AS service, kind, start AS startTimeUnixNano, duration AS durationNano,
      ${resourceText(ATTRIBUTES.tabId)} AS tabId
    FROM spans WHERE project = {project:String} AND trace_id GLOBAL IN (${ids.sql}) AND ${ARRIVED}
    LIMIT ${QUERY_LIMITS.spansToCorrect}`,
    {
      project,
      session,
      ...ids.parameters,
      ...widest(traces.map(({ arrival }) => arrival)),
    },
  );
}
