import { infiniteQueryOptions } from '@tanstack/react-query';
import type { RequestPage, RequestSummary } from '@throughline/format';
import { getJson } from './request.ts';
import { toMilliseconds } from './times.ts';

/** Requests in one answer: some 500 KB. */
const PAGE_SIZE = 1_000;

/** Most requests the page holds: some 30 MB of them. What lies beyond is cut off, and the panel says so. */
export const REQUESTS_MOST = 50_000;

/** A request of the browser with its times as Unix milliseconds. */
export interface TimedRequest extends RequestSummary {
  /** Trace and span id. */
  key: string;
  start: number;
  /** Milliseconds, never below zero. */
  duration: number;
}

/** What tells a request from all others. */
export function requestKey({ traceId, spanId }: { traceId: string; spanId: string }): string {
  return `${traceId}.${spanId}`;
}

function timed(request: RequestSummary): TimedRequest {
  return {
    ...request,
    key: requestKey(request),
    start: toMilliseconds(request.startTimeUnixNano),
    duration: Math.max(0, Number(request.durationNano) / 1e6),
  };
}

/** Requests and page loads of a session's browser, page by page, in the order in which they began. */
export function requestPages(id: string) {
  return infiniteQueryOptions({
    queryKey: ['session', id, 'requests'],
    queryFn: async ({ pageParam, signal }) => {
      const page = await getJson<RequestPage>(
        `/sessions/${encodeURIComponent(id)}/requests`,
        { limit: PAGE_SIZE, cursor: pageParam },
        signal,
      );
      return { requests: page.requests.map(timed), nextCursor: page.nextCursor };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last, pages) =>
      pages.length * PAGE_SIZE < REQUESTS_MOST ? last.nextCursor : undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Whether there may be more requests than the page holds. */
export function isCutOff(pages: readonly { nextCursor?: string | undefined }[]): boolean {
  return pages.length * PAGE_SIZE >= REQUESTS_MOST && pages.at(-1)?.nextCursor !== undefined;
}

/** Requests in one answer with their payloads. */
const PAYLOAD_PAGE_SIZE = 100;

/**
 * The requests of which `isWanted`, with headers and bodies. They are looked for between the times given, Unix milliseconds by the
 * sources' own clocks, until `most` are found.
 */
export async function fetchRequestsWithPayloads(
  id: string,
  { from, to }: { from: number; to: number },
  isWanted: (request: RequestSummary) => boolean,
  most: number,
): Promise<RequestSummary[]> {
  const found: RequestSummary[] = [];
  let cursor: string | undefined;
  do {
    const page = await getJson<RequestPage>(`/sessions/${encodeURIComponent(id)}/requests`, {
      from,
      to,
      payloads: true,
      limit: PAYLOAD_PAGE_SIZE,
      cursor,
    });
    found.push(...page.requests.filter(isWanted));
    cursor = page.nextCursor;
  } while (cursor !== undefined && found.length < most);
  return found.slice(0, most);
}
