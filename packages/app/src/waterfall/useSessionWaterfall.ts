import type { SessionDetail, SessionSpanPage } from '@throughline/format';
import {
  buildWaterfall,
  recordsOfTimeline,
  spansOfTraces,
  type Waterfall,
  type WaterfallSpan,
} from '@throughline/model';
import { useDeferredValue, useMemo, useRef } from 'react';
import { useAllPages } from '../load/allPages.ts';
import { revisionOf, type TimedItem } from '../load/session.ts';
import { isCutOff, sessionSpanPages } from '../load/sessionSpans.ts';

export interface LoadedWaterfall {
  /** `undefined` until there is something to show. */
  waterfall: Waterfall | undefined;
  /** Whether all there is has been loaded. */
  isComplete: boolean;
  /** Whether there is more than the page holds, or than one answer holds of a trace. */
  isCut: boolean;
  /** Why there is nothing. */
  error: unknown;
  /** Why what is here is not all. */
  restError: unknown;
  retry: () => void;
}

/**
 * The waterfall of the whole session, page by page, again whenever more of the session has arrived. Logs and actions come from the
 * timeline, which the page has anyway. `origin`: Unix milliseconds, whole.
 */
export function useSessionWaterfall(
  session: SessionDetail,
  items: readonly TimedItem[],
  origin: number,
): LoadedWaterfall {
  const { pages, isComplete, error, restError, retry } = useAllPages(
    sessionSpanPages(session.id),
    revisionOf(session),
  );

  const originNano = BigInt(origin) * 1_000_000n;
  /** The spans of a page are read once, however many pages come after it. */
  const read = useRef(new WeakMap<SessionSpanPage, WaterfallSpan[]>());
  const spans = useMemo(
    () =>
      pages?.flatMap((page) => {
        const known = read.current.get(page) ?? spansOfTraces(page.traces, originNano);
        read.current.set(page, known);
        return known;
      }),
    [pages, originNano],
  );
  // While page after page arrives, what is built lags behind rather than hold up the person.
  const latestItems = useDeferredValue(items);
  const latestSpans = useDeferredValue(spans);
  const records = useMemo(() => recordsOfTimeline(latestItems, originNano), [latestItems, originNano]);
  const waterfall = useMemo(
    () => latestSpans && buildWaterfall({ spans: latestSpans, ...records }),
    [latestSpans, records],
  );
  const isCut = pages !== undefined && isCutOff(pages);
  return { waterfall, isComplete, isCut, error, restError, retry };
}
