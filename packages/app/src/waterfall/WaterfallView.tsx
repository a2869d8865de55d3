import { Button, Skeleton } from '@mantine/core';
import type { SpanReference } from '@throughline/format';
import { type ReactNode, useCallback, useDeferredValue, useMemo, useRef, useState } from 'react';
import { selectItem, selectSpan } from '../state/actions.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import { ErrorNotice, Notice } from '../ui/Notice.tsx';
import { RestNotice } from '../ui/RestNotice.tsx';
import { countText, servicesOf, spanRows } from './contents.ts';
import { keysWithMore, matchRows, type TreeLine, visibleLines } from './lines.ts';
import { SpanPane } from './SpanPane.tsx';
import { type Drawn, Toolbar } from './Toolbar.tsx';
import type { LoadedWaterfall } from './useSessionWaterfall.ts';
import styles from './WaterfallPanel.module.css';
import { type TreeControl, WaterfallTree } from './WaterfallTree.tsx';
import type { WaterfallPanelProps } from './waterfallPanelProps.ts';

const NOTHING: ReadonlySet<string> = new Set();

/** A waterfall with its tools, and the detail of the span that is selected. */
export function WaterfallView({
  session,
  items,
  selected,
  tabOffsets,
  colors,
  waterfall,
  isComplete,
  isCut,
  error,
  restError,
  retry,
  isSession,
  origin,
  empty,
}: WaterfallPanelProps &
  LoadedWaterfall & {
    isSession: boolean;
    /** Unix milliseconds. */
    origin: number;
    /** What to say when there is nothing. */
    empty: ReactNode;
  }) {
  const state = useSessionState();
  const query = useStore(state.waterfall, (view) => view.query);
  const service = useStore(state.waterfall, (view) => view.service);
  const errorsOnly = useStore(state.waterfall, (view) => view.errorsOnly);
  const range = useStore(state.range, (value) => value);
  const [collapsed, setCollapsed] = useState(NOTHING);
  const [drawn, setDrawn] = useState<Drawn>({ logs: true, criticalPath: true });
  const control = useRef<TreeControl | null>(null);
  const sought = useDeferredValue(query);
  const found = useMemo(
    () =>
      waterfall
        ? matchRows(waterfall, {
            query: sought,
            service,
            errorsOnly,
            // One trace alone is shown whole.
            range: range && isSession ? { from: range.from - origin, to: range.to - origin } : null,
          })
        : null,
    [waterfall, sought, service, errorsOnly, range, isSession, origin],
  );
  const lines = useMemo(
    () => (waterfall ? visibleLines(waterfall, collapsed, drawn.logs, found?.matches ?? null) : []),
    [waterfall, collapsed, drawn.logs, found],
  );
  const rowOf = useMemo(() => (waterfall ? spanRows(waterfall) : undefined), [waterfall]);
  const services = useMemo(() => (waterfall ? servicesOf(waterfall) : []), [waterfall]);

  const onToggle = useCallback((line: TreeLine) => {
    setCollapsed((before) => {
      const next = new Set(before);
      if (!next.delete(line.key)) next.add(line.key);
      return next;
    });
  }, []);
  /** Where it is elsewhere, the moment stays: nothing of this session happened then. */
  const openSpan = ({ traceId, spanId }: SpanReference) => {
    const row = rowOf?.(traceId, spanId);
    if (row !== undefined)
      selectSpan(state, { traceId, spanId }, origin + (waterfall?.rows[row]?.start ?? 0));
    else state.selection.set({ traceId, spanId });
  };
  const onChoose = (line: TreeLine) => {
    const item = line.kind === 'log' ? line.log.id : line.row.kind === 'log' ? line.row.log.id : undefined;
    const known = items.find(({ id }) => id === item);
    if (known) selectItem(state, known);
    else if (line.kind === 'log') openSpan(line.log);
    else if (line.row.kind === 'span' || line.row.kind === 'link') openSpan(line.row.span);
    else if (line.row.kind === 'action') {
      const { id } = line.row.action;
      const action = items.find((candidate) => candidate.id === id);
      if (action) selectItem(state, action);
    } else state.moment.seek(origin + line.start);
  };

  if (error && !waterfall)
    return (
      <ErrorNotice
        title={isSession ? 'The spans of the session could not be loaded' : 'The trace could not be loaded'}
        error={error}
        onRetry={retry}
      />
    );
  const isEmpty = waterfall?.rows.length === 0;
  if (isEmpty && isComplete) return empty;
  const { traceId, spanId, item } = selected;
  return (
    <>
      <RestNotice error={restError} onRetry={retry} />
      <Toolbar
        services={services}
        count={waterfall ? countText(waterfall, found?.count, isComplete) : ''}
        drawn={drawn}
        onDrawn={setDrawn}
        onZoom={(how) => control.current?.zoom(how)}
        onCollapse={(all) => setCollapsed(all && waterfall ? keysWithMore(waterfall) : NOTHING)}
      />
      <div className={styles.body}>
        {!waterfall || isEmpty ? (
          <div
            className={styles.loading}
            role="status"
            aria-label={isSession ? 'Loading the waterfall' : 'Loading the trace'}
          >
            <Skeleton height={18} />
            <Skeleton height={18} width="80%" />
            <Skeleton height={18} width="60%" />
          </div>
        ) : lines.length === 0 ? (
          <Notice
            title="No span matches"
            action={
              <Button
                size="xs"
                variant="default"
                onClick={() => {
                  state.waterfall.set({
                    ...state.waterfall.get(),
                    query: '',
                    service: '',
                    errorsOnly: false,
                  });
                  state.range.set(null);
                }}
              >
                Clear the filters
              </Button>
            }
          />
        ) : (
          <WaterfallTree
            waterfall={waterfall}
            lines={lines}
            origin={origin}
            isSession={isSession}
            selected={{ item: item?.id, traceId, spanId }}
            colors={colors}
            withPath={drawn.criticalPath}
            controlRef={control}
            onChoose={onChoose}
            onToggle={onToggle}
          />
        )}
        {traceId && spanId && (
          <SpanPane
            key={`${traceId} ${spanId}`}
            traceId={traceId}
            spanId={spanId}
            openLog={item?.id}
            growsTo={session.to}
            tabOffsets={tabOffsets}
            colors={colors}
            waterfall={waterfall}
            row={rowOf?.(traceId, spanId)}
            onOpen={openSpan}
          />
        )}
      </div>
      {isCut && (
        <p className={styles.cut}>There is more than is shown: it was cut off where it became too long.</p>
      )}
    </>
  );
}
