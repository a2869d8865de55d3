import { QUERY_LIMITS } from '../limits.ts';
import type { Reader } from '../store/reader.ts';
import { ARRIVAL_SQL, ARRIVED, type Arrival } from './arrival.ts';

/** A trace of a session: when it was, and how much of it there is. */
export interface TraceExtent {
  /** Hex. */
  trace: string;
  /** Earliest and latest start of a span or time of a log, nanoseconds. */
  earliest: bigint;
  latest: bigint;
  spans: number;
  /** Logs that know the trace only; those that know the session are the session's own. */
  logs: number;
  arrival: Arrival;
}

/** The traces of a session that reach into `bounds`, whole: also what services added that know no session. */
export async function tracesOfSession(
  reader: Reader,
  { project, session }: { project: string; session: string },
  { from, to }: { from: bigint; to: bigint },
  arrival: Arrival,
): Promise<TraceExtent[]> {
  const rows = await reader.query<{
    trace: string;
    earliest: string;
    latest: string;
    spans: string;
    logs: string;
    first: string;
    last: string;
  }>(
    `SELECT lower(hex(trace_id)) AS trace, min(traces.first) AS earliest, max(traces.last) AS latest,
      sum(traces.spans) AS spans, sum(traces.logs_without_session) AS logs, ${ARRIVAL_SQL}
    FROM traces WHERE project = {project:String} AND trace_id GLOBAL IN (
      SELECT trace_id FROM session_traces
      WHERE project = {project:String} AND session_id = {session:UUID} AND ${ARRIVED}
    ) GROUP BY trace_id HAVING latest >= {from:UInt64} AND earliest <= {to:UInt64}
    ORDER BY earliest LIMIT ${QUERY_LIMITS.tracesASession}`,
    { project, session, ...arrival, from: String(from), to: String(to) },
  );
  return rows.map(({ trace, earliest, latest, spans, logs, first, last }) => ({
    trace,
    earliest: BigInt(earliest),
    latest: BigInt(latest),
    spans: Number(spans),
    logs: Number(logs),
    arrival: { first, last },
  }));
}
