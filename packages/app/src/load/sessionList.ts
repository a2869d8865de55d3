import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { SessionList, SessionSummary } from '@throughline/format';
import { getJson } from './request.ts';

/** What the session list is narrowed to. Empty strings and `false` narrow nothing. */
export interface SessionFilter {
  range: TimeRange;
  user: string;
  errorsOnly: boolean;
  /** Free text. */
  q: string;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The presets of the list's time range: how far back they reach, milliseconds; `all` has no bound. */
export const TIME_RANGES = {
  '15m': { label: '15 min', ms: 15 * MINUTE_MS },
  '1h': { label: '1 hour', ms: HOUR_MS },
  '24h': { label: '24 hours', ms: DAY_MS },
  '7d': { label: '7 days', ms: 7 * DAY_MS },
  '30d': { label: '30 days', ms: 30 * DAY_MS },
  all: { label: 'All time', ms: Number.POSITIVE_INFINITY },
} as const;
export type TimeRange = keyof typeof TIME_RANGES;

/** Sessions in one answer: about three screens. */
const PAGE_SIZE = 100;

/** How often the newest sessions are asked for, milliseconds. */
const REFRESH_EVERY_MS = 4_000;

function parameters({ range, user, errorsOnly, q }: SessionFilter) {
  const { ms } = TIME_RANGES[range];
  return {
    from: Number.isFinite(ms) ? Date.now() - ms : undefined,
    user: user.trim(),
    error: errorsOnly || undefined,
    q: q.trim(),
    limit: PAGE_SIZE,
  };
}

/** All sessions of the filter, page by page, newest first. */
export function sessionPages(filter: SessionFilter) {
  return infiniteQueryOptions({
    queryKey: ['sessions', filter],
    queryFn: ({ pageParam, signal }) =>
      getJson<SessionList>('/sessions', { ...parameters(filter), cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The newest sessions of the filter, asked for again every few seconds. */
export function newestSessions(filter: SessionFilter) {
  return queryOptions({
    queryKey: ['sessions', 'newest', filter],
    queryFn: ({ signal }) => getJson<SessionList>('/sessions', parameters(filter), signal),
    refetchInterval: REFRESH_EVERY_MS,
    retry: false,
  });
}

/** Whether the project has any session at all; asked until it has one. */
export function anySession() {
  return queryOptions({
    queryKey: ['sessions', 'any'],
    queryFn: async ({ signal }) => {
      const { sessions } = await getJson<SessionList>('/sessions', { limit: 1 }, signal);
      return sessions.length > 0;
    },
    refetchInterval: ({ state }) => (state.data ? false : REFRESH_EVERY_MS),
    retry: false,
  });
}

/** The pages as one list, newest first, with what the newest answer knows better or more put in its place. */
export function mergeSessions(pages: SessionSummary[], newest: SessionSummary[]): SessionSummary[] {
  const byId = new Map(pages.map((session) => [session.id, session]));
  for (const session of newest) byId.set(session.id, session);
  return [...byId.values()].sort((a, b) => b.from - a.from || (a.id < b.id ? -1 : 1));
}
