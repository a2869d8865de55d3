import { queryOptions } from '@tanstack/react-query';
import type { Person } from '@throughline/format';
import { getJson } from './request.ts';

/** Those who may log in, by name; none where nobody does. */
export function peopleList() {
  return queryOptions({
    queryKey: ['people'],
    queryFn: async ({ signal }) => (await getJson<{ people: Person[] }>('/people', {}, signal)).people,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
