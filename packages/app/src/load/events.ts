import { infiniteQueryOptions } from '@tanstack/react-query';
import type { SessionEvent, SessionEventPage } from '@throughline/format';
import { getJson } from './request.ts';
import { toMilliseconds } from './times.ts';

/** Events in one answer. */
const PAGE_SIZE = 1_000;

/** Most events the page holds. What lies beyond is cut off, and the panel says so. */
export const EVENTS_MOST = 20_000;

/** An event with its time as Unix milliseconds. */
export interface TimedEvent extends SessionEvent {
  time: number;
}

/** Events of a session's browser, page by page, in the order of time. */
export function eventPages(id: string) {
  return infiniteQueryOptions({
    queryKey: ['session', id, 'events'],
    queryFn: async ({ pageParam, signal }) => {
      const page = await getJson<SessionEventPage>(
        `/sessions/${encodeURIComponent(id)}/events`,
        { limit: PAGE_SIZE, cursor: pageParam },
        signal,
      );
      const events = page.events.map(
        (event): TimedEvent => ({ ...event, time: toMilliseconds(event.timeUnixNano) }),
      );
      return { events, nextCursor: page.nextCursor };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last, pages) => (pages.length * PAGE_SIZE < EVENTS_MOST ? last.nextCursor : undefined),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
