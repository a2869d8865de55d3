import type { LogPage } from '@throughline/format';
import type { Reader } from '../store/reader.ts';
import { NIL_UUID } from '../store/tables/columns.ts';
import { ARRIVED, arrivalOfSession } from './arrival.ts';
import { logPage } from './logPage.ts';
import { type LogRow, logsSql } from './logRecords.ts';
import {
  arrivalOf,
  boundsOf,
  OWN_LOGS,
  type PageFilter,
  stretchFor,
  TRACE_IDS,
  timeOfOwnLog,
} from './page.ts';
import { type TraceExtent, tracesOfSession } from './sessionTraces.ts';

/** A page of the logs of a session, its own and those written inside its traces, in the order of time. */
export async function readSessionLogs(reader: Reader, filter: PageFilter): Promise<LogPage> {
  const { project, session, limit } = filter;
  const arrival = await arrivalOfSession(reader, project, session);
  if (!arrival) return { logs: [] };
  const bounds = boundsOf(filter);
  const needed = limit + 1;
  const [traces, ownLog] = await Promise.all([
    tracesOfSession(reader, project, session, arrival),
    timeOfOwnLog(reader, filter, bounds, needed, arrival),
  ]);
  const withLogs = traces.filter(({ logs }) => logs > 0);
  const stretch = stretchFor(withLogs, bounds, needed, logsOf, ownLog);
  const rows = await reader.query<LogRow>(SESSION_LOGS_SQL, {
    project,
    session,
    traces: stretch.traces.map(({ trace }) => trace),
    ...arrivalOf(stretch.traces, arrival),
    from: String(bounds.from),
    to: String(stretch.to),
    after: bounds.after,
    limit: needed,
  });
  return logPage(rows, limit);
}

const logsOf = ({ logs }: TraceExtent) => logs;

const WITHIN = `${ARRIVED} AND logs.time >= {from:UInt64} AND logs.time <= {to:UInt64}`;

const SESSION_LOGS_SQL = `
  SELECT * FROM (
    ${logsSql(`${OWN_LOGS} AND ${WITHIN}`)}
    UNION ALL
    ${logsSql(`project = {project:String} AND session_id = ${NIL_UUID}
      AND trace_without_session IN (${TRACE_IDS}) AND ${WITHIN}`)}
  ) WHERE (time, id) > ({from:UInt64}, {after:String}) ORDER BY time, id LIMIT {limit:UInt32}`;
