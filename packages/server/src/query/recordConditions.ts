import { NIL_UUID } from '../store/tables/columns.ts';
import { ARRIVED } from './arrival.ts';

/** SQL for what a session must have among its records, or in what it says of itself. */

/** SQL for whether `text` has the text of a parameter in it, in any case. */
export function contains(text: string, parameter: string): string {
  return `positionCaseInsensitiveUTF8(${text}, {${parameter}:String}) > 0`;
}

/**
 * `IN` the sessions with a record for which the condition of its kind holds: one of their own, or one of their traces.
 * `GLOBAL`: on a cluster what is found on any shard counts on all; in a single engine that is plain `IN`.
 */
export function inRecords({ span, log }: { span?: string; log?: string }): string {
  const rows = (column: string, table: string, condition: string) =>
    `SELECT ${column} FROM ${table} WHERE project = {project:String} AND ${ARRIVED} AND ${condition}`;
  const traces = [
    ...(span ? [rows('trace_id', 'spans', span)] : []),
    ...(log ? [rows('trace_id', 'logs', `session_id = ${NIL_UUID} AND ${log}`)] : []),
  ];
  const sessions = [
    ...(log ? [rows('session_id', 'logs', `session_id != ${NIL_UUID} AND ${log}`)] : []),
    sessionsOfTraces(traces.join(' UNION ALL ')),
  ];
  return `GLOBAL IN (${sessions.join(' UNION ALL ')})`;
}

/** SQL for the sessions of the traces that `traces` selects. */
function sessionsOfTraces(traces: string): string {
  return `SELECT arrayJoin(sessions) FROM traces WHERE project = {project:String} AND trace_id GLOBAL IN (${traces})`;
}

const SINCE =
  "project = {project:String} AND hour >= toStartOfHour(fromUnixTimestamp64Nano({since:Int64}, 'UTC'))";

/** `IN` the sessions of which an hour says so of itself. */
export function inHours(condition: string): string {
  return `GLOBAL IN (SELECT session_id FROM session_hours WHERE ${SINCE} AND ${condition})`;
}

/** Sessions with a trace in which a service failed. */
export const SESSIONS_OF_FAILED_TRACES = sessionsOfTraces(
  `SELECT trace_id FROM failed_traces WHERE project = {project:String} AND ${ARRIVED}`,
);

/** SQL for whether the session has the text of a parameter: its id begins with it, or it stands in what it says or in its records. */
export function hasText(parameter: string): string {
  const inValues = `arrayExists(text -> ${contains('text', parameter)}, mapValues(attributes))`;
  const inText = inRecords({
    log: `(${contains('body', parameter)} OR ${inValues})`,
    span: `(${contains('name', parameter)} OR ${contains('status_message', parameter)} OR ${inValues})`,
  });
  const inSummary = inHours(`arrayExists(text -> ${contains('text', parameter)}, arrayConcat(users, pages))`);
  return `(startsWith(toString(session_id), {${parameter}:String}) OR session_id ${inSummary} OR session_id ${inText})`;
}

/** Sessions in which anything went wrong. */
export const TROUBLED = `(SELECT session_id FROM session_hours WHERE ${SINCE} AND troubles > 0
  UNION ALL ${SESSIONS_OF_FAILED_TRACES})`;
