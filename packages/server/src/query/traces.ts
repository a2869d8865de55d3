import type { Trace } from '@throughline/format';
import { QUERY_LIMITS } from '../limits.ts';
import type { Reader } from '../store/reader.ts';
import { extentOfTrace } from './oneTrace.ts';
import { readTraceLogs } from './traceLogs.ts';
import { readSpan, SPANS_SQL, type SpanRow } from './traceSpans.ts';

/** Sessions of a trace that are named: a job that serves more belongs to no one in particular. */
const SESSIONS_NAMED = 100;

/** A trace with its logs, or `undefined` if the project has none of that id. */
export async function findTrace(
  reader: Reader,
  project: string,
  traceId: string,
): Promise<Trace | undefined> {
  const extent = await extentOfTrace(reader, project, traceId);
  if (!extent) return undefined;
  const [spans, logs] = await Promise.all([
    reader.query<SpanRow>(SPANS_SQL, { project, trace: traceId, ...extent.arrival }),
    readTraceLogs(reader, { project, traceId, limit: QUERY_LIMITS.logsATrace }, extent),
  ]);
  return {
    traceId,
    sessions: extent.sessions.slice(0, SESSIONS_NAMED),
    spans: spans.slice(0, QUERY_LIMITS.spansATrace).map(readSpan),
    logs: logs.logs,
    truncated: spans.length > QUERY_LIMITS.spansATrace || logs.nextCursor !== undefined,
  };
}
