import { Button } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { TimedItem } from '../load/session.ts';
import { selectItem } from '../state/actions.ts';
import { lastAtOrBefore } from '../state/search.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import styles from './TimelineList.module.css';
import { rowHeight, TimelineRow } from './TimelineRow.tsx';

/** Rows rendered beyond each edge of the view. */
const OVERSCAN = 12;

/** What stays visible around the current line, CSS pixels: one wants to see what comes next. */
const CONTEXT = 90;

/** The items as a list box. It keeps the current line in view until the person scrolls away, and follows again on demand. */
export function TimelineList({ items, colors }: { items: TimedItem[]; colors: ReadonlyMap<string, string> }) {
  const state = useSessionState();
  const { moment, selection, hover } = state;
  const caused = useStore(state.caused, (value) => value?.items);
  const scrollRef = useRef<HTMLDivElement>(null);
  const times = useMemo(() => Float64Array.from(items, ({ time }) => time), [items]);
  const current = useStore(moment, ({ at }) => lastAtOrBefore(times, at));
  const from = useStore(moment, (value) => value.from);
  const jumps = useStore(moment, (value) => value.jumps);
  const selected = useStore(selection, (value) => value);
  const [isFollowing, setFollowing] = useState(true);

  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: (index) => rowHeight(items[index]),
    getItemKey: (index) => items[index]?.id ?? index,
    overscan: OVERSCAN,
    scrollPaddingStart: CONTEXT,
    scrollPaddingEnd: CONTEXT,
  });
  const selectedIndex = useMemo(() => {
    if (!selected) return -1;
    if ('item' in selected) return items.findIndex(({ id }) => id === selected.item);
    return items.findIndex(
      ({ traceId, spanId, kind }) =>
        traceId === selected.traceId && spanId === selected.spanId && kind !== 'log' && kind !== 'console',
    );
  }, [items, selected]);

  // A jump is the person's own wish to be there, so it takes the list along again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the moment jumps.
  useEffect(() => setFollowing(true), [jumps]);
  const shown =
    selectedIndex >= 0 && Math.abs((times[selectedIndex] ?? 0) - moment.get().at) < 1
      ? selectedIndex
      : current;
  const height = virtualizer.scrollRect?.height;
  // biome-ignore lint/correctness/useExhaustiveDependencies: other items under the same index are another place, and another height hides it.
  useEffect(() => {
    if (isFollowing) virtualizer.scrollToIndex(Math.max(0, shown), { align: 'auto' });
  }, [shown, isFollowing, items, height, virtualizer]);

  const choose = useCallback((item: TimedItem) => selectItem(state, item), [state]);
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };
    const step = steps[event.key];
    const base = selectedIndex >= 0 ? selectedIndex : current;
    const target =
      event.key === 'Home'
        ? 0
        : event.key === 'End'
          ? items.length - 1
          : step !== undefined
            ? base + step
            : null;
    if (target === null) return;
    event.preventDefault();
    const item = items[Math.max(0, Math.min(target, items.length - 1))];
    if (item) choose(item);
  };
  const stopFollowing = () => setFollowing(false);

  return (
    <>
      <div
        ref={scrollRef}
        role="listbox"
        aria-label="Timeline items"
        aria-activedescendant={selectedIndex >= 0 ? `timeline-${selectedIndex}` : undefined}
        tabIndex={0}
        className={styles.scroll}
        onKeyDown={onKeyDown}
        onWheel={stopFollowing}
        onTouchMove={stopFollowing}
        onPointerDown={(event) => {
          // The scroll bar is the list itself, not a row in it.
          if (event.target === event.currentTarget) stopFollowing();
        }}
        onPointerLeave={() => hover.set(null)}
      >
        <div className={styles.inner} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const item = items[index];
            return (
              item && (
                <TimelineRow
                  key={item.id}
                  item={item}
                  index={index}
                  count={items.length}
                  top={start}
                  from={from}
                  color={colors.get(item.service)}
                  isCurrent={index === current}
                  isPast={index < current}
                  isSelected={index === selectedIndex}
                  isCaused={caused?.has(item.id) ?? false}
                  onChoose={choose}
                  hover={hover}
                />
              )
            );
          })}
        </div>
      </div>
      {!isFollowing && (
        <Button
          size="compact-xs"
          color="var(--accent)"
          c="var(--on-accent)"
          className={styles.follow}
          onClick={() => setFollowing(true)}
        >
          Follow the replay
        </Button>
      )}
    </>
  );
}
