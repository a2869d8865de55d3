import type { Trace } from '@throughline/format';
import { QUERY_LIMITS } from '../limits.ts';
import type { Reader } from '../store/reader.ts';
import { ARRIVED } from './arrival.ts';
import { extentOfTrace, IN_TRACE } from './oneTrace.ts';
import { readTraceLogs } from './traceLogs.ts';
import { readSpan, SPANS_SQL, type SpanRow } from './traceSpans.ts';

/** A trace with its logs, or `undefined` if the project has none of that id. */
export async function findTrace(
  reader: Reader,
  project: string,
  traceId: string,
): Promise<Trace | undefined> {
  const extent = await extentOfTrace(reader, project, traceId);
  if (!extent) return undefined;
  const parameters = { project, trace: traceId, ...extent.arrival };
  const [spans, logs, sessions] = await Promise.all([
    reader.query<SpanRow>(SPANS_SQL, parameters),
    readTraceLogs(reader, { project, traceId, limit: QUERY_LIMITS.logsATrace }, extent),
    reader.query<{ id: string }>(SESSIONS_SQL, parameters),
  ]);
  return {
    traceId,
    sessions: sessions.map(({ id }) => id),
    spans: spans.slice(0, QUERY_LIMITS.spansATrace).map(readSpan),
    logs: logs.logs,
    truncated: spans.length > QUERY_LIMITS.spansATrace || logs.nextCursor !== undefined,
  };
}

const SESSIONS_SQL = `SELECT DISTINCT toString(session_id) AS id FROM trace_sessions
  WHERE ${IN_TRACE} AND ${ARRIVED} ORDER BY id LIMIT 100`;
