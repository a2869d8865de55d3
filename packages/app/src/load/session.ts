import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
  readSegmentLines,
  SEGMENT_RUN,
  type SegmentList,
  type SegmentSummary,
  type SessionDetail,
  type TimelineItem,
  type TimelinePage,
  type Trace,
} from '@throughline/format';
import { mayGrow } from './ask.ts';
import { getJson, getText, RequestError } from './request.ts';
import { toMilliseconds } from './times.ts';

/** A session whose last sign of life is younger than this is still going on, milliseconds: segments come every few seconds. */
export const LIVE_WITHIN_MS = 60_000;

/** Spans and logs may follow a session's end by this long (exporters send in batches and retry), milliseconds. */
const STRAGGLERS_WITHIN_MS = 5 * 60_000;

/** How often a session that may still grow is asked for, milliseconds. */
const REFRESH_EVERY_MS = 3_000;

/** Items of the timeline in one answer. */
const TIMELINE_PAGE_SIZE = 1_000;

/** Most items the page holds: some 30 MB of them. What lies beyond is cut off, and the panel says so. */
export const TIMELINE_ITEMS_MOST = 50_000;

/** A timeline item with its time as Unix milliseconds. */
export interface TimedItem extends TimelineItem {
  time: number;
}

export function isLive({ to }: { to: number }): boolean {
  return mayGrow() && Date.now() - to < LIVE_WITHIN_MS;
}

function refreshWhileGrowing(to: number | undefined): number | false {
  return mayGrow() && to !== undefined && Date.now() - to < STRAGGLERS_WITHIN_MS ? REFRESH_EVERY_MS : false;
}

export function sessionDetail(id: string) {
  return queryOptions({
    queryKey: ['session', id],
    queryFn: ({ signal }) => getJson<SessionDetail>(`/sessions/${encodeURIComponent(id)}`, {}, signal),
    // One that is not there may only just have begun.
    refetchInterval: ({ state }) => (state.data ? refreshWhileGrowing(state.data.to) : REFRESH_EVERY_MS),
  });
}

/** What of a session tells that more of it has arrived. */
export function revisionOf({ to, counts }: SessionDetail): string {
  return [to, counts.spans, counts.logs, counts.segments].join(' ');
}

export function timelinePages(id: string) {
  return infiniteQueryOptions({
    queryKey: ['session', id, 'timeline'],
    queryFn: async ({ pageParam, signal }) => {
      const path = `/sessions/${encodeURIComponent(id)}/timeline`;
      const page = await getJson<TimelinePage>(
        path,
        { limit: TIMELINE_PAGE_SIZE, cursor: pageParam },
        signal,
      );
      const items = page.items.map(
        (item): TimedItem => ({ ...item, time: toMilliseconds(item.timeUnixNano) }),
      );
      return { items, nextCursor: page.nextCursor };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last, pages) =>
      pages.length * TIMELINE_PAGE_SIZE < TIMELINE_ITEMS_MOST ? last.nextCursor : undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function segmentList(id: string) {
  return queryOptions({
    queryKey: ['session', id, 'segments'],
    queryFn: ({ signal }) => getJson<SegmentList>(`/sessions/${encodeURIComponent(id)}/segments`, {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/**
 * The rrweb events of each of the segments, all of one tab and in order, as the JSON text they were recorded in. A single one is
 * kept by the browser; of several as many come in one answer as the server gives.
 */
export async function fetchSegments(
  session: string,
  segments: readonly SegmentSummary[],
  signal?: AbortSignal,
): Promise<string[]> {
  const [first] = segments;
  if (!first) return [];
  const path = `/sessions/${encodeURIComponent(session)}/segments/${encodeURIComponent(first.tab)}`;
  const one = () => getText(`${path}/${first.seq}`, {}, signal);
  if (segments.length === 1) return [await one()];
  const asked = segments.filter(({ seq }) => seq < first.seq + SEGMENT_RUN.mostSegments);
  const last = asked.at(-1) ?? first;
  const answer = await getText(path, { first: first.seq, last: last.seq }, signal);
  const bySeq = new Map(readSegmentLines(answer).map(({ seq, events }) => [seq, events]));
  const missing = segments.findIndex(({ seq }) => !bySeq.has(seq));
  const come = missing < 0 ? segments.length : missing;
  // One that is gone is asked for by itself, which says so.
  const texts = come === 0 ? [await one()] : segments.slice(0, come).map(({ seq }) => bySeq.get(seq) ?? '[]');
  return [...texts, ...(await fetchSegments(session, segments.slice(texts.length), signal))];
}

/** A text that recordings refer to by its hash, or `undefined` if it has not arrived. The browser keeps what has. */
export async function fetchAsset(hash: string, signal?: AbortSignal): Promise<string | undefined> {
  try {
    return await getText(`/assets/${encodeURIComponent(hash)}`, {}, signal);
  } catch (cause) {
    if (cause instanceof RequestError && cause.status === 404) return undefined;
    throw cause;
  }
}

/** A trace; asked for again while the session `growsTo` belongs to may still bring spans. */
export function trace(traceId: string, growsTo?: number) {
  return queryOptions({
    queryKey: ['trace', traceId],
    queryFn: ({ signal }) => getJson<Trace>(`/traces/${encodeURIComponent(traceId)}`, {}, signal),
    refetchInterval: () => refreshWhileGrowing(growsTo),
  });
}
