import type { TimelinePage } from '@throughline/format';
import { type ClockedSpan, clockCorrections, timelineItems } from '@throughline/model';
import { QUERY_LIMITS } from '../limits.ts';
import type { Parameters } from '../store/engine.ts';
import type { Reader } from '../store/reader.ts';
import { type Arrival, arrivalOfSession, type SessionArrival, widest } from './arrival.ts';
import { encodeCursor } from './cursor.ts';
import { logsOfSession } from './logsOfSession.ts';
import {
  type Bounds,
  boundsOf,
  inOrder,
  type PageFilter,
  pageParameters,
  type Stretch,
  stretchFor,
  traceIds,
} from './page.ts';
import { type TraceExtent, tracesOfSession } from './sessionTraces.ts';
import { tabOffsets } from './tabClocks.ts';
import {
  type ClockedRow,
  clocked,
  clockedSpansSql,
  logsSql,
  type Placed,
  pageOfSpansSql,
  placedLog,
  placedSpan,
  type TimelineLogRow,
  type TimelineSpanRow,
  wholeTracesSql,
} from './timelineRecords.ts';
import { timeOfSpan } from './timeOfSpan.ts';

/** A stretch that has turned out too short is looked for once more with so many times the records. */
const MORE = 4;

/** A page of the session's single timeline: its own records and those of its traces, front end and back ends alike. */
export async function readTimeline(reader: Reader, filter: PageFilter): Promise<TimelinePage> {
  const { project, session, limit } = filter;
  const arrival = await arrivalOfSession(reader, project, session);
  if (!arrival) return { items: [] };
  const bounds = boundsOf(filter);
  const [traces, offsets] = await Promise.all([
    tracesOfSession(reader, filter, bounds, arrival),
    tabOffsets(reader, filter, arrival),
  ]);
  for (let sought = limit + 1; ; sought *= MORE) {
    const stretch = await shortestStretch(reader, filter, { arrival, traces, sought });
    const { records, spans } = await recordsWithin(reader, filter, stretch, arrival);
    const placed = distinct(records, bounds, stretch.to);
    // A span that was sent twice was counted twice, so the stretch was too short.
    if (placed.length <= limit && stretch.to < bounds.to) continue;
    const page = placed.slice(0, limit);
    const last = page.at(-1);
    return {
      items: timelineItems(
        page.map(({ record }) => record),
        { tabOffsets: offsets, corrections: clockCorrections(spans, offsets) },
      ),
      ...(placed.length > limit && last && { nextCursor: encodeCursor(last) }),
    };
  }
}

/** What lies within the bounds and not behind `end`, in order, and once. */
function distinct(records: readonly Placed[], { from, after }: Bounds, end: bigint): Placed[] {
  const inside = records.filter(({ time, id }) => {
    const at = BigInt(time);
    return at <= end && (at > from || (at === from && id > after));
  });
  return inside
    .toSorted(inOrder)
    .filter(({ time, id }, index, all) => time !== all[index - 1]?.time || id !== all[index - 1]?.id);
}

/** A stretch whose traces have so many times the records of a page is cut shorter by a look at the spans' starts alone. */
const MUCH_MORE = 4;

const countOf = (trace: TraceExtent) => trace.spans + trace.logs;
const countOfAll = (traces: readonly TraceExtent[]) => traces.reduce((sum, trace) => sum + countOf(trace), 0);

async function shortestStretch(
  reader: Reader,
  filter: PageFilter,
  known: { arrival: Arrival; traces: readonly TraceExtent[]; sought: number },
): Promise<Stretch> {
  const { arrival, traces, sought } = known;
  const bounds = boundsOf(filter);
  const stretch = stretchFor(traces, bounds, sought, countOf);
  if (countOfAll(stretch.traces) <= MUCH_MORE * sought) return stretch;
  const span = await timeOfSpan(reader, filter, bounds, stretch, sought, arrival);
  return span === undefined
    ? stretch
    : stretchFor(traces, { ...bounds, to: span < stretch.to ? span : stretch.to }, sought, countOf);
}

/** The stretch's records, and the spans by which its clocks are compared. */
async function recordsWithin(
  reader: Reader,
  { project, session, limit, ...filter }: PageFilter,
  stretch: Stretch,
  arrival: SessionArrival,
): Promise<{ records: Placed[]; spans: ClockedSpan[] }> {
  const bounds = boundsOf(filter);
  const most = limit + 1;
  const [lines, { rows, clocks }] = await Promise.all([
    logsOfSession<TimelineLogRow>(reader, logsSql, {
      project,
      session,
      bounds,
      stretch,
      arrival,
      limit: most,
    }),
    stretch.traces.length === 0
      ? NO_SPANS
      : spansWithin(
          reader,
          stretch.traces,
          { project, session, ...widest(stretch.traces.map((trace) => trace.arrival)) },
          pageParameters({ ...bounds, to: stretch.to }, most),
        ),
  ]);
  return { records: [...rows.map(placedSpan), ...lines.map(placedLog)], spans: clocks.map(clocked) };
}

const NO_SPANS = { rows: [], clocks: [] };

async function spansWithin(
  reader: Reader,
  traces: readonly TraceExtent[],
  values: Parameters,
  page: ReturnType<typeof pageParameters>,
): Promise<{ rows: TimelineSpanRow[]; clocks: ClockedRow[] }> {
  const ids = traceIds(traces);
  const parameters = { ...values, ...ids.parameters };
  const most = QUERY_LIMITS.spansToCorrect;
  // As a rule the traces have little beyond the page: then they are read once, for their clocks as well.
  if (countOfAll(traces) <= Math.min(MUCH_MORE * page.limit, most)) {
    const rows = await reader.query<TimelineSpanRow>(wholeTracesSql(ids.sql), { ...parameters, most });
    return { rows, clocks: rows };
  }
  const [rows, clocks] = await Promise.all([
    reader.query<TimelineSpanRow>(pageOfSpansSql(ids.sql), { ...parameters, ...page }),
    reader.query<ClockedRow>(clockedSpansSql(ids.sql), { ...parameters, most }),
  ]);
  return { rows, clocks };
}
