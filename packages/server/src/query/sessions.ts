import type { SessionDetail, SessionList, SessionSummary } from '@throughline/format';
import { tabOffset } from '@throughline/model';
import type { Engine, Parameters } from '../store/engine.ts';
import { NIL_UUID } from '../store/tables/columns.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { milliseconds, nanoseconds } from './time.ts';

export interface SessionFilter {
  project: string;
  /** Unix milliseconds; a session counts that overlaps the range. */
  from?: number;
  to?: number;
  user?: string;
  error?: boolean;
  /** Free text. */
  q?: string;
  limit: number;
  cursor?: string;
}

/** Sessions that match, newest first. */
export async function listSessions(engine: Engine, filter: SessionFilter): Promise<SessionList> {
  const conditions = ['true'];
  const parameters: Parameters = { project: filter.project, limit: filter.limit + 1 };
  const where = (condition: string, values: Parameters) => {
    conditions.push(condition);
    Object.assign(parameters, values);
  };
  if (filter.from !== undefined) where('last >= {from:UInt64}', { from: nanoseconds(filter.from) });
  if (filter.to !== undefined) where('first <= {to:UInt64}', { to: nanoseconds(filter.to) });
  if (filter.user)
    where(contains('concat(user_id, char(10), user_name, char(10), user_email)', 'user'), {
      user: filter.user,
    });
  if (filter.error !== undefined) where(filter.error ? 'troubles > 0' : 'troubles = 0', {});
  if (filter.q) where(matches(), { q: filter.q });
  const cursor = decodeCursor(filter.cursor);
  if (cursor)
    where('(first, toString(session_id)) < ({at:UInt64}, {id:String})', { at: cursor.time, id: cursor.id });

  const sql = `${SESSIONS_SQL('true')} WHERE ${conditions.join(' AND ')}
    ORDER BY first DESC, toString(session_id) DESC LIMIT {limit:UInt32}`;
  const rows = await engine.query<SessionRow>(sql, parameters);
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  return {
    sessions: page.map(summary),
    ...(rows.length > filter.limit &&
      last && { nextCursor: encodeCursor({ time: last.first, id: last.id }) }),
  };
}

/** One session with its tabs, or `undefined` if there is none of that id in the project. */
export async function findSession(
  engine: Engine,
  project: string,
  id: string,
): Promise<SessionDetail | undefined> {
  const parameters = { project, session: id };
  const [row] = await engine.query<SessionRow>(SESSIONS_SQL('session_id = {session:UUID}'), parameters);
  if (!row) return undefined;
  const tabs = await engine.query<TabRow>(TABS_SQL, parameters);
  return {
    ...summary(row),
    tabs: tabs.map((tab) => ({
      id: tab.id,
      from: Number(tab.first),
      to: Number(tab.last),
      segments: Number(tab.segments),
      clockOffset: tabOffset(tab.offset, tab.round_trip),
    })),
  };
}

interface SessionRow {
  id: string;
  first: string;
  last: string;
  user_id: string;
  user_name: string;
  user_email: string;
  user_agent: string;
  entry_url: string;
  clicks: string;
  navigations: string;
  requests: string;
  failed_requests: string;
  errors: string;
  spans: string;
  logs: string;
  segments: string;
  services: string[];
}

interface TabRow {
  id: string;
  first: string;
  last: string;
  segments: string;
  offset: number | null;
  round_trip: number | null;
}

/** Sessions of the project for which `condition` holds, each with what its traces add. */
const SESSIONS_SQL = (condition: string): string => `
  WITH own AS (
    SELECT session_id, min(first) AS first, max(last) AS last,
      sum(clicks) AS clicks, sum(navigations) AS navigations, sum(exceptions) AS exceptions,
      sum(requests) AS requests, sum(failed_requests) AS failed_requests,
      sum(logs) AS logs, sum(error_logs) AS error_logs, sum(segments) AS segments,
      groupUniqArrayArray(services) AS services,
      argMaxIfMerge(user_id) AS user_id, argMaxIfMerge(user_name) AS user_name,
      argMaxIfMerge(user_email) AS user_email, argMaxIfMerge(user_agent) AS user_agent,
      argMinIfMerge(entry_url) AS entry_url
    FROM sessions WHERE project = {project:String} AND ${condition} GROUP BY session_id
  ), joined AS (
    SELECT session_id, sum(traces.spans) AS spans, sum(traces.error_spans) AS error_spans,
      sum(traces.logs_without_session) AS logs, sum(traces.error_logs_without_session) AS error_logs,
      groupUniqArrayArray(traces.services) AS services
    FROM (
      SELECT DISTINCT session_id, trace_id FROM session_traces WHERE project = {project:String} AND ${condition}
    ) AS links
    INNER JOIN (SELECT * FROM traces WHERE project = {project:String}) AS traces USING trace_id
    GROUP BY session_id
  )
  SELECT toString(session_id) AS id, first, last, user_id, user_name, user_email, user_agent, entry_url,
    clicks, navigations, requests, failed_requests,
    own.exceptions + own.error_logs + joined.error_spans + joined.error_logs AS errors,
    errors + failed_requests AS troubles,
    joined.spans AS spans, own.logs + joined.logs AS logs, segments,
    arraySort(arrayDistinct(arrayConcat(own.services, joined.services))) AS services
  FROM own LEFT JOIN joined USING session_id`;

const TABS_SQL = `
  SELECT toString(tab_id) AS id, min(from_ms) AS first, max(to_ms) AS last, uniqExact(seq) AS segments,
    argMin(clock_offset, clock_round_trip) AS offset, min(clock_round_trip) AS round_trip
  FROM replay_segments WHERE project = {project:String} AND session_id = {session:UUID}
  GROUP BY tab_id ORDER BY first`;

/**
 * Sessions in which the text `q` occurs: in their own records, or in those of their traces. `GLOBAL`: on a cluster what is
 * found on any shard counts on all; in a single engine that is plain `IN`.
 */
function matches(): string {
  const inValues = `arrayExists(v -> positionCaseInsensitiveUTF8(v, {q:String}) > 0, mapValues(attributes))`;
  const inLog = `(${contains('body', 'q')} OR ${inValues})`;
  const inSpan = `(${contains('name', 'q')} OR ${contains('status_message', 'q')} OR ${inValues})`;
  return `(startsWith(id, {q:String}) OR ${contains('concat(entry_url, char(10), user_id, char(10), user_name)', 'q')}
    OR session_id GLOBAL IN (
      SELECT session_id FROM logs WHERE project = {project:String} AND session_id != ${NIL_UUID} AND ${inLog}
      UNION ALL
      SELECT session_id FROM trace_sessions WHERE project = {project:String} AND trace_id GLOBAL IN (
        SELECT trace_id FROM spans WHERE project = {project:String} AND ${inSpan}
        UNION ALL
        SELECT trace_id FROM logs WHERE project = {project:String} AND session_id = ${NIL_UUID} AND ${inLog}
      )
    ))`;
}

function contains(text: string, parameter: string): string {
  return `positionCaseInsensitiveUTF8(${text}, {${parameter}:String}) > 0`;
}

function summary(row: SessionRow): SessionSummary {
  return {
    id: row.id,
    from: milliseconds(row.first),
    to: milliseconds(row.last),
    user:
      row.user_id === ''
        ? null
        : {
            id: row.user_id,
            ...(row.user_name !== '' && { name: row.user_name }),
            ...(row.user_email !== '' && { email: row.user_email }),
          },
    entryUrl: row.entry_url,
    userAgent: row.user_agent,
    counts: {
      clicks: Number(row.clicks),
      navigations: Number(row.navigations),
      requests: Number(row.requests),
      failedRequests: Number(row.failed_requests),
      errors: Number(row.errors),
      spans: Number(row.spans),
      logs: Number(row.logs),
      segments: Number(row.segments),
    },
    services: row.services,
  };
}
