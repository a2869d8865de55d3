import {
  ATTRIBUTES,
  type SessionSpanPage,
  SPAN_KINDS,
  type SpanSummary,
  STATUS_CODES,
} from '@throughline/format';
import { type ClockedSpan, clockCorrections, spanKey } from '@throughline/model';
import { QUERY_LIMITS } from '../limits.ts';
import type { Reader } from '../store/reader.ts';
import { resourceText } from '../store/tables/resource.ts';
import { ARRIVED, arrivalOfSession } from './arrival.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { arrivalOf, boundsOf, inOrder, type PageFilter, traceIds } from './page.ts';
import { type TraceExtent, tracesOfSession } from './sessionTraces.ts';
import { PEER_NAMES, type PeerNames, peerOf } from './spanPeer.ts';
import { tabOffsets } from './tabClocks.ts';

/**
 * Whole traces of the session that reach into the time asked for, their spans as lines of a waterfall; with `peers` also what
 * they called, for which their attributes are read.
 */
export async function readSessionSpans(
  reader: Reader,
  filter: PageFilter & { peers?: boolean },
): Promise<SessionSpanPage> {
  const { project, session, limit } = filter;
  const arrival = await arrivalOfSession(reader, project, session);
  if (!arrival) return { traces: [] };
  const [extents, offsets] = await Promise.all([
    tracesOfSession(reader, filter, boundsOf(filter), arrival),
    tabOffsets(reader, filter, arrival),
  ]);
  const { page, hasMore } = pageOfTraces(extents, filter.cursor, limit);
  const last = page.at(-1);
  if (!last) return { traces: [] };

  const ids = traceIds(page);
  const rows = await reader.query<SpanRow>(spansSql(ids.sql, filter.peers ?? false), {
    project,
    session,
    ...ids.parameters,
    ...arrivalOf(page, arrival),
  });
  const byTrace = new Map<string, SpanRow[]>(page.map(({ trace }) => [trace, []]));
  for (const row of rows) byTrace.get(row.trace)?.push(row);
  return {
    traces: page.map(({ trace }) => {
      const spans = byTrace.get(trace) ?? [];
      const isCut = spans.length >= QUERY_LIMITS.spansATrace;
      return { traceId: trace, spans: summaries(spans, offsets), ...(isCut && { truncated: true }) };
    }),
    ...(hasMore && { nextCursor: encodeCursor(placeOf(last)) }),
  };
}

/** As many traces behind the cursor as hold `limit` spans together, but at least one. */
function pageOfTraces(
  extents: readonly TraceExtent[],
  cursor: string | undefined,
  limit: number,
): { page: TraceExtent[]; hasMore: boolean } {
  const after = decodeCursor(cursor);
  const begun = BigInt(after?.time ?? 0);
  const ahead = extents
    .filter(({ earliest, trace, spans }) => {
      const isBehind = earliest > begun || (earliest === begun && trace > (after?.id ?? ''));
      return spans > 0 && (isBehind || !after);
    })
    .toSorted((a, b) => inOrder(placeOf(a), placeOf(b)));
  let spans = 0;
  const end = ahead.findIndex((extent, index) => {
    spans += Math.min(extent.spans, QUERY_LIMITS.spansATrace);
    return index > 0 && (spans > limit || index >= TRACES_A_PAGE);
  });
  return end < 0 ? { page: ahead, hasMore: false } : { page: ahead.slice(0, end), hasMore: true };
}

const placeOf = ({ earliest, trace }: TraceExtent) => ({ time: String(earliest), id: trace });

/** Traces in one answer: their ids go with the statement. */
const TRACES_A_PAGE = 2_000;

/** Of a span's name: a line of a list. */
const NAME_CHARACTERS = 300;

/** Links of a span that are told: a batch of messages has more, and its trace tells of all. */
const LINKS_A_SPAN = 32;

interface SpanRow {
  trace: string;
  /** Its id and its parent's, hex. */
  ids: string;
  service: string;
  label: string;
  kind: number;
  status_code: number;
  time: string;
  duration: string;
  tab: string;
  link_traces: string[];
  link_spans: string[];
  /** Only if they were asked for: those of databases, queues and hosts. */
  peers?: PeerNames;
}

const spansSql = (ids: string, peers: boolean) => `
  SELECT lower(hex(trace_id)) AS trace, lower(hex(span_ids)) AS ids, service, substringUTF8(name, 1, ${NAME_CHARACTERS}) AS label,
    kind, status_code, start AS time, duration, ${resourceText(ATTRIBUTES.tabId)} AS tab,
    arrayMap(i -> lower(hex(i)), arraySlice(link_trace_id, 1, ${LINKS_A_SPAN})) AS link_traces,
    arrayMap(i -> lower(hex(i)), arraySlice(link_span_id, 1, ${LINKS_A_SPAN})) AS link_spans
    ${peers ? `, ${PEER_NAMES} AS peers` : ''}
  FROM spans WHERE project = {project:String} AND trace_id GLOBAL IN (${ids}) AND ${ARRIVED}
  ORDER BY trace_id, start, span_ids LIMIT ${QUERY_LIMITS.spansATrace} BY trace_id`;

/** Digits of a span's id in hex. */
const SPAN_DIGITS = 16;
const NO_PARENT = '0'.repeat(SPAN_DIGITS);

/** The spans of one trace on one clock; one that was sent twice stands there once. */
function summaries(rows: readonly SpanRow[], offsets: ReadonlyMap<string, number>): SpanSummary[] {
  const once = rows.filter(
    ({ ids, time }, index) => ids !== rows[index - 1]?.ids || time !== rows[index - 1]?.time,
  );
  const corrections = clockCorrections(once.map(clocked), offsets);
  const spans = once.map((row) =>
    summary(row, corrections.get(spanKey(row.trace, row.ids.slice(0, SPAN_DIGITS)))),
  );
  return corrections.size === 0 ? spans : spans.sort(byStart);
}

function byStart(a: SpanSummary, b: SpanSummary): number {
  const difference = BigInt(a.startTimeUnixNano) - BigInt(b.startTimeUnixNano);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function clocked({ trace, ids, service, kind, time, duration, tab }: SpanRow): ClockedSpan {
  return {
    traceId: trace,
    spanId: ids.slice(0, SPAN_DIGITS),
    parentSpanId: ids.slice(SPAN_DIGITS),
    service,
    kind,
    startTimeUnixNano: time,
    durationNano: duration,
    tabId: tab,
  };
}

function summary(row: SpanRow, correction: bigint | undefined): SpanSummary {
  const parent = row.ids.slice(SPAN_DIGITS);
  const peer = peerOf(row.peers ?? []);
  return {
    spanId: row.ids.slice(0, SPAN_DIGITS),
    parentSpanId: parent === NO_PARENT ? '' : parent,
    service: row.service,
    name: row.label,
    kind: SPAN_KINDS[row.kind] ?? 'unspecified',
    status: STATUS_CODES[row.status_code] ?? 'unset',
    startTimeUnixNano: String(BigInt(row.time) + (correction ?? 0n)),
    durationNano: row.duration,
    ...(correction && { correctionNano: String(correction) }),
    ...(row.link_traces.length > 0 && {
      links: row.link_traces.map((traceId, index) => ({ traceId, spanId: row.link_spans[index] ?? '' })),
    }),
    ...(peer && { peer }),
  };
}
