import type { LogPage } from '@throughline/format';
import type { Reader } from '../store/reader.ts';
import { arrivalOfSession } from './arrival.ts';
import { logPage } from './logPage.ts';
import { type LogRow, logsSql } from './logRecords.ts';
import { logsOfSession } from './logsOfSession.ts';
import { boundsOf, type PageFilter, stretchFor } from './page.ts';
import { tracesOfSession } from './sessionTraces.ts';

/** A page of the logs of a session, its own and those written inside its traces, in the order of time. */
export async function readSessionLogs(reader: Reader, filter: PageFilter): Promise<LogPage> {
  const { project, session, limit } = filter;
  const arrival = await arrivalOfSession(reader, project, session);
  if (!arrival) return { logs: [] };
  const bounds = boundsOf(filter);
  const traces = await tracesOfSession(reader, filter, bounds, arrival);
  const withLogs = traces.filter(({ logs }) => logs > 0);
  const stretch = stretchFor(withLogs, bounds, limit + 1, ({ logs }) => logs);
  const rows = await logsOfSession<LogRow>(reader, logsSql, {
    project,
    session,
    bounds,
    stretch,
    arrival,
    limit: limit + 1,
  });
  return logPage(rows, limit);
}
