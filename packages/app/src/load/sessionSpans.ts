import { infiniteQueryOptions } from '@tanstack/react-query';
import type { SessionSpanPage } from '@throughline/format';
import { getJson } from './request.ts';

/** Spans in one answer: a megabyte and a half. */
const PAGE_SIZE = 5_000;

/** Most spans the page holds: some 60 MB of them. What lies beyond is cut off, and the panel says so. */
export const SESSION_SPANS_MOST = 100_000;

/**
 * All traces of a session, page by page, in the order in which they began; without what neither the waterfall nor the map shows.
 * Both ask for the same, so that it is loaded once.
 */
export function sessionSpanPages(id: string) {
  return infiniteQueryOptions({
    queryKey: ['session', id, 'spans'],
    queryFn: ({ pageParam, signal }) =>
      getJson<SessionSpanPage>(
        `/sessions/${encodeURIComponent(id)}/spans`,
        { limit: PAGE_SIZE, cursor: pageParam, peers: true },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last, pages) => (countSpans(pages) < SESSION_SPANS_MOST ? last.nextCursor : undefined),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Whether there is more than the page holds, or than one answer holds of a trace. */
export function isCutOff(pages: readonly SessionSpanPage[]): boolean {
  const isLast = pages.at(-1)?.nextCursor === undefined;
  return (
    (countSpans(pages) >= SESSION_SPANS_MOST && !isLast) ||
    pages.some(({ traces }) => traces.some(({ truncated }) => truncated))
  );
}

export function countSpans(pages: readonly SessionSpanPage[]): number {
  return pages.reduce(
    (count, { traces }) => count + traces.reduce((sum, { spans }) => sum + spans.length, 0),
    0,
  );
}
