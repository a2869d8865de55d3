import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef } from 'react';
import { pageUrlAt } from '../load/pageUrl.ts';
import type { TimedRequest } from '../load/requests.ts';
import type { TimedItem } from '../load/session.ts';
import { selectSpan } from '../state/actions.ts';
import { lastAtOrBefore } from '../state/search.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import { useFollowing } from '../state/useFollowing.ts';
import { stepOf } from '../ui/listKeys.ts';
import { RequestHeader } from './RequestHeader.tsx';
import { RequestRow } from './RequestRow.tsx';
import styles from './RequestTable.module.css';
import { useAxisCursors } from './useAxisCursors.ts';

/** Height of a row, CSS pixels. */
const ROW_HEIGHT = 26;

/** Height of the names of the columns, which stay at the top, CSS pixels. */
const HEADER_HEIGHT = 27;

/** Rows rendered beyond each edge of the view. */
const OVERSCAN = 10;

/** What stays visible around the row that is scrolled to, CSS pixels. */
const CONTEXT = 2 * ROW_HEIGHT;

/** Requests as a grid. Selecting one moves the replay to its beginning; the last that had begun by the moment is marked. */
export function RequestTable({
  requests,
  sorted,
  openKey,
  caused,
  items,
}: {
  /** In the order of time. */
  requests: TimedRequest[];
  /** The same in the order that was chosen. */
  sorted: TimedRequest[];
  openKey: string | undefined;
  /** Keys of those that the selected action caused. */
  caused: ReadonlySet<string>;
  /** The timeline, by which it is known where the page was. */
  items: TimedItem[];
}) {
  const state = useSessionState();
  const { moment, range } = state;
  const times = useMemo(() => Float64Array.from(requests, ({ start }) => start), [requests]);
  const ranks = useMemo(() => new Map(requests.map(({ key }, rank) => [key, rank])), [requests]);
  const current = useStore(moment, ({ at }) => lastAtOrBefore(times, at));
  const from = useStore(moment, (value) => value.from);
  const to = useStore(moment, (value) => value.to);
  const within = useStore(range, (value) => value);
  const axis = useMemo(() => within ?? { from, to }, [within, from, to]);
  const axisRef = useAxisCursors(axis);
  const scrollRef = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => sorted[index]?.key ?? index,
    overscan: OVERSCAN,
    scrollMargin: HEADER_HEIGHT,
    scrollPaddingStart: HEADER_HEIGHT + CONTEXT,
    scrollPaddingEnd: CONTEXT,
  });

  const openIndex = openKey === undefined ? -1 : sorted.findIndex(({ key }) => key === openKey);
  const firstCaused = caused.size === 0 ? -1 : sorted.findIndex(({ key }) => caused.has(key));
  const currentKey = requests[current]?.key;
  const isInOrder = sorted === requests;
  const { isFollowing, stop } = useFollowing();
  const isAt = (index: number) => Math.abs((sorted[index]?.start ?? 0) - moment.get().at) < 1;
  const shown =
    openIndex >= 0 && (!isInOrder || isAt(openIndex)) ? openIndex : isInOrder ? current : firstCaused;
  useEffect(() => {
    if (isFollowing && shown >= 0) virtualizer.scrollToIndex(shown, { align: 'auto' });
  }, [isFollowing, shown, virtualizer]);

  const choose = useCallback((request: TimedRequest) => selectSpan(state, request, request.start), [state]);
  const onKeyDown = (event: KeyboardEvent) => {
    const base =
      openIndex >= 0 ? openIndex : sorted.findIndex(({ key }) => key === (currentKey ?? sorted[0]?.key));
    const target = stepOf(event.key, base, sorted.length);
    const request = target === null ? undefined : sorted[target];
    if (!request) return;
    event.preventDefault();
    choose(request);
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed one by one, as only those in view are there.
    <div
      ref={scrollRef}
      role="grid"
      aria-label="Requests"
      aria-rowcount={sorted.length + 1}
      aria-activedescendant={openIndex >= 0 ? `request-${openIndex}` : undefined}
      tabIndex={0}
      className={styles.grid}
      onKeyDown={onKeyDown}
      onWheel={stop}
      onTouchMove={stop}
      onPointerLeave={() => state.hover.set(null)}
    >
      <RequestHeader />
      {/* biome-ignore lint/a11y/useSemanticElements: as above. */}
      <div role="rowgroup" className={styles.rows} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start: top }) => {
          const request = sorted[index];
          if (!request) return null;
          const rank = ranks.get(request.key) ?? 0;
          return (
            <RequestRow
              key={request.key}
              request={request}
              index={index}
              top={top - HEADER_HEIGHT}
              height={ROW_HEIGHT}
              axis={axis}
              pageUrl={request.failed ? pageUrlAt(items, request.tabId, request.start) : undefined}
              isCurrent={rank === current}
              isAhead={rank > current}
              isOpen={index === openIndex}
              isCaused={caused.has(request.key)}
              onChoose={choose}
              hover={state.hover}
            />
          );
        })}
        <div ref={axisRef} className={styles.cursors} aria-hidden>
          <div className={styles.moment} />
          <div className={styles.hover} />
        </div>
      </div>
    </div>
  );
}
