import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SegmentSummary, SessionDetail } from '@throughline/format';
import { useEffect, useMemo, useRef } from 'react';
import { distinctItems } from '../../load/distinctItems.ts';
import {
  revisionOf,
  segmentList,
  TIMELINE_ITEMS_MOST,
  type TimedItem,
  timelinePages,
} from '../../load/session.ts';

export interface SessionData {
  items: TimedItem[];
  /** Whether the whole timeline is here. */
  isComplete: boolean;
  /** Whether there is more of it than the page holds. */
  isCut: boolean;
  timelineError: unknown;
  retryTimeline: () => void;
  segments: SegmentSummary[];
  segmentsStatus: 'loading' | 'failed' | 'loaded';
  segmentsError: unknown;
  retrySegments: () => void;
}

const NO_SEGMENTS: SegmentSummary[] = [];

/** Timeline and segments of a session, all pages of them, again whenever more of the session has arrived. */
export function useSessionData(session: SessionDetail): SessionData {
  const { id } = session;
  const timeline = useInfiniteQuery(timelinePages(id));
  const segments = useQuery(segmentList(id));

  const { hasNextPage, isFetching, isError, fetchNextPage } = timeline;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);

  const client = useQueryClient();
  const revision = revisionOf(session);
  const seen = useRef(revision);
  useEffect(() => {
    if (seen.current === revision) return;
    seen.current = revision;
    void client.invalidateQueries({ queryKey: timelinePages(id).queryKey });
    void client.invalidateQueries({ queryKey: segmentList(id).queryKey });
  }, [client, id, revision]);

  const items = useMemo(
    () => distinctItems(timeline.data?.pages.flatMap((page) => page.items) ?? []),
    [timeline.data],
  );

  return {
    items,
    isComplete: timeline.isSuccess && !hasNextPage,
    isCut: items.length >= TIMELINE_ITEMS_MOST,
    timelineError: items.length === 0 ? timeline.error : null,
    retryTimeline: () => void timeline.refetch(),
    segments: segments.data?.segments ?? NO_SEGMENTS,
    segmentsStatus: segments.data ? 'loaded' : segments.isError ? 'failed' : 'loading',
    segmentsError: segments.error,
    retrySegments: () => void segments.refetch(),
  };
}
