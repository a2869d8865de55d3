import type { Reader } from '../store/reader.ts';

/**
 * When something arrived, Unix milliseconds. Parts of a table know from when to when they were filled, so a question that
 * says when its rows arrived opens one or two of them, however many there are.
 */
export interface Arrival {
  first: string;
  last: string;
}

/** Rows that arrived within `arrivalParameters`. */
export const ARRIVED = `received_at >= fromUnixTimestamp64Milli({first:Int64}, 'UTC')
  AND received_at <= fromUnixTimestamp64Milli({last:Int64}, 'UTC')`;

/** Columns `first` and `last` of a summary's rows. */
export const ARRIVAL_SQL =
  'toUnixTimestamp64Milli(min(received_first)) AS first, toUnixTimestamp64Milli(max(received_last)) AS last';

/** When the records of a session arrived that carry its id, and how many of them are logs. */
export interface SessionArrival extends Arrival {
  logs: number;
}

/** `undefined` if the project has no such session. */
export async function arrivalOfSession(
  reader: Reader,
  project: string,
  session: string,
): Promise<SessionArrival | undefined> {
  const [row] = await reader.query<Arrival & { own: string }>(
    `SELECT ${ARRIVAL_SQL}, sum(logs) AS own
    FROM sessions WHERE project = {project:String} AND session_id = {session:UUID} HAVING count() > 0`,
    { project, session },
  );
  return row && { first: row.first, last: row.last, logs: Number(row.own) };
}

/** The least that holds all of them; there must be one. */
export function widest(arrivals: readonly Arrival[]): Arrival {
  return {
    first: String(
      arrivals.reduce((least, { first }) => Math.min(least, Number(first)), Number.POSITIVE_INFINITY),
    ),
    last: String(arrivals.reduce((most, { last }) => Math.max(most, Number(last)), 0)),
  };
}
