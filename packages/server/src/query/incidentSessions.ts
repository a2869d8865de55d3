import { EVENTS, incidentReason, SEVERITY, STATUS_CODES } from '@throughline/format';
import type { Reader } from '../store/reader.ts';
import { ARRIVED } from './arrival.ts';
import { milliseconds } from './time.ts';

/** How many sessions each incident of these ids has, over all projects; those that have none are missing. */
export async function countIncidentSessions(
  reader: Reader,
  ids: readonly string[],
): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const reasons = ids.map(incidentReason);
  const rows = await reader.query<{ reason: string; sessions: string }>(COUNT_SQL, { reasons });
  const counts = new Map(rows.map(({ reason, sessions }) => [reason, Number(sessions)]));
  return new Map(
    ids.flatMap((id) => {
      const count = counts.get(incidentReason(id));
      return count === undefined ? [] : [[id, count] as const];
    }),
  );
}

const COUNT_SQL = `
  SELECT reason, toString(uniqExact(session_id)) AS sessions FROM (
    SELECT session_id, arrayJoin(keep_reasons) AS reason FROM sessions
    WHERE hasAny(keep_reasons, {reasons:Array(String)})
  ) WHERE has({reasons:Array(String)}, reason) GROUP BY reason`;

/** When the latest error of each of the sessions was that arrived from `from` to `to`, Unix milliseconds; those without one are missing. */
export async function latestErrors(
  reader: Reader,
  question: { project: string; sessions: readonly string[]; from: number; to: number },
): Promise<Map<string, number>> {
  const { project, sessions, from, to } = question;
  if (sessions.length === 0) return new Map();
  const rows = await reader.query<{ session: string; at: string }>(ERRORS_SQL, {
    project,
    sessions,
    first: String(from),
    last: String(to),
  });
  return new Map(rows.map(({ session, at }) => [session, milliseconds(at)]));
}

const THEIRS = 'project = {project:String} AND session_id IN (SELECT arrayJoin({sessions:Array(UUID)}))';
const ERROR = STATUS_CODES.indexOf('error');

/** A service that knows no session has its errors in the session's traces. */
const ERRORS_SQL = `
  SELECT session, toString(max(at)) AS at FROM (
    SELECT toString(session_id) AS session, max(time) AS at FROM logs
    WHERE ${THEIRS} AND ${ARRIVED} AND (event_name = '${EVENTS.exception}' OR severity_number >= ${SEVERITY.error})
    GROUP BY session_id
    UNION ALL
    SELECT toString(session_traces.session_id) AS session, max(failed.start) AS at FROM session_traces
    INNER JOIN (
      SELECT trace_id, start FROM spans
      WHERE project = {project:String} AND ${ARRIVED} AND status_code = ${ERROR}
        AND trace_id GLOBAL IN (SELECT trace_id FROM session_traces WHERE ${THEIRS})
    ) AS failed ON failed.trace_id = session_traces.trace_id
    WHERE ${THEIRS} GROUP BY session_traces.session_id
  ) GROUP BY session`;
