import { Button } from '@mantine/core';
import type { Caused, Waterfall } from '@throughline/model';
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { lastAtOrBefore } from '../state/search.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import { annotationsOf } from './annotations.ts';
import { panned, type TimeRange, zoomed } from './axis.ts';
import { groupsOf, rangeInView } from './groups.ts';
import { linesByTime, selectedLine, type TreeLine } from './lines.ts';
import { Ruler } from './Ruler.tsx';
import { LINE_HEIGHT, lineId, TreeRow } from './TreeRow.tsx';
import { useAxisWheel } from './useAxisWheel.ts';
import { useTimeAxis } from './useTimeAxis.ts';
import { useTimeCursors } from './useTimeCursors.ts';
import { rowsInView, scrollToRow, useVisibleRange } from './useVisibleRange.ts';
import styles from './WaterfallTree.module.css';

/** Lines that stay visible around the one that is followed. */
const CONTEXT = 2;

/** How much a key or a button zooms, and pans, of what is shown. */
const ZOOM_STEP = 0.6;
const PAN_STEP = 0.2;

/** What is selected: an item of the timeline, or a span. */
export interface SelectedRecord {
  item?: string | undefined;
  traceId?: string | undefined;
  spanId?: string | undefined;
}

/** How the tree is steered from outside. */
export interface TreeControl {
  zoom: (how: 'in' | 'out' | 'reset') => void;
}

/**
 * The waterfall as a tree, with its time axis. The line at the moment is marked and kept in view until the person scrolls away.
 * Neither playing nor zooming renders a line that does not change.
 */
export function WaterfallTree({
  waterfall,
  lines,
  origin,
  isSession,
  selected,
  colors,
  withPath,
  controlRef,
  onChoose,
  onToggle,
}: {
  waterfall: Waterfall;
  /** What of it is shown. */
  lines: readonly TreeLine[];
  /** Unix milliseconds. */
  origin: number;
  /** Whether it is of the whole session: then the axis follows what is in view, else it is the whole. */
  isSession: boolean;
  selected: SelectedRecord;
  /** Colour by service. */
  colors: ReadonlyMap<string, string>;
  withPath: boolean;
  controlRef: { current: TreeControl | null };
  onChoose: (line: TreeLine) => void;
  onToggle: (line: TreeLine) => void;
}) {
  const { moment, hover, waterfall: view, caused: causedStore } = useSessionState();
  const caused = useStore(causedStore, (value) => value);
  const treeRef = useRef<HTMLDivElement>(null);
  const scrollRef = useRef<HTMLDivElement>(null);
  const annotations = useMemo(() => annotationsOf(waterfall), [waterfall]);
  const groups = useMemo(() => groupsOf(waterfall.rows), [waterfall]);
  const { starts, order } = useMemo(() => linesByTime(lines), [lines]);
  const current = useStore(moment, ({ at }) => order[lastAtOrBefore(starts, at - origin)] ?? -1);
  const jumps = useStore(moment, (value) => value.jumps);
  const selectedIndex = useMemo(() => selectedLine(lines, selected), [lines, selected]);
  const [isFollowing, setFollowing] = useState(true);
  const { first, end } = useVisibleRange(scrollRef, lines.length, LINE_HEIGHT);

  const zoom = useMemo(
    () => ({
      get() {
        const range = view.get().zoom;
        if (!range) return null;
        const [from, to] = [range.from - origin, range.to - origin];
        // Another trace was elsewhere.
        return from <= waterfall.to && to >= waterfall.from ? { from, to } : null;
      },
      subscribe: view.subscribe,
    }),
    [view, origin, waterfall],
  );
  const setZoom = (range: TimeRange | null) =>
    view.set({ ...view.get(), zoom: range && { from: range.from + origin, to: range.to + origin } });
  const bounds = { from: waterfall.from, to: waterfall.to };
  const fit = () => {
    const element = scrollRef.current;
    if (!isSession || !element) return bounds;
    const inView = rowsInView(element, lines.length, LINE_HEIGHT);
    const rows = lines.slice(inView.first, inView.end).map(({ index }) => index);
    return rangeInView(groups, rows, lines[current]?.index);
  };
  const { axis, refit } = useTimeAxis(treeRef, zoom, fit);
  const { momentRef, hoverRef } = useTimeCursors(origin);
  const zoomBy = (factor: number, around?: number) => {
    const range = axis.get();
    setZoom(zoomed(range, factor, around ?? (range.from + range.to) / 2, bounds));
  };
  controlRef.current = {
    zoom: (how) => (how === 'reset' ? setZoom(null) : zoomBy(how === 'in' ? ZOOM_STEP : 1 / ZOOM_STEP)),
  };
  useAxisWheel(scrollRef, {
    zoom: (factor, x) => zoomBy(factor, timeAt(x) ?? undefined),
    pan: (part) => setZoom(panned(axis.get(), part, bounds)),
  });

  // Ruler and lines end where the rows do: at the scroll bar, however wide the system draws it.
  useEffect(() => {
    const { offsetWidth = 0, clientWidth = 0 } = scrollRef.current ?? {};
    treeRef.current?.style.setProperty('--gutter', `${offsetWidth - clientWidth}px`);
  }, []);

  // A jump is the person's own wish to be there, so it takes the tree along again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the moment jumps.
  useEffect(() => setFollowing(true), [jumps]);
  const isAtSelected =
    selectedIndex >= 0 && Math.abs((lines[selectedIndex]?.start ?? 0) + origin - moment.get().at) < 1;
  const followed = isAtSelected ? selectedIndex : current;
  // biome-ignore lint/correctness/useExhaustiveDependencies: other lines under the same index are another place.
  useEffect(() => {
    if (isFollowing && followed >= 0 && scrollRef.current)
      scrollToRow(scrollRef.current, followed, LINE_HEIGHT, CONTEXT);
  }, [followed, isFollowing, lines]);
  const stopFollowing = () => setFollowing(false);

  function timeAt(clientX: number): number | null {
    const { left = 0, width = 0 } =
      treeRef.current?.querySelector('[data-axis]')?.getBoundingClientRect() ?? {};
    const { from, to } = axis.get();
    return width > 0 && clientX >= left ? from + ((clientX - left) / width) * (to - from) : null;
  }
  const lineOf = (target: EventTarget) => {
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-line]') : null;
    return row ? lines[Number(row.dataset.line)] : undefined;
  };
  const onPointerMove = (event: PointerEvent) => {
    const time = timeAt(event.clientX) ?? lineOf(event.target)?.start;
    hover.set(time === undefined ? null : time + origin);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = selectedIndex >= 0 ? selectedIndex : Math.max(0, current);
    const line = lines[at];
    const isExpanded = line?.kind === 'row' ? line.isExpanded : undefined;
    const choose = (index: number) => {
      const next = lines[Math.max(0, Math.min(index, lines.length - 1))];
      if (next) onChoose(next);
    };
    const keys: Record<string, () => void> = {
      ArrowDown: () => choose(selectedIndex < 0 ? at : at + 1),
      ArrowUp: () => choose(at - 1),
      PageDown: () => choose(at + 10),
      PageUp: () => choose(at - 10),
      Home: () => choose(0),
      End: () => choose(lines.length - 1),
      ArrowLeft: () => {
        if (line && isExpanded) onToggle(line);
        else if (line) choose(parentLine(lines, at));
      },
      ArrowRight: () => {
        if (line && isExpanded === false) onToggle(line);
        else if (isExpanded) choose(at + 1);
      },
      'Shift+ArrowLeft': () => setZoom(panned(axis.get(), -PAN_STEP, bounds)),
      'Shift+ArrowRight': () => setZoom(panned(axis.get(), PAN_STEP, bounds)),
      '+': () => zoomBy(ZOOM_STEP),
      '=': () => zoomBy(ZOOM_STEP),
      '-': () => zoomBy(1 / ZOOM_STEP),
      '0': () => setZoom(null),
    };
    const act = keys[event.shiftKey && event.key.length > 1 ? `Shift+${event.key}` : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };

  return (
    <div className={styles.tree} ref={treeRef}>
      <div className={styles.head}>
        <div className={styles.corner}>{isSession ? 'Time in the session' : 'Time in the trace'}</div>
        <Ruler
          axis={axis}
          base={isSession ? 0 : waterfall.from}
          isSession={isSession}
          onRange={setZoom}
          onSeek={(time) => moment.seek(origin + time)}
          onReset={() => setZoom(null)}
        />
      </div>
      <div
        ref={scrollRef}
        role="tree"
        aria-label="Spans"
        aria-activedescendant={
          selectedIndex >= first && selectedIndex < end ? lineId(selectedIndex) : undefined
        }
        tabIndex={0}
        className={styles.scroll}
        onKeyDown={onKeyDown}
        onClick={({ target }) => {
          const line = lineOf(target);
          if (!line) return;
          if (target instanceof Element && target.closest('[data-toggle]')) onToggle(line);
          else onChoose(line);
        }}
        onScroll={refit}
        onWheel={stopFollowing}
        onTouchMove={stopFollowing}
        onPointerDown={(event) => {
          // The scroll bar is the tree itself, not a line in it.
          if (event.target === event.currentTarget) stopFollowing();
        }}
        onPointerMove={onPointerMove}
        onPointerLeave={() => hover.set(null)}
      >
        <div className={styles.inner} style={{ height: lines.length * LINE_HEIGHT }}>
          {lines.slice(first, end).map((line, position) => (
            <TreeRow
              key={line.key}
              line={line}
              index={first + position}
              isSelected={first + position === selectedIndex}
              isCurrent={first + position === current}
              isCaused={caused !== null && isCausedLine(line, caused)}
              color={colors.get(serviceOf(line))}
              annotations={annotations}
              withPath={withPath}
            />
          ))}
        </div>
      </div>
      <div className={styles.cursors} data-axis aria-hidden>
        <div className={styles.moment} ref={momentRef} />
        <div className={styles.hover} ref={hoverRef} hidden />
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
    </div>
  );
}

function serviceOf(line: TreeLine): string {
  return line.kind === 'row' && (line.row.kind === 'span' || line.row.kind === 'link')
    ? line.row.span.service
    : '';
}

function isCausedLine(line: TreeLine, { traces, actionSpans, items }: Caused): boolean {
  const record = line.kind === 'log' ? line.log : line.row.kind === 'log' ? line.row.log : undefined;
  if (record) return items.has(record.id) || traces.has(record.traceId);
  if (line.kind === 'log' || (line.row.kind !== 'span' && line.row.kind !== 'link')) return false;
  const { traceId, spanId } = line.row.span;
  return traces.has(traceId) && !actionSpans.has(`${traceId}.${spanId}`);
}

/** The line under which line `index` hangs; itself if it stands at the top. */
function parentLine(lines: readonly TreeLine[], index: number): number {
  const depth = lines[index]?.depth ?? 0;
  for (let above = index - 1; above >= 0; above--) if ((lines[above]?.depth ?? 0) < depth) return above;
  return index;
}
