import { queryOptions } from '@tanstack/react-query';
import type { SessionActivity, SessionActivityList, SessionSummary } from '@throughline/format';
import { inBatches } from './batches.ts';
import { getJson } from './request.ts';

/** Sessions asked about at once: what the server takes. */
const SESSIONS_A_REQUEST = 100;

const fetchActivity = inBatches<SessionActivity>(SESSIONS_A_REQUEST, async (ids) => {
  const { activity } = await getJson<SessionActivityList>('/sessions/activity', { ids: ids.join(',') });
  return new Map(activity.map((one) => [one.id, one]));
});

/** What happened when in a session; rows that come into view together are asked about together. */
export function sessionActivity({ id, to }: Pick<SessionSummary, 'id' | 'to'>) {
  return queryOptions({
    queryKey: ['activity', id, to],
    queryFn: async () => (await fetchActivity(id)) ?? null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}
