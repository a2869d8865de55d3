import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { LogPage, LogRecord, SessionLog, SessionLogPage } from '@throughline/format';
import { getJson } from './request.ts';
import { toMilliseconds } from './times.ts';

/** Lines in one answer: half a megabyte. */
const PAGE_SIZE = 1_000;

/** Most lines the page holds: some 60 MB of them. What lies beyond is cut off, and the panel says so. */
export const SESSION_LOGS_MOST = 50_000;

/** Console, exceptions and logs of services, page by page, in the order of the times that the sources gave. */
export function sessionLogPages(id: string) {
  return infiniteQueryOptions({
    queryKey: ['session', id, 'log-lines'],
    queryFn: ({ pageParam, signal }) =>
      getJson<SessionLogPage>(
        `/sessions/${encodeURIComponent(id)}/log-lines`,
        { limit: PAGE_SIZE, cursor: pageParam },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last, pages) =>
      pages.reduce((count, { logs }) => count + logs.length, 0) < SESSION_LOGS_MOST
        ? last.nextCursor
        : undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The record behind a line whose texts are cut, whole; `null` if it is there no more. */
export function wholeLog(session: string, line: Pick<SessionLog, 'id' | 'timeUnixNano' | 'correctionNano'>) {
  return queryOptions({
    queryKey: ['session', session, 'log', line.id],
    queryFn: async ({ signal }): Promise<LogRecord | null> => {
      const recorded = BigInt(line.timeUnixNano) - BigInt(line.correctionNano ?? 0);
      const time = Math.floor(toMilliseconds(String(recorded)));
      let cursor: string | undefined;
      do {
        const page: LogPage = await getJson<LogPage>(
          `/sessions/${encodeURIComponent(session)}/logs`,
          { from: time, to: time + 1, limit: PAGE_SIZE, cursor },
          signal,
        );
        const found = page.logs.find(({ id }) => `log:${id}` === line.id);
        if (found) return found;
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      return null;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}
