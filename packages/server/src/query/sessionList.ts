import type { SessionList } from '@throughline/format';
import { QUERY_LIMITS } from '../limits.ts';
import type { Reader } from '../store/reader.ts';
import type { Arrival } from './arrival.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { type Conditions, conditionsOf, type SessionFilter } from './sessionFilter.ts';
import { summariesOf } from './sessionSummaries.ts';
import { nanoseconds } from './time.ts';

export interface SessionQuestion extends SessionFilter {
  project: string;
  limit: number;
  cursor?: string | undefined;
}

/**
 * Sessions that match, newest first. Goes back in time, each try four times as far as the one before, until a page is full:
 * what it costs depends on how far it has to go, not on how much is stored.
 */
export async function listSessions(reader: Reader, question: SessionQuestion): Promise<SessionList> {
  const { project, limit } = question;
  const known = await knownHours(reader, project);
  if (!known) return { sessions: [] };
  const conditions = conditionsOf(question);
  const range = rangeOf(question, known, readsRecords(conditions));

  let rows: PageRow[] = [];
  for (let width = FIRST_STEP_NS; ; width *= STEP_FACTOR) {
    const since = range.start - width > range.from ? range.start - width : range.from;
    rows = await sessionsSince(reader, question, conditions, range, since);
    if (rows.length > limit || since <= range.from) break;
  }
  const page = rows.slice(0, limit);
  const found = await summariesOf(
    reader,
    project,
    page.map(({ id }) => id),
  );
  const byId = new Map(found.map((summary) => [summary.id, summary]));
  const last = page.at(-1);
  const more = rows.length > limit;
  return {
    sessions: page.flatMap(({ id }) => byId.get(id) ?? []),
    ...(more && last && { nextCursor: encodeCursor({ time: last.began, id: last.id }) }),
    ...(!more && range.searchedFrom !== undefined && { searchedFrom: range.searchedFrom }),
  };
}

const HOUR_NS = 3_600_000_000_000n;
const FIRST_STEP_NS = HOUR_NS;
const STEP_FACTOR = 4n;
const DAY_MS = 86_400_000;

interface PageRow {
  id: string;
  began: string;
}

/** Nanoseconds. */
interface Range {
  /** Where going back begins. */
  start: bigint;
  /** Where what is asked for ends, and where there is anything at most. */
  to: bigint;
  end: bigint;
  from: bigint;
  cursor: { time: string; id: string } | undefined;
  /** Unix milliseconds, if the question named no beginning and this one leaves sessions out. */
  searchedFrom: number | undefined;
}

function rangeOf(question: SessionQuestion, known: KnownHours, searchesRecords: boolean): Range {
  const to = question.to === undefined ? LATEST : BigInt(nanoseconds(question.to));
  const cursor = decodeCursor(question.cursor);
  const newest = known.newest + HOUR_NS;
  const end = to < newest ? to : newest;
  const implied = end - BigInt(QUERY_LIMITS.searchedDays * DAY_MS) * 1_000_000n;
  const bounded = searchesRecords && question.from === undefined && implied > known.oldest;
  const asked = BigInt(nanoseconds(question.from ?? 0));
  const from = bounded ? implied : asked > known.oldest ? asked : known.oldest;
  const reached = cursor ? BigInt(cursor.time) : end;
  return {
    start: reached < end ? reached : end,
    to,
    end,
    from,
    cursor,
    searchedFrom: bounded ? Number(implied / 1_000_000n) : undefined,
  };
}

const LATEST = 2n ** 63n - 1n;

interface KnownHours {
  oldest: bigint;
  newest: bigint;
}

/** The hours of the project's oldest and newest sessions, nanoseconds; `undefined` if it has none. */
async function knownHours(reader: Reader, project: string): Promise<KnownHours | undefined> {
  const hour = (order: string) =>
    `SELECT * FROM (SELECT toUnixTimestamp(hour) AS hour FROM session_hours WHERE project = {project:String}
    ORDER BY session_hours.hour ${order} LIMIT 1)`;
  const rows = await reader.query<{ hour: number }>(`${hour('ASC')} UNION ALL ${hour('DESC')}`, { project });
  if (rows.length === 0) return undefined;
  const hours = rows.map((row) => BigInt(row.hour) * 1_000_000_000n);
  const [a = 0n, b = a] = hours;
  return a < b ? { oldest: a, newest: b } : { oldest: b, newest: a };
}

/** The newest sessions of the page that began at `since` or later; one more than the page holds, if there are more. */
async function sessionsSince(
  reader: Reader,
  { project, limit }: SessionQuestion,
  conditions: Conditions,
  { from, to, start, end, cursor }: Range,
  since: bigint,
): Promise<PageRow[]> {
  // Sessions that began before the range, and go on within it, come last.
  const isLastStep = since <= from;
  const times = [
    ...(isLastStep ? ['ended >= {from:UInt64}'] : ['began >= {since:Int64}']),
    'began <= {to:UInt64}',
    ...(cursor ? ['(began, toString(session_id)) < ({cursorTime:UInt64}, {cursorId:String})'] : []),
    ...conditions.ofSessions,
  ];
  // What a session says of itself it may say in a later hour than that in which it began.
  const hours = isLastStep || conditions.ofHours.length > 0 ? end : start;
  const candidates = ['project = {project:String}', HOURS, ...conditions.ofHours].join(' AND ');
  const parameters = {
    ...conditions.parameters,
    project,
    limit: limit + 1,
    since: String(since),
    until: String(hours),
    from: String(from),
    to: String(to),
    ...(cursor && { cursorTime: cursor.time, cursorId: cursor.id }),
  };
  const sessions = (columns: string, more: readonly string[], having: readonly string[] = []) => `
    SELECT ${columns}, min(sessions.first) AS began, max(sessions.last) AS ended FROM sessions
    WHERE project = {project:String} AND session_id GLOBAL IN (SELECT session_id FROM session_hours WHERE ${candidates})
      ${more.map((condition) => `AND ${condition}`).join(' ')}
    GROUP BY session_id HAVING ${[...times, ...having].join(' AND ')}`;
  const newest = 'ORDER BY began DESC, id DESC LIMIT {limit:UInt32}';
  if (!readsRecords(conditions))
    return reader.query<PageRow>(`${sessions('toString(session_id) AS id', [])} ${newest}`, parameters);

  const [arrival] = await reader.query<Arrival & { count: string }>(
    `SELECT count() AS count, toUnixTimestamp64Milli(min(received_from)) - {slack:Int64} AS first,
      toUnixTimestamp64Milli(max(received_to)) + {slack:Int64} AS last
    FROM (${sessions('min(received_first) AS received_from, max(received_last) AS received_to', [])})`,
    { ...parameters, slack: QUERY_LIMITS.lateArrivalMs },
  );
  if (!arrival || arrival.count === '0') return [];
  const matching = sessions(
    'toString(session_id) AS id',
    conditions.ofRecords,
    conditions.ofSessionsAndRecords,
  );
  return reader.query<PageRow>(`${matching} ${newest}`, {
    ...parameters,
    first: arrival.first,
    last: arrival.last,
  });
}

function readsRecords({ ofRecords, ofSessionsAndRecords }: Conditions): boolean {
  return ofRecords.length + ofSessionsAndRecords.length > 0;
}

const HOURS = `hour >= toStartOfHour(fromUnixTimestamp64Nano({since:Int64}, 'UTC'))
  AND hour <= toStartOfHour(fromUnixTimestamp64Nano({until:Int64}, 'UTC'))`;
