import type { Parameters } from '../store/engine.ts';
import type { Reader } from '../store/reader.ts';
import { LOG_ID, NIL_UUID, NO_TRACE } from '../store/tables/columns.ts';
import { ARRIVED, type SessionArrival } from './arrival.ts';
import { arrivalOf, type Bounds, pageParameters, type Stretch, traceIds } from './page.ts';

const BETWEEN = `${ARRIVED} AND logs.time >= {from:UInt64} AND logs.time <= {to:UInt64}`;

/** SQL of a page of logs that are selected with their `LOG_ID` as `id`, from `{from}` to `{to}`. */
export const PAGE_OF_LOGS = `${BETWEEN} AND (logs.time > {from:UInt64} OR id > {after:String})
  ORDER BY logs.time, id LIMIT {limit:UInt32}`;

const OWN = `session_id = {session:UUID} AND trace_without_session = ${NO_TRACE}`;
const ofTraces = (ids: string) => `session_id = ${NIL_UUID} AND trace_without_session GLOBAL IN (${ids})`;

/** Of a session that has more logs of its own than so many pages, it is looked first how far a page of them reaches. */
const PAGES_AT_ONCE = 4;

export interface LogsQuestion {
  project: string;
  session: string;
  bounds: Bounds;
  stretch: Stretch;
  arrival: SessionArrival;
  limit: number;
}

/**
 * Rows of the logs in a stretch, its traces' and the session's own, in the order of time and no more than `limit`. `sql`
 * selects them, given a condition.
 */
export async function logsOfSession<Row extends { time: string; id: string }>(
  reader: Reader,
  sql: (condition: string) => string,
  question: LogsQuestion,
): Promise<Row[]> {
  return (await logsWithin<Row>(reader, sql, question)).rows;
}

/**
 * Likewise, for an `sql` that leaves some out: `end` is how far it was looked, nanoseconds, if there are fewer rows than `limit`.
 */
export async function logsWithin<Row extends { time: string; id: string }>(
  reader: Reader,
  sql: (condition: string) => string,
  { project, session, bounds, stretch, arrival, limit }: LogsQuestion,
): Promise<{ rows: Row[]; end: bigint }> {
  const traces = stretch.traces.filter(({ logs }) => logs > 0);
  const ids = traceIds(traces);
  const page = pageParameters({ ...bounds, to: stretch.to }, limit);
  const parameters = { project, session, ...ids.parameters, ...arrivalOf(traces, arrival), ...page };
  const to = arrival.logs > PAGES_AT_ONCE * limit ? await timeOfOwnLog(reader, parameters, limit) : undefined;
  const which = traces.length === 0 ? OWN : `((${OWN}) OR (${ofTraces(ids.sql)}))`;
  const rows = await reader.query<Row>(sql(`project = {project:String} AND ${which} AND ${PAGE_OF_LOGS}`), {
    ...parameters,
    to: to ?? page.to,
  });
  return { rows, end: BigInt(to ?? page.to) };
}

/** When the session wrote log number `needed` of its own behind the beginning of the page; `undefined` if there are fewer. */
async function timeOfOwnLog(
  reader: Reader,
  parameters: Parameters,
  needed: number,
): Promise<string | undefined> {
  const [row] = await reader.query<{ time: string }>(TIME_SQL, { ...parameters, skipped: needed - 1 });
  return row?.time;
}

/** Rows that the engine reads at once where it stops early; by default it would be sixteen times as many. */
const READ_AT_ONCE = 4096;

/** The engine reads in the order of the table, and no further than needed, where `ORDER BY` is the beginning of its key. */
const TIME_SQL = `
  SELECT time FROM logs WHERE project = {project:String} AND ${OWN} AND ${BETWEEN}
    AND (logs.time > {from:UInt64} OR {after:String} = '' OR ${LOG_ID} > {after:String})
  ORDER BY project, session_id, trace_without_session, logs.time LIMIT 1 OFFSET {skipped:UInt32}
  SETTINGS max_block_size = ${READ_AT_ONCE}`;
