import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef } from 'react';
import type { TimedEvent } from '../load/events.ts';
import { lastAtOrBefore } from '../state/search.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import { useFollowing } from '../state/useFollowing.ts';
import { stepOf } from '../ui/listKeys.ts';
import styles from './EventList.module.css';
import { EventRow } from './EventRow.tsx';
import type { DescribedEvent } from './filterEvents.ts';

/** Height of a row, CSS pixels. */
const ROW_HEIGHT = 26;

/** Rows rendered beyond each edge of the view. */
const OVERSCAN = 10;

/** What stays visible around the row that is scrolled to, CSS pixels. */
const CONTEXT = 2 * ROW_HEIGHT;

/** Events as a list box. Selecting one moves the replay there; the last that had happened by the moment is marked. */
export function EventList({ events, openId }: { events: DescribedEvent[]; openId: string | undefined }) {
  const { moment, selection, hover, caused: causedStore } = useSessionState();
  const caused = useStore(causedStore, (value) => value?.items);
  const times = useMemo(() => Float64Array.from(events, ({ event }) => event.time), [events]);
  const current = useStore(moment, ({ at }) => lastAtOrBefore(times, at));
  const from = useStore(moment, (value) => value.from);
  const scrollRef = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: events.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => events[index]?.event.id ?? index,
    overscan: OVERSCAN,
    scrollPaddingStart: CONTEXT,
    scrollPaddingEnd: CONTEXT,
  });
  const openIndex = openId === undefined ? -1 : events.findIndex(({ event }) => event.id === openId);
  const { isFollowing, stop } = useFollowing();
  const shown =
    openIndex >= 0 && Math.abs((times[openIndex] ?? 0) - moment.get().at) < 1 ? openIndex : current;
  useEffect(() => {
    if (isFollowing && shown >= 0) virtualizer.scrollToIndex(shown, { align: 'auto' });
  }, [isFollowing, shown, virtualizer]);

  const choose = useCallback(
    ({ id, time }: TimedEvent) => {
      selection.set({ item: id });
      moment.seek(time);
    },
    [selection, moment],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    const target = stepOf(event.key, openIndex >= 0 ? openIndex : current, events.length);
    const next = target === null ? undefined : events[target];
    if (!next) return;
    event.preventDefault();
    choose(next.event);
  };
  return (
    <div
      ref={scrollRef}
      role="listbox"
      aria-label="Events"
      aria-activedescendant={openIndex >= 0 ? `event-${openIndex}` : undefined}
      tabIndex={0}
      className={styles.scroll}
      onKeyDown={onKeyDown}
      onWheel={stop}
      onTouchMove={stop}
      onPointerLeave={() => hover.set(null)}
    >
      <div className={styles.inner} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start: top }) => {
          const described = events[index];
          return (
            described && (
              <EventRow
                key={described.event.id}
                described={described}
                index={index}
                count={events.length}
                top={top}
                height={ROW_HEIGHT}
                from={from}
                isCurrent={index === current}
                isAhead={index > current}
                isOpen={index === openIndex}
                isCaused={caused?.has(described.event.id) ?? false}
                onChoose={choose}
                hover={hover}
              />
            )
          );
        })}
      </div>
    </div>
  );
}
