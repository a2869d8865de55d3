import type { infiniteQueryOptions } from '@tanstack/react-query';
import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';

type Options<Page> = ReturnType<
  typeof infiniteQueryOptions<Page, Error, InfiniteData<Page>, string[], string | undefined>
>;

/** All pages of something, as they arrive. */
export interface AllPages<Page> {
  /** `undefined` until the first one is here. */
  pages: Page[] | undefined;
  isComplete: boolean;
  /** Why there is nothing; `null` if there is, or it is still on its way. */
  error: unknown;
  /** Why what is here is not all, or no longer up to date; `null` while nothing failed. */
  restError: unknown;
  retry: () => void;
}

/** As much of a query as tells how far it has come. */
export interface PagesSoFar<Page> {
  data: { pages: Page[] } | undefined;
  error: unknown;
  isSuccess: boolean;
  hasNextPage: boolean;
  isFetchNextPageError: boolean;
  fetchNextPage: () => unknown;
  refetch: () => unknown;
}

/** What came of it. After a later page failed that one is tried again, not those that are here. */
export function allPagesOf<Page>(query: PagesSoFar<Page>): AllPages<Page> {
  const { data, error, isSuccess, hasNextPage, isFetchNextPageError, fetchNextPage, refetch } = query;
  return {
    pages: data?.pages,
    isComplete: isSuccess && !hasNextPage,
    error: data ? null : error,
    restError: data ? error : null,
    retry: () => void (isFetchNextPageError ? fetchNextPage() : refetch()),
  };
}

/** Loads page after page, and all of them again whenever `revision` changes: more of the session has arrived. */
export function useAllPages<Page>(options: Options<Page>, revision: string): AllPages<Page> {
  const query = useInfiniteQuery(options);
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);

  const client = useQueryClient();
  const { queryKey } = options;
  const seen = useRef(revision);
  useEffect(() => {
    if (seen.current === revision) return;
    seen.current = revision;
    void client.invalidateQueries({ queryKey });
  }, [client, queryKey, revision]);

  return allPagesOf(query);
}
