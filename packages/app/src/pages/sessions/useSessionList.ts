import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { SessionSummary } from '@throughline/format';
import { useEffect, useMemo } from 'react';
import {
  anySession,
  mergeSessions,
  newestSessions,
  type SessionFilter,
  sessionPages,
} from '../../load/sessionList.ts';

export interface LoadedSessions {
  sessions: SessionSummary[];
  /** `empty`: nothing matches; `unused`: there is no session at all yet. */
  status: 'loading' | 'failed' | 'empty' | 'unused' | 'loaded';
  error: unknown;
  /** Whether the last look for newer sessions failed: what is shown is getting old. */
  isStale: boolean;
  retry: () => void;
  /** Loads the next page, if there is one. */
  loadMore: () => void;
  hasMore: boolean;
}

/** The sessions of the filter, newest first, kept up to date if it is `isLive`. */
export function useSessionList(filter: SessionFilter, isLive: boolean): LoadedSessions {
  const pages = useInfiniteQuery({ ...sessionPages(filter), placeholderData: keepPreviousData });
  const newest = useQuery({
    ...newestSessions(filter),
    enabled: isLive && pages.isSuccess && !pages.isPlaceholderData,
  });
  const sessions = useMemo(() => {
    const loaded = pages.data?.pages.flatMap((page) => page.sessions) ?? [];
    return mergeSessions(loaded, newest.data?.sessions ?? []);
  }, [pages.data, newest.data]);

  const any = useQuery({ ...anySession(), enabled: pages.isSuccess && sessions.length === 0 });

  // More came at once than one answer holds: between it and what is here may be a gap.
  const { refetch, data } = pages;
  useEffect(() => {
    const known = new Set(data?.pages.flatMap((page) => page.sessions.map(({ id }) => id)));
    const latest = newest.data?.sessions ?? [];
    if (known.size > 0 && newest.data?.nextCursor && !latest.some(({ id }) => known.has(id))) void refetch();
  }, [newest.data, data, refetch]);

  const status = pages.isPending
    ? 'loading'
    : pages.isError && sessions.length === 0
      ? 'failed'
      : sessions.length > 0
        ? 'loaded'
        : any.data === undefined
          ? 'loading'
          : any.data
            ? 'empty'
            : 'unused';
  return {
    sessions,
    status,
    error: pages.error,
    isStale: newest.isError,
    retry: () => void refetch(),
    loadMore: () => {
      if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
    },
    hasMore: pages.hasNextPage,
  };
}
