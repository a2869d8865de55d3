import type { Reader } from '../store/reader.ts';
import { ARRIVAL_SQL, type Arrival } from './arrival.ts';

/** Of one project's trace: `{project:String}`, `{trace:String}` in hex. */
export const IN_TRACE =
  "project = {project:String} AND trace_id = CAST(unhex({trace:String}), 'FixedString(16)')";

export interface TraceTimes {
  /** Earliest and latest start of a span or time of a log, nanoseconds. */
  earliest: bigint;
  latest: bigint;
  arrival: Arrival;
  /** Sessions whose id any of its records carries. */
  sessions: string[];
}

/** When a trace was, when it arrived, and whose it is; `undefined` if the project has no such trace. */
export async function extentOfTrace(
  reader: Reader,
  project: string,
  traceId: string,
): Promise<TraceTimes | undefined> {
  const [row] = await reader.query<Arrival & { earliest: string; latest: string; its: string[] }>(
    EXTENT_SQL,
    { project, trace: traceId },
  );
  if (!row) return undefined;
  const { first, last } = row;
  return {
    earliest: BigInt(row.earliest),
    latest: BigInt(row.latest),
    arrival: { first, last },
    sessions: row.its.sort(),
  };
}

const EXTENT_SQL = `
  SELECT min(traces.first) AS earliest, max(traces.last) AS latest, ${ARRIVAL_SQL},
    groupUniqArrayArray(sessions) AS its
  FROM traces WHERE ${IN_TRACE} HAVING count() > 0`;
