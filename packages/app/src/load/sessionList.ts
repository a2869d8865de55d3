import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { PATHS, type SessionFacets, type SessionList, type SessionSummary } from '@throughline/format';
import { readableSearch } from '@throughline/model';
import { getJson } from './request.ts';

/** What the session list is narrowed to. Empty strings narrow nothing. */
export interface SessionFilter {
  /** How far back from now; counts unless `from` or `to` is there. */
  range: TimeRange;
  /** Unix milliseconds. */
  from?: number | undefined;
  to?: number | undefined;
  /** In the language of searches. What cannot be read in it is not asked for. */
  search: string;
  /** Id of an incident that they fell into. */
  incident: string;
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

/** How often the counts are asked for while new sessions come in, milliseconds: they cost more than the list. */
const RECOUNT_EVERY_MS = 20_000;

/** How long pages are kept for the way back from a session, milliseconds. */
const KEEP_FOR_MS = 30 * MINUTE_MS;

function parameters({ range, from, to, search, incident }: SessionFilter) {
  const { ms } = TIME_RANGES[range];
  const isAbsolute = from !== undefined || to !== undefined;
  return {
    from: isAbsolute || !Number.isFinite(ms) ? from : Date.now() - ms,
    to,
    search: readableSearch(search),
    incident: incident || undefined,
  };
}

/** The filter as far as answers depend on it: two that ask the same are the same. */
function asked(filter: SessionFilter): SessionFilter {
  return { ...filter, search: readableSearch(filter.search) };
}

/** All sessions of the filter, page by page, newest first. */
export function sessionPages(filter: SessionFilter) {
  return infiniteQueryOptions({
    queryKey: ['sessions', asked(filter)],
    queryFn: ({ pageParam, signal }) =>
      getJson<SessionList>(
        '/sessions',
        { ...parameters(filter), limit: PAGE_SIZE, cursor: pageParam },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: KEEP_FOR_MS,
  });
}

/** The newest sessions of the filter, asked for again every few seconds. */
export function newestSessions(filter: SessionFilter) {
  return queryOptions({
    queryKey: ['sessions', 'newest', asked(filter)],
    queryFn: ({ signal }) =>
      getJson<SessionList>('/sessions', { ...parameters(filter), limit: PAGE_SIZE }, signal),
    refetchInterval: REFRESH_EVERY_MS,
    retry: false,
  });
}

/** How many sessions of the filter have what. Given up when the filter changes. */
export function sessionFacets(filter: SessionFilter, isLive: boolean) {
  return queryOptions({
    queryKey: ['sessions', 'facets', asked(filter)],
    queryFn: ({ signal }) => getJson<SessionFacets>('/sessions/facets', parameters(filter), signal),
    refetchInterval: isLive ? RECOUNT_EVERY_MS : false,
    placeholderData: keepPreviousData,
  });
}

/** Whether there is any session of the filter. */
export function hasSession(filter: SessionFilter) {
  return queryOptions({
    queryKey: ['sessions', 'has', asked(filter)],
    queryFn: async ({ signal }) => {
      const { sessions } = await getJson<SessionList>(
        '/sessions',
        { ...parameters(filter), limit: 1 },
        signal,
      );
      return sessions.length > 0;
    },
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

/** Address of the filter's sessions as a file of CSV. */
export function csvAddress(filter: SessionFilter): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters(filter)))
    if (value !== undefined && value !== '') query.set(name, String(value));
  return `${PATHS.api}/sessions.csv${query.size > 0 ? `?${query}` : ''}`;
}

/** The pages as one list, newest first, with what the newest answer knows better or more put in its place. */
export function mergeSessions(pages: SessionSummary[], newest: SessionSummary[]): SessionSummary[] {
  const byId = new Map(pages.map((session) => [session.id, session]));
  for (const session of newest) byId.set(session.id, session);
  return [...byId.values()].sort((a, b) => b.from - a.from || (a.id < b.id ? -1 : 1));
}
