import { Switch } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { Waterfall } from '@throughline/model';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { toMilliseconds } from '../load/times.ts';
import { selectSpan } from '../state/actions.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { formatDuration } from '../ui/format.ts';
import { LogRow } from './LogRow.tsx';
import { rulerTicks } from './ruler.ts';
import { SpanRow } from './SpanRow.tsx';
import styles from './TraceTree.module.css';
import { useTimeCursors } from './useTimeCursors.ts';
import { type TreeLine, visibleRows } from './visibleRows.ts';

/** Height of a line, CSS pixels. */
const LINE_HEIGHT = 26;

/** Lines rendered beyond each edge of the view. */
const OVERSCAN = 12;

/** What stays visible around the selected line, CSS pixels. */
const CONTEXT = 2 * LINE_HEIGHT;

/** Labels on the time axis. */
const TICKS_MOST = 6;

/** The waterfall as a tree. Selecting a line moves the replay to where it begins. */
export function TraceTree({
  traceId,
  waterfall,
  isTruncated,
  spanId,
  openLog,
  onChooseLog,
  colors,
}: {
  traceId: string;
  waterfall: Waterfall;
  isTruncated: boolean;
  spanId: string | undefined;
  /** Key of the selected log's line. */
  openLog: string | null;
  onChooseLog: (log: { key: string; spanId: string | undefined } | null) => void;
  colors: ReadonlyMap<string, string>;
}) {
  const state = useSessionState();
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const [withLogs, setWithLogs] = useState(true);
  const lines = useMemo(() => visibleRows(waterfall, collapsed, withLogs), [waterfall, collapsed, withLogs]);
  const selected = lines.findIndex((line) => isSelected(line, spanId, openLog));
  const start = toMilliseconds(waterfall.startTimeUnixNano);
  const { duration } = waterfall;

  const scrollRef = useRef<HTMLDivElement>(null);
  const panelRef = useTimeCursors(start, duration);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => LINE_HEIGHT,
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: OVERSCAN,
    scrollPaddingStart: CONTEXT,
    scrollPaddingEnd: CONTEXT,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new selection scrolls, not what opens and closes.
  useEffect(() => {
    if (selected >= 0) virtualizer.scrollToIndex(selected, { align: 'auto' });
  }, [spanId, traceId]);

  const toggle = (key: string) => {
    const next = new Set(collapsed);
    if (!next.delete(key)) next.add(key);
    setCollapsed(next);
  };
  const choose = (line: TreeLine | undefined) => {
    if (line?.kind === 'log') {
      const { log, offset } = line.entry;
      // A log of no span that is here leaves the selection as it is.
      onChooseLog({ key: line.key, spanId: line.parentKey === null ? spanId : log.spanId });
      if (line.parentKey === null) state.moment.seek(start + offset);
      else selectSpan(state, { traceId, spanId: log.spanId }, start + offset);
    } else if (line?.row.kind === 'span') {
      onChooseLog(null);
      selectSpan(state, { traceId, spanId: line.row.span.spanId }, start + line.row.offset);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const line = lines[selected];
    const expanded = line?.kind === 'row' ? line.isExpanded : undefined;
    if (event.key === 'ArrowDown') choose(lines[selected + 1]);
    else if (event.key === 'ArrowUp') choose(lines[selected - 1]);
    else if (event.key === 'ArrowLeft' && line && expanded === true) toggle(line.key);
    else if (event.key === 'ArrowRight' && line && expanded === false) toggle(line.key);
    else if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
  };

  const spanCount = waterfall.rows.filter(({ kind }) => kind === 'span').length;
  const errorCount = waterfall.rows.filter((row) => row.kind === 'span' && row.hasError).length;
  return (
    <div className={styles.tree} ref={panelRef}>
      <div className={styles.head}>
        <div className={styles.summary}>
          <span className={styles.facts}>
            {formatDuration(duration)} · {spanCount} spans
            {errorCount > 0 && <span className={styles.errors}> · {errorCount} failed</span>}
            {isTruncated && <span className={styles.errors}> · cut off: the trace is too long</span>}
          </span>
          <Switch
            size="xs"
            label="Logs"
            checked={withLogs}
            onChange={(event) => setWithLogs(event.currentTarget.checked)}
          />
        </div>
        <div className={styles.ruler} aria-hidden>
          {rulerTicks(duration, TICKS_MOST).map((tick) => (
            <span
              key={tick}
              className={styles.tick}
              style={{ left: `${(tick / Math.max(duration, 1e-6)) * 100}%` }}
            >
              {tick === 0 ? '0' : formatDuration(tick)}
            </span>
          ))}
        </div>
      </div>
      <div
        ref={scrollRef}
        role="tree"
        aria-label="Spans"
        aria-activedescendant={selected >= 0 ? `trace-line-${selected}` : undefined}
        tabIndex={0}
        className={styles.scroll}
        onKeyDown={onKeyDown}
        onPointerLeave={() => state.hover.set(null)}
      >
        <div className={styles.inner} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start: top }) => {
            const line = lines[index];
            if (!line) return null;
            const common = {
              id: `trace-line-${index}`,
              top,
              isSelected: index === selected,
              duration,
              onChoose: () => choose(line),
            };
            return line.kind === 'log' ? (
              <LogRow
                key={line.key}
                {...common}
                entry={line.entry}
                depth={line.depth}
                onHover={() => state.hover.set(start + line.entry.offset)}
              />
            ) : (
              <SpanRow
                key={line.key}
                {...common}
                line={line}
                colors={colors}
                onToggle={() => toggle(line.key)}
                onHover={() => state.hover.set(start + line.row.offset)}
              />
            );
          })}
        </div>
      </div>
      <div className={styles.cursors} aria-hidden>
        <div className={styles.moment} />
        <div className={styles.hover} />
      </div>
    </div>
  );
}

function isSelected(line: TreeLine, spanId: string | undefined, openLog: string | null): boolean {
  if (line.kind === 'log') return line.key === openLog;
  return (
    openLog === null && line.row.kind === 'span' && spanId !== undefined && line.row.span.spanId === spanId
  );
}
