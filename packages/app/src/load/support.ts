import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { SessionList, SupportSummary } from '@throughline/format';
import { getJson } from './request.ts';

/** Sessions of a customer that are shown: as many as one looks through. */
const SESSIONS_MOST = 50;

/** How far back a customer's sessions are looked for. */
export const SUPPORT_RANGES = {
  '24h': { label: '24 hours', ms: 24 * 60 * 60_000 },
  '7d': { label: '7 days', ms: 7 * 24 * 60 * 60_000 },
  '30d': { label: '30 days', ms: 30 * 24 * 60 * 60_000 },
} as const;
export type SupportRange = keyof typeof SUPPORT_RANGES;

/** How often the list is asked for again while it is looked at, milliseconds. */
const REFRESH_EVERY_MS = 5_000;

/** The latest sessions of whoever has `user` in id, e-mail address or name. */
export function customerSessions(user: string, range: SupportRange) {
  return queryOptions({
    queryKey: ['support', 'sessions', user, range],
    queryFn: ({ signal }) => {
      const from = Date.now() - SUPPORT_RANGES[range].ms;
      return getJson<SessionList>('/sessions', { user, from, limit: SESSIONS_MOST }, signal);
    },
    enabled: user !== '',
    placeholderData: keepPreviousData,
    // The customer may be trying again while they are talked to.
    refetchInterval: REFRESH_EVERY_MS,
  });
}

/** What the person tried and what failed; asked again when `revision` says that more of the session has come. */
export function supportSummary(session: string, revision: string) {
  return queryOptions({
    queryKey: ['support', session, revision],
    queryFn: ({ signal }) =>
      getJson<SupportSummary>(`/sessions/${encodeURIComponent(session)}/support`, {}, signal),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
