import type { Parameters } from '../store/engine.ts';
import { NIL_UUID } from '../store/tables/columns.ts';
import { resourceTextOf } from '../store/tables/resource.ts';
import { ARRIVED } from './arrival.ts';

/** What a session must have to be found; all of it. */
export interface SessionFilter {
  /** Unix milliseconds; a session counts that overlaps the range. */
  from?: number | undefined;
  to?: number | undefined;
  /** Part of the id, name or e-mail address of who was there. */
  user?: string | undefined;
  /** Part of the address of a page. */
  url?: string | undefined;
  /** Whether anything went wrong. */
  error?: boolean | undefined;
  /** Name of an event of the browser, or of any log. */
  event?: string | undefined;
  service?: string | undefined;
  /** Name of a span. With a duration: of one span that has both. */
  span?: string | undefined;
  /** Of a span, milliseconds. */
  minSpanDuration?: number | undefined;
  /** Of the session, milliseconds. */
  minDuration?: number | undefined;
  maxDuration?: number | undefined;
  /** Of a span, a log, or what sent it. */
  attributes?: readonly { name: string; value: string }[] | undefined;
  /** Free text. */
  q?: string | undefined;
}

/** Conditions of SQL, and the values of their placeholders. */
export interface Conditions {
  /** Of a row of `session_hours`, by what its session says of itself. */
  ofHours: string[];
  /** Of a session, as `session_id IN …`, by records that arrived within `ARRIVED`. */
  ofRecords: string[];
  /** Of a session, by `began` and `ended`, nanoseconds. */
  ofTimes: string[];
  parameters: Parameters;
}

const NANOSECONDS_A_MILLISECOND = 1_000_000;
const nano = (milliseconds: number): number => Math.round(milliseconds * NANOSECONDS_A_MILLISECOND);

export function conditionsOf(filter: SessionFilter): Conditions {
  const parameters: Parameters = {};
  const conditions: Conditions = { ofHours: [], ofRecords: [], ofTimes: [], parameters };
  const { ofHours, ofRecords, ofTimes } = conditions;
  const bind = (values: Parameters) => Object.assign(parameters, values);

  if (filter.user) {
    ofHours.push(`arrayExists(text -> ${contains('text', 'user')}, users)`);
    bind({ user: filter.user });
  }
  if (filter.url) {
    ofHours.push(`arrayExists(text -> ${contains('text', 'url')}, pages)`);
    bind({ url: filter.url });
  }
  if (filter.minDuration !== undefined) {
    ofTimes.push('ended - began >= {minDuration:UInt64}');
    bind({ minDuration: nano(filter.minDuration) });
  }
  if (filter.maxDuration !== undefined) {
    ofTimes.push('ended - began <= {maxDuration:UInt64}');
    bind({ maxDuration: nano(filter.maxDuration) });
  }
  if (filter.error !== undefined)
    ofRecords.push(`session_id GLOBAL ${filter.error ? 'IN' : 'NOT IN'} ${TROUBLED}`);
  if (filter.event) {
    ofRecords.push(`session_id ${inRecords({ log: 'event_name = {event:String}' })}`);
    bind({ event: filter.event });
  }
  if (filter.service) {
    const isService = 'service = {service:String}';
    ofRecords.push(`session_id ${inRecords({ log: isService, span: isService })}`);
    bind({ service: filter.service });
  }
  const ofSpan = [
    ...(filter.span ? ['name = {span:String}'] : []),
    ...(filter.minSpanDuration === undefined ? [] : ['duration >= {minSpanDuration:Int64}']),
  ];
  if (ofSpan.length > 0) {
    const withService = filter.service ? [...ofSpan, 'service = {service:String}'] : ofSpan;
    ofRecords.push(`session_id ${inRecords({ span: withService.join(' AND ') })}`);
    bind({ span: filter.span ?? '', minSpanDuration: nano(filter.minSpanDuration ?? 0) });
  }
  for (const [index, { name, value }] of (filter.attributes ?? []).entries()) {
    const [n, v] = [`{name${index}:String}`, `{value${index}:String}`];
    // Apart: an index knows the values of attributes, and a resource is looked at once in a dictionary.
    const [own, inherited] = [`attributes[${n}] = ${v}`, `${resourceTextOf(n)} = ${v}`];
    ofRecords.push(
      `(session_id ${inRecords({ log: own, span: own })} OR session_id ${inRecords({ log: inherited, span: inherited })})`,
    );
    bind({ [`name${index}`]: name, [`value${index}`]: value });
  }
  if (filter.q) {
    ofRecords.push(
      `(startsWith(toString(session_id), {q:String}) OR session_id ${IN_SUMMARY} OR session_id ${IN_TEXT})`,
    );
    bind({ q: filter.q });
  }
  return conditions;
}

function contains(text: string, parameter: string): string {
  return `positionCaseInsensitiveUTF8(${text}, {${parameter}:String}) > 0`;
}

/**
 * `IN` the sessions with a record for which the condition of its kind holds: one of their own, or one of their traces.
 * `GLOBAL`: on a cluster what is found on any shard counts on all; in a single engine that is plain `IN`.
 */
function inRecords({ span, log }: { span?: string; log?: string }): string {
  const rows = (column: string, table: string, condition: string) =>
    `SELECT ${column} FROM ${table} WHERE project = {project:String} AND ${ARRIVED} AND ${condition}`;
  const traces = [
    ...(span ? [rows('trace_id', 'spans', span)] : []),
    ...(log ? [rows('trace_id', 'logs', `session_id = ${NIL_UUID} AND ${log}`)] : []),
  ];
  const sessions = [
    ...(log ? [rows('session_id', 'logs', `session_id != ${NIL_UUID} AND ${log}`)] : []),
    rows('session_id', 'trace_sessions', `trace_id GLOBAL IN (${traces.join(' UNION ALL ')})`),
  ];
  return `GLOBAL IN (${sessions.join(' UNION ALL ')})`;
}

const SINCE =
  "project = {project:String} AND hour >= toStartOfHour(fromUnixTimestamp64Nano({since:Int64}, 'UTC'))";

const TROUBLED = `(
  SELECT session_id FROM session_hours WHERE ${SINCE} AND troubles > 0
  UNION ALL
  SELECT session_id FROM trace_sessions WHERE project = {project:String} AND ${ARRIVED} AND trace_id GLOBAL IN (
    SELECT trace_id FROM failed_traces WHERE project = {project:String} AND ${ARRIVED}
  ))`;

const IN_SUMMARY = `GLOBAL IN (
  SELECT session_id FROM session_hours WHERE ${SINCE}
    AND arrayExists(text -> ${contains('text', 'q')}, arrayConcat(users, pages)))`;

const IN_VALUES = `arrayExists(text -> ${contains('text', 'q')}, mapValues(attributes))`;

const IN_TEXT = inRecords({
  log: `(${contains('body', 'q')} OR ${IN_VALUES})`,
  span: `(${contains('name', 'q')} OR ${contains('status_message', 'q')} OR ${IN_VALUES})`,
});
