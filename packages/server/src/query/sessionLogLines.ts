import type { SessionLogPage } from '@throughline/format';
import { clockCorrections, offsetNano, spanKey } from '@throughline/model';
import { QUERY_LIMITS } from '../limits.ts';
import type { Reader } from '../store/reader.ts';
import { arrivalOfSession, type SessionArrival, widest } from './arrival.ts';
import { encodeCursor } from './cursor.ts';
import { type LogLineRow, logLineSources, logLinesSql, readLogLine } from './logLines.ts';
import { logsWithin } from './logsOfSession.ts';
import { boundsOf, type PageFilter, stretchFor, traceIds } from './page.ts';
import { type TraceExtent, tracesOfSession } from './sessionTraces.ts';
import { tabOffsets } from './tabClocks.ts';
import { type ClockedRow, clocked, clockedSpansSql } from './timelineRecords.ts';

/** Behind every id, so that a cursor stands behind all that happened at its time. */
const BEHIND_ALL = 'z';

/** A page of what the session's browser wrote to its console and threw, and of the logs of services, on one clock. */
export async function readSessionLogLines(reader: Reader, filter: PageFilter): Promise<SessionLogPage> {
  const { project, session, limit } = filter;
  const arrival = await arrivalOfSession(reader, project, session);
  if (!arrival) return { logs: [], sources: [] };
  const bounds = boundsOf(filter);
  const [traces, offsets] = await Promise.all([
    tracesOfSession(reader, filter, bounds, arrival),
    tabOffsets(reader, filter, arrival),
  ]);
  const stretch = stretchFor(
    traces.filter(({ logs }) => logs > 0),
    bounds,
    limit + 1,
    ({ logs }) => logs,
  );
  const most = limit + 1;
  const { rows, end } = await logsWithin<LogLineRow>(reader, logLinesSql, {
    project,
    session,
    bounds,
    stretch,
    arrival,
    limit: most,
  });
  const page = rows.slice(0, limit);
  const corrections = await correctionsOf(reader, filter, { page, traces, offsets, arrival });
  const { sources, sourceOf } = logLineSources(page);
  return {
    logs: page.map((row) =>
      readLogLine(
        row,
        sourceOf(row),
        row.tab === ''
          ? (corrections.get(spanKey(row.trace, row.span)) ?? 0n)
          : offsetNano(offsets.get(row.tab)),
      ),
    ),
    sources,
    ...nextPage(rows, limit, end < bounds.to ? end : undefined),
  };
}

/** Behind the last line of a full page; behind all that was looked at, if that was not the end. */
function nextPage(
  rows: readonly { time: string; id: string }[],
  limit: number,
  end: bigint | undefined,
): { nextCursor?: string } {
  const last = rows[limit - 1];
  if (rows.length > limit && last) return { nextCursor: encodeCursor(last) };
  return end === undefined ? {} : { nextCursor: encodeCursor({ time: String(end), id: BEHIND_ALL }) };
}

/** Of the back ends' clocks, by `spanKey`: those of the traces in which a line of the page stands. */
async function correctionsOf(
  reader: Reader,
  { project, session }: { project: string; session: string },
  {
    page,
    traces,
    offsets,
    arrival,
  }: {
    page: readonly LogLineRow[];
    traces: readonly TraceExtent[];
    offsets: ReadonlyMap<string, number>;
    arrival: SessionArrival;
  },
): Promise<Map<string, bigint>> {
  const named = new Set(page.filter(({ tab }) => tab === '').map(({ trace }) => trace));
  const concerned = traces.filter(({ trace, spans }) => spans > 0 && named.has(trace));
  if (concerned.length === 0) return new Map();
  const ids = traceIds(concerned);
  const rows = await reader.query<ClockedRow>(clockedSpansSql(ids.sql), {
    project,
    session,
    ...ids.parameters,
    ...widest([arrival, ...concerned.map((trace) => trace.arrival)]),
    most: QUERY_LIMITS.spansToCorrect,
  });
  return clockCorrections(rows.map(clocked), offsets);
}
