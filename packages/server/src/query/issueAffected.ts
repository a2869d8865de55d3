import type { Reader } from '../store/reader.ts';
import { NIL_UUID, NO_TRACE } from '../store/tables/columns.ts';
import {
  amongFingerprints,
  FINGERPRINT_HEX,
  IN_RANGE,
  type IssueRange,
  rangeParameters,
} from './issueSql.ts';

/** How many sessions had exceptions of an issue, and how many users: each session that does not say who it is counts as one. */
export interface Affected {
  sessions: number;
  users: number;
}

const ROWS = `project = {project:String} AND ${amongFingerprints('fingerprints')} AND ${IN_RANGE}`;
const OF_TRACES = `${ROWS} AND session_id = ${NIL_UUID} AND trace_without_session != ${NO_TRACE}`;

/** The sessions of traces in which a service that knows no session threw. */
const SESSIONS_OF_TRACES = `
  SELECT trace_id AS trace, groupUniqArrayArray(sessions) AS its FROM traces
  WHERE project = {project:String} AND trace_id GLOBAL IN (SELECT trace_without_session FROM issue_minutes WHERE ${OF_TRACES})
  GROUP BY trace_id`;

const SESSIONS = `
  SELECT id, session FROM (
    SELECT DISTINCT ${FINGERPRINT_HEX} AS id, session_id AS session FROM issue_minutes
    WHERE ${ROWS} AND session_id != ${NIL_UUID}
  )
  UNION DISTINCT
  SELECT id, arrayJoin(its) AS session FROM (
    SELECT DISTINCT ${FINGERPRINT_HEX} AS id, trace_without_session AS trace FROM issue_minutes WHERE ${OF_TRACES}
  ) AS thrown GLOBAL ANY INNER JOIN (${SESSIONS_OF_TRACES}) AS known ON thrown.trace = known.trace`;

const USERS = `
  SELECT session_id AS session, argMaxIfMerge(user_id) AS user FROM sessions
  WHERE project = {project:String} AND session_id GLOBAL IN (SELECT session FROM (${SESSIONS}))
  GROUP BY session_id`;

const AFFECTED_SQL = `
  SELECT id, toString(uniqExact(thrown.session)) AS sessions,
    toString(uniqExact(if(user = '', toString(thrown.session), user))) AS users
  FROM (${SESSIONS}) AS thrown GLOBAL ANY LEFT JOIN (${USERS}) AS known ON thrown.session = known.session
  GROUP BY id`;

/** Who was affected by each of these issues within the range. One without a session is missing. */
export async function affectedBy(
  reader: Reader,
  range: IssueRange,
  fingerprints: readonly string[],
): Promise<Map<string, Affected>> {
  if (fingerprints.length === 0) return new Map();
  const rows = await reader.query<{ id: string; sessions: string; users: string }>(AFFECTED_SQL, {
    ...rangeParameters(range),
    fingerprints,
  });
  return new Map(
    rows.map(({ id, sessions, users }) => [id, { sessions: Number(sessions), users: Number(users) }]),
  );
}
