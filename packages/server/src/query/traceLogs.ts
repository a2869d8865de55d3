import type { LogPage } from '@throughline/format';
import type { Reader } from '../store/reader.ts';
import { NIL_UUID, NO_TRACE } from '../store/tables/columns.ts';
import { logPage } from './logPage.ts';
import { type LogRow, logsSql } from './logRecords.ts';
import { PAGE_OF_LOGS } from './logsOfSession.ts';
import { extentOfTrace, IN_TRACE, type TraceTimes } from './oneTrace.ts';
import { boundsOf, type PageFilter, pageParameters } from './page.ts';

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
  { arrival, earliest, latest, sessions }: TraceTimes,
): Promise<LogPage> {
  const { project, traceId, limit } = filter;
  const { from, to, after } = boundsOf(filter);
  const parameters = {
    project,
    trace: traceId,
    ...arrival,
    // The trace's own times find its logs within a long session.
    ...pageParameters(
      {
        from: from > earliest ? from : earliest,
        to: to < latest ? to : latest,
        after: from >= earliest ? after : '',
      },
      limit + 1,
    ),
  };
  return logPage(await reader.query<LogRow>(TRACE_LOGS_SQL, { ...parameters, sessions }), limit);
}

/** Logs stand by session: those without one are found by trace, the others within the sessions of the trace. */
const TRACE_LOGS_SQL = `${logsSql(`${IN_TRACE} AND (
    (session_id = ${NIL_UUID} AND trace_without_session = CAST(unhex({trace:String}), 'FixedString(16)'))
    OR (session_id IN {sessions:Array(UUID)} AND trace_without_session = ${NO_TRACE})
  ) AND ${PAGE_OF_LOGS}`)}`;
