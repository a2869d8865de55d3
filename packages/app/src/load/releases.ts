import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ReleaseList } from '@throughline/format';
import { beginOf } from './issues.ts';
import { getJson } from './request.ts';
import type { TimeRange } from './sessionList.ts';

/** How often the list is asked for while it is looked at, milliseconds. */
const REFRESH_EVERY_MS = 30_000;

/** Releases that were seen within the range, newest first. */
export function releaseList(range: TimeRange) {
  return queryOptions({
    queryKey: ['releases', range],
    queryFn: ({ signal }) => getJson<ReleaseList>('/releases', { from: beginOf(range) }, signal),
    refetchInterval: REFRESH_EVERY_MS,
    placeholderData: keepPreviousData,
  });
}
