import { ATTRIBUTES, SPAN_KINDS, STATUS_CODES } from '@throughline/format';
import type { ClockedSpan, TimelineRecord } from '@throughline/model';
import { LOG_ID } from '../store/tables/columns.ts';
import { resourceText } from '../store/tables/resource.ts';
import { ARRIVED } from './arrival.ts';
import { NO_SPAN } from './values.ts';

/**
 * Rows of a timeline, as SQL and as records. What can be worked out of a column here is not worked out in SQL: the engine
 * takes longer to analyse a statement of many expressions than to read a page.
 */

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
  ATTRIBUTES.areaX,
  ATTRIBUTES.areaY,
  ATTRIBUTES.areaWidth,
  ATTRIBUTES.areaHeight,
];

/** What spans and logs have in common. */
interface Row {
  trace: string;
  time: string;
  service: string;
  name: string;
  message: string;
  chosen: Record<string, string>;
  language: string;
  tab: string;
}

const COMMON = `hex(trace_id) AS trace, service,
  mapFilter((k, v) -> k IN (${CHOSEN.map((name) => `'${name}'`).join(', ')}), attributes) AS chosen,
  ${resourceText(ATTRIBUTES.telemetrySdkLanguage)} AS language, ${resourceText(ATTRIBUTES.tabId)} AS tab`;

export interface TimelineSpanRow extends Row {
  /** Its id and its parent's, hex. */
  ids: string;
  duration: string;
  kind: number;
  status_code: number;
  exception: string;
}

/** Spans of the traces that `ids` selects. */
const spansSql = (ids: string) => `
  SELECT ${COMMON}, hex(span_ids) AS ids, start AS time, duration, name, kind, status_code, status_message AS message,
    event_attributes[indexOf(event_name, 'exception')]['${ATTRIBUTES.exceptionMessage}'] AS exception
  FROM spans WHERE project = {project:String} AND trace_id GLOBAL IN (${ids}) AND ${ARRIVED}`;

/** All of them, up to `{most}`. */
export const wholeTracesSql = (ids: string) => `${spansSql(ids)} LIMIT {most:UInt32}`;

/** Those of a page. */
export const pageOfSpansSql = (ids: string) => `${spansSql(ids)}
  AND start >= {from:UInt64} AND start <= {to:UInt64}
  AND (start > {from:UInt64} OR lower(concat(trace, ':', substring(ids, 1, 16))) > {after:String})
  ORDER BY start, trace_id, span_ids LIMIT 1 BY start, trace_id, span_ids LIMIT {limit:UInt32}`;

export interface TimelineLogRow extends Row {
  id: string;
  span: string;
  severity_number: number;
}

/** Logs for which `condition` holds. */
export const logsSql = (condition: string) => `
  SELECT ${COMMON}, ${LOG_ID} AS id, time, event_name AS name, severity_number, body AS message, hex(span_id) AS span
  FROM logs WHERE ${condition}`;

/** A record and its place in the order of the page. */
export interface Placed {
  time: string;
  id: string;
  record: TimelineRecord;
}

/** Digits of a span's id in hex. */
const SPAN_DIGITS = 16;

export function placedSpan(row: TimelineSpanRow): Placed {
  const [trace, span] = [row.trace.toLowerCase(), row.ids.slice(0, SPAN_DIGITS).toLowerCase()];
  return placed(row, `${trace}:${span}`, {
    signal: 'span',
    durationNano: row.duration,
    kind: SPAN_KINDS[row.kind] ?? 'unspecified',
    status: STATUS_CODES[row.status_code] ?? 'unset',
    severityNumber: 0,
    message: row.message || row.exception,
    traceId: trace,
    spanId: span,
  });
}

const NO_TRACE_HEX = '0'.repeat(32);

export function placedLog(row: TimelineLogRow): Placed {
  return placed(row, row.id, {
    signal: 'log',
    durationNano: '0',
    kind: 'unspecified',
    status: 'unset',
    severityNumber: row.severity_number,
    message: row.message,
    traceId: row.trace === NO_TRACE_HEX ? '' : row.trace.toLowerCase(),
    spanId: row.span === NO_SPAN ? '' : row.span.toLowerCase(),
  });
}

type Own = Pick<
  TimelineRecord,
  'signal' | 'durationNano' | 'kind' | 'status' | 'severityNumber' | 'message' | 'traceId' | 'spanId'
>;

function placed({ time, service, name, chosen, language, tab }: Row, id: string, own: Own): Placed {
  const attributes = language === '' ? chosen : { [ATTRIBUTES.telemetrySdkLanguage]: language, ...chosen };
  return { time, id, record: { ...own, id, timeUnixNano: time, service, name, attributes, tabId: tab } };
}

/** SQL of spans with no more than it takes to compare clocks, up to `{most}`. */
export const clockedSpansSql = (ids: string) => `
  SELECT hex(trace_id) AS trace, hex(span_ids) AS ids, service, kind, start AS time, duration,
    ${resourceText(ATTRIBUTES.tabId)} AS tab
  FROM spans WHERE project = {project:String} AND trace_id GLOBAL IN (${ids}) AND ${ARRIVED} LIMIT {most:UInt32}`;

export type ClockedRow = Pick<
  TimelineSpanRow,
  'trace' | 'ids' | 'service' | 'kind' | 'time' | 'duration' | 'tab'
>;

export function clocked({ trace, ids, service, kind, time, duration, tab }: ClockedRow): ClockedSpan {
  return {
    traceId: trace.toLowerCase(),
    spanId: ids.slice(0, SPAN_DIGITS).toLowerCase(),
    parentSpanId: ids.slice(SPAN_DIGITS).toLowerCase(),
    service,
    kind,
    startTimeUnixNano: time,
    durationNano: duration,
    tabId: tab,
  };
}
