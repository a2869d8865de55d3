import type { LogPage } from '@throughline/format';
import type { Reader } from '../store/reader.ts';
import { NIL_UUID } from '../store/tables/columns.ts';
import { ARRIVED, type Arrival, arrivalOfSession } from './arrival.ts';
import { logPage } from './logPage.ts';
import { type LogRow, logsSql } from './logRecords.ts';
import {
  arrivalOf,
  type Bounds,
  boundsOf,
  OWN_LOGS,
  type PageFilter,
  type Stretch,
  stretchFor,
  timeOfOwnLog,
  traceIds,
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
  const rows = await logsWithin(reader, filter, bounds, stretch, arrival);
  return logPage(rows, limit);
}

async function logsWithin(
  reader: Reader,
  { project, session, limit }: PageFilter,
  { from, after }: Bounds,
  { to, traces }: Stretch,
  arrival: Arrival,
): Promise<LogRow[]> {
  const ids = traceIds(traces);
  return reader.query<LogRow>(sessionLogsSql(ids.sql), {
    project,
    session,
    ...ids.parameters,
    ...arrivalOf(traces, arrival),
    from: String(from),
    to: String(to),
    after,
    limit: limit + 1,
  });
}

const logsOf = ({ logs }: TraceExtent) => logs;

const WITHIN = `${ARRIVED} AND logs.time >= {from:UInt64} AND logs.time <= {to:UInt64}`;

const sessionLogsSql = (ids: string) => `
  SELECT * FROM (
    ${logsSql(`${OWN_LOGS} AND ${WITHIN}`)}
    UNION ALL
    ${logsSql(`project = {project:String} AND session_id = ${NIL_UUID}
      AND trace_without_session GLOBAL IN (${ids}) AND ${WITHIN}`)}
  ) WHERE (time, id) > ({from:UInt64}, {after:String}) ORDER BY time, id LIMIT {limit:UInt32}`;
