import type { Trace } from '@throughline/format';
import { QUERY_LIMITS } from '../limits.ts';
import type { Engine } from '../store/engine.ts';
import { IN_TRACE } from './fromResource.ts';
import { LOGS_SQL, type LogRow, readLog } from './traceLogs.ts';
import { readSpan, SPANS_SQL, type SpanRow } from './traceSpans.ts';

/** A trace with its logs, or `undefined` if the project has none of that id. */
export async function findTrace(
  engine: Engine,
  project: string,
  traceId: string,
): Promise<Trace | undefined> {
  const parameters = { project, trace: traceId };
  const [spans, logs, sessions] = await Promise.all([
    engine.query<SpanRow>(SPANS_SQL, parameters),
    engine.query<LogRow>(LOGS_SQL, parameters),
    engine.query<{ id: string }>(SESSIONS_SQL, parameters),
  ]);
  if (spans.length === 0 && logs.length === 0) return undefined;
  return {
    traceId,
    sessions: sessions.map(({ id }) => id),
    spans: spans.slice(0, QUERY_LIMITS.spansATrace).map(readSpan),
    logs: logs.slice(0, QUERY_LIMITS.logsATrace).map(readLog),
    truncated: spans.length > QUERY_LIMITS.spansATrace || logs.length > QUERY_LIMITS.logsATrace,
  };
}

const SESSIONS_SQL = `SELECT DISTINCT toString(session_id) AS id FROM trace_sessions WHERE ${IN_TRACE} ORDER BY id LIMIT 100`;
