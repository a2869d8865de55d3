import { ATTRIBUTES } from '@throughline/format';
import { ERASURE_LIMITS } from '../../limits.ts';
import type { Engine, Parameters } from '../engine.ts';
import { LOG_ID } from '../tables/columns.ts';
import { resourceText } from '../tables/resource.ts';
import { SESSIONS_A_TRACE } from '../tables/summaries.ts';
import { SPAN_NAME } from './deletions.ts';
import { groupsOf } from './groupsOf.ts';

/** Whether anything is stored that says it is of this session. */
export async function isStored(engine: Engine, project: string, session: string): Promise<boolean> {
  const [row] = await engine.query<{ n: string }>(
    'SELECT count() AS n FROM sessions WHERE project = {project:String} AND session_id = {session:UUID}',
    { project, session },
  );
  return row !== undefined && row.n !== '0';
}

/** Those of `sessions` of which anything is stored. */
export async function storedSessions(
  engine: Engine,
  project: string,
  sessions: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await engine.query<{ session: string }>(
    `SELECT DISTINCT toString(session_id) AS session FROM sessions
    WHERE project = {project:String} AND session_id IN {sessions:Array(UUID)}`,
    { project, sessions },
  );
  return new Set(rows.map(({ session }) => session));
}

/** Of the sessions' traces, those that are theirs alone and those that another session has as well. Hex. */
export async function tracesOf(
  engine: Engine,
  project: string,
  sessions: readonly string[],
): Promise<{ own: string[]; shared: string[] }> {
  const all = new Set(sessions);
  const isOwn = new Map<string, boolean>();
  for (const some of groupsOf(sessions, ERASURE_LIMITS.sessionsAStatement)) {
    const rows = await engine.query<{ trace: string; sessions: string[] }>(
      `SELECT lower(hex(trace_id)) AS trace, arrayMap(s -> toString(s), groupUniqArrayArray(traces.sessions)) AS sessions
      FROM traces WHERE project = {project:String} AND trace_id GLOBAL IN (
        SELECT trace_id FROM session_traces WHERE project = {project:String} AND session_id IN {some:Array(UUID)}
      ) GROUP BY trace_id`,
      { project, some },
    );
    for (const { trace, sessions: its } of rows)
      isOwn.set(trace, its.length < SESSIONS_A_TRACE && its.every((session) => all.has(session)));
  }
  const traces = [...isOwn.keys()];
  return {
    own: traces.filter((trace) => isOwn.get(trace)),
    shared: traces.filter((trace) => !isOwn.get(trace)),
  };
}

/** Which of `hashes` (`erasedSessionHash`) are of sessions that are stored: their ids. */
export async function sessionsByHash(
  engine: Engine,
  project: string,
  hashes: readonly string[],
): Promise<string[]> {
  const rows = await engine.query<{ session: string }>(
    `SELECT DISTINCT toString(session_id) AS session FROM sessions
    WHERE project = {project:String} AND lower(hex(SHA256(toString(session_id)))) IN {hashes:Array(String)}`,
    { project, hashes },
  );
  return rows.map(({ session }) => session);
}

/**
 * Traces of which something arrived since `since` (Unix milliseconds) and that are among `hashes` (`erasedTraceHash`), hex.
 */
export async function tracesByHash(
  engine: Engine,
  project: string,
  hashes: readonly string[],
  since: number,
): Promise<string[]> {
  const found = new Set<string>();
  for (const table of ['spans', 'logs']) {
    const rows = await engine.query<{ trace: string }>(
      `SELECT DISTINCT lower(hex(trace_id)) AS trace FROM ${table}
      WHERE project = {project:String} AND received_at >= fromUnixTimestamp64Milli({since:Int64}, 'UTC')
        AND lower(hex(SHA256(trace_id))) IN {hashes:Array(String)}
      SETTINGS max_execution_time = ${ERASURE_LIMITS.searchSeconds}`,
      { project, hashes, since },
    );
    for (const { trace } of rows) found.add(trace);
  }
  return [...found];
}

/** How a record without a session says so. */
const NO_SESSION = '00000000-0000-0000-0000-000000000000';

/** By which a record names the person: the semantic conventions have both. */
const NAMES_OF_USER = [ATTRIBUTES.userId, 'enduser.id'];
const NAMES_USER = NAMES_OF_USER.flatMap((name) => [`attributes['${name}']`, resourceText(name)])
  .map((text) => `${text} = {user:String}`)
  .join(' OR ');

/** A record that belongs to no session. */
export interface SingleRecord {
  table: 'spans' | 'logs';
  /** `SPAN_NAME` or `LOG_ID`. */
  id: string;
  /** Hex; zeros if a log has none. */
  trace: string;
}

/** Sessions in which a record names the user, and records without a session that do. */
export interface UserRecords {
  sessions: string[];
  records: SingleRecord[];
}

/** Reads every record of the project, a day of arrival at a time, so that no single question takes too long. */
export async function recordsOfUser(engine: Engine, project: string, user: string): Promise<UserRecords> {
  const sessions = new Set<string>();
  const records = new Map<string, SingleRecord>();
  for (const table of ['spans', 'logs'] as const)
    for (const day of await daysOf(engine, table, project)) {
      const id = table === 'spans' ? SPAN_NAME : LOG_ID;
      const rows = await engine.query<{ session: string; trace: string; name: string }>(
        `SELECT DISTINCT toString(session_id) AS session, lower(hex(trace_id)) AS trace, ${id} AS name FROM ${table}
        WHERE project = {project:String} AND toDate(received_at, 'UTC') = {day:Date} AND (${NAMES_USER})
        SETTINGS max_execution_time = ${ERASURE_LIMITS.searchSeconds}`,
        { project, day, user },
      );
      for (const { session, trace, name } of rows)
        if (session === NO_SESSION) records.set(table + name, { table, id: name, trace });
        else sessions.add(session);
    }
  return { sessions: [...sessions], records: [...records.values()] };
}

async function daysOf(engine: Engine, table: string, project: string): Promise<string[]> {
  const rows = await engine.query<{ day: string }>(
    `SELECT DISTINCT toString(toDate(received_at, 'UTC')) AS day FROM ${table}
    WHERE project = {project:String} ORDER BY day`,
    { project },
  );
  return rows.map(({ day }) => day);
}

/** How many rows of `table` there are for which `condition` holds. */
export async function countRows(
  engine: Engine,
  { table, condition }: { table: string; condition: string },
  parameters: Parameters,
): Promise<number> {
  const [row] = await engine.query<{ n: string }>(
    `SELECT count() AS n FROM ${table} WHERE ${condition} SETTINGS max_execution_time = ${ERASURE_LIMITS.searchSeconds}`,
    parameters,
  );
  return Number(row?.n ?? 0);
}
