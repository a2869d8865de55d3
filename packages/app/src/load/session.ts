import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type {
  SegmentList,
  SegmentSummary,
  SessionDetail,
  TimelineItem,
  TimelinePage,
  Trace,
} from '@throughline/format';
import { getJson, getText } from './request.ts';
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
  return Date.now() - to < LIVE_WITHIN_MS;
}

function refreshWhileGrowing(to: number | undefined): number | false {
  return to !== undefined && Date.now() - to < STRAGGLERS_WITHIN_MS ? REFRESH_EVERY_MS : false;
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

/** The rrweb events of one segment, as the JSON text they were recorded in. */
export function fetchSegment(
  session: string,
  { tab, seq }: SegmentSummary,
  signal?: AbortSignal,
): Promise<string> {
  return getText(
    `/sessions/${encodeURIComponent(session)}/segments/${encodeURIComponent(tab)}/${seq}`,
    {},
    signal,
  );
}

/** A trace; asked for again while the session `growsTo` belongs to may still bring spans. */
export function trace(traceId: string, growsTo?: number) {
  return queryOptions({
    queryKey: ['trace', traceId],
    queryFn: ({ signal }) => getJson<Trace>(`/traces/${encodeURIComponent(traceId)}`, {}, signal),
    refetchInterval: () => refreshWhileGrowing(growsTo),
  });
}
