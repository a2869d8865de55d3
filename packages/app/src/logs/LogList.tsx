import { Button } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { lastAtOrBefore } from '../state/search.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import { wordsOf } from './filterLines.ts';
import { LogDetail } from './LogDetail.tsx';
import styles from './LogList.module.css';
import { LogRow, ROW_HEIGHT } from './LogRow.tsx';
import type { LogLine } from './logLines.ts';
import { selectLine } from './selectLine.ts';

/** Rows rendered beyond each edge of the view. */
const OVERSCAN = 10;
/** What stays visible around the current line, CSS pixels: one wants to see what comes next. */
const CONTEXT = 60;
/** Lines that Page Up and Page Down pass. */
const PAGE_LINES = 10;

/** The lines, as far as they are in view. Keeps the current one there until the person scrolls away, and again on demand. */
export function LogList({
  lines,
  query,
  wrap,
  colors,
  session,
}: {
  lines: LogLine[];
  query: string;
  wrap: boolean;
  colors: ReadonlyMap<string, string>;
  session: string;
}) {
  const state = useSessionState();
  const { moment, selection, hover } = state;
  const caused = useStore(state.caused, (value) => value?.items);
  const scrollRef = useRef<HTMLDivElement>(null);
  const times = useMemo(() => Float64Array.from(lines, ({ time }) => time), [lines]);
  const current = useStore(moment, ({ at }) => lastAtOrBefore(times, at));
  const from = useStore(moment, (value) => value.from);
  const jumps = useStore(moment, (value) => value.jumps);
  const selected = useStore(selection, (value) => value);
  const [isFollowing, setFollowing] = useState(true);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const words = useMemo(() => wordsOf(query), [query]);

  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => lines[index]?.id ?? index,
    overscan: OVERSCAN,
    scrollPaddingStart: CONTEXT,
    scrollPaddingEnd: CONTEXT,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: all rows have another height then.
  useEffect(() => virtualizer.measure(), [wrap, virtualizer]);
  const selectedIndex = useMemo(
    () => (selected && 'item' in selected ? lines.findIndex(({ id }) => id === selected.item) : -1),
    [lines, selected],
  );

  // A jump is the person's own wish to be there, so it takes the list along again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the moment jumps.
  useEffect(() => setFollowing(true), [jumps]);
  const shown =
    selectedIndex >= 0 && Math.abs((times[selectedIndex] ?? 0) - moment.get().at) < 1
      ? selectedIndex
      : current;
  // biome-ignore lint/correctness/useExhaustiveDependencies: other lines under the same index are another place.
  useEffect(() => {
    if (isFollowing) virtualizer.scrollToIndex(Math.max(0, shown), { align: 'auto' });
  }, [shown, isFollowing, lines, virtualizer]);

  const toggle = useCallback(
    ({ id }: LogLine) =>
      setOpened((before) => {
        const after = new Set(before);
        if (!after.delete(id)) after.add(id);
        return after;
      }),
    [],
  );
  const choose = useCallback((line: LogLine) => selectLine(state, line), [state]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const base = selectedIndex >= 0 ? selectedIndex : current;
    const chosen = lines[base];
    if (event.key === 'Enter' && chosen) {
      event.preventDefault();
      toggle(chosen);
      return;
    }
    const targets: Record<string, number> = {
      ArrowDown: base + 1,
      ArrowUp: base - 1,
      PageDown: base + PAGE_LINES,
      PageUp: base - PAGE_LINES,
      Home: 0,
      End: lines.length - 1,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const line = lines[Math.max(0, Math.min(target, lines.length - 1))];
    if (line) choose(line);
  };
  const stopFollowing = () => setFollowing(false);

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: its rows are placed, not set one below the other. */}
      <div
        ref={scrollRef}
        role="list"
        aria-label="Log lines"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the list is scrolled and walked through by keys.
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
        <div className={styles.inner} role="presentation" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start, key }) => {
            const line = lines[index];
            if (!line) return null;
            const isOpen = opened.has(line.id);
            return (
              <LogRow
                key={key}
                line={line}
                index={index}
                count={lines.length}
                top={start}
                from={from}
                words={words}
                wrap={wrap}
                color={colors.get(line.service)}
                isCurrent={index === current}
                isLater={index > current}
                isSelected={index === selectedIndex}
                isOpen={isOpen}
                isCaused={caused?.has(line.id) ?? false}
                onChoose={choose}
                onToggle={toggle}
                hover={hover}
                measure={virtualizer.measureElement}
              >
                {isOpen && <LogDetail line={line} session={session} from={from} />}
              </LogRow>
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
          Back to now
        </Button>
      )}
    </>
  );
}
