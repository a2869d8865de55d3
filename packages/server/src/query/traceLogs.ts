import type { LogPage } from '@throughline/format';
import type { Reader } from '../store/reader.ts';
import { NIL_UUID, NO_TRACE } from '../store/tables/columns.ts';
import { ARRIVED } from './arrival.ts';
import { logPage } from './logPage.ts';
import { type LogRow, logsSql } from './logRecords.ts';
import { extentOfTrace, IN_TRACE, type TraceTimes } from './oneTrace.ts';
import { boundsOf, type PageFilter } from './page.ts';

export type TraceLogFilter = Omit<PageFilter, 'session'> & { traceId: string };

/** A page of the logs written inside a trace, or `undefined` if the project has none of that id. */
export async function findTraceLogs(reader: Reader, filter: TraceLogFilter): Promise<LogPage | undefined> {
  const extent = await extentOfTrace(reader, filter.project, filter.traceId);
  return extent && readTraceLogs(reader, filter, extent);
}

/** A page of the logs written inside a trace, in the order of time. */
export async function readTraceLogs(
  reader: Reader,
  filter: TraceLogFilter,
  { arrival, earliest, latest }: TraceTimes,
): Promise<LogPage> {
  const { project, traceId, limit } = filter;
  const { from, to, after } = boundsOf(filter);
  const rows = await reader.query<LogRow>(TRACE_LOGS_SQL, {
    project,
    trace: traceId,
    ...arrival,
    // The trace's own times find its logs within a long session.
    from: String(from > earliest ? from : earliest),
    to: String(to < latest ? to : latest),
    after: from >= earliest ? after : '',
    limit: limit + 1,
  });
  return logPage(rows, limit);
}

const WITHIN = `${ARRIVED} AND logs.time >= {from:UInt64} AND logs.time <= {to:UInt64}`;

/** Logs stand by session: those without one are found by trace, the others within the sessions of the trace. */
const TRACE_LOGS_SQL = `
  SELECT * FROM (
    ${logsSql(`project = {project:String} AND session_id = ${NIL_UUID}
      AND trace_without_session = CAST(unhex({trace:String}), 'FixedString(16)') AND ${WITHIN}`)}
    UNION ALL
    ${logsSql(`${IN_TRACE} AND trace_without_session = ${NO_TRACE} AND session_id GLOBAL IN (
      SELECT session_id FROM trace_sessions WHERE ${IN_TRACE} AND ${ARRIVED}
    ) AND ${WITHIN}`)}
  ) WHERE (time, id) > ({from:UInt64}, {after:String}) ORDER BY time, id LIMIT {limit:UInt32}`;
