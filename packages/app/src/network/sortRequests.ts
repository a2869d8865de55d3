import type { TimedRequest } from '../load/requests.ts';
import type { NetworkView, RequestColumn } from '../state/networkView.ts';
import { sizeOf } from './filterRequests.ts';
import { nameOf } from './nameOf.ts';

/** What each column is sorted by; numbers that are not known come first. */
const KEYS: Record<RequestColumn, (request: TimedRequest) => number | string> = {
  start: ({ start }) => start,
  name: ({ url }) => nameOf(url).name.toLowerCase(),
  method: ({ method }) => method,
  status: ({ status }) => status ?? 0,
  type: ({ type }) => type,
  action: ({ action }) => action?.name ?? '',
  size: (request) => sizeOf(request) ?? -1,
  duration: ({ duration }) => duration,
};

/** In the order of a column; what is alike stays in the order of time, in which `requests` stand. */
export function sortRequests(
  requests: TimedRequest[],
  { by, descending }: NetworkView['sort'],
): TimedRequest[] {
  if (by === 'start' && !descending) return requests;
  const key = KEYS[by];
  const sign = descending ? -1 : 1;
  return requests
    .map((request) => ({ request, key: key(request) }))
    .sort((a, b) => sign * (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ request }) => request);
}
