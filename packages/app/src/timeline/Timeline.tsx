import { Button, Skeleton } from '@mantine/core';
import type { TimedItem } from '../load/session.ts';
import { narrowToService, setRange } from '../state/actions.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import { NO_FILTER } from '../state/timelineFilter.ts';
import { ErrorNotice, Notice } from '../ui/Notice.tsx';
import styles from './Timeline.module.css';
import { TimelineFilters } from './TimelineFilters.tsx';
import { TimelineList } from './TimelineList.tsx';

/** The session's timeline. `visible` are those of `items` that pass the filter. */
export function Timeline({
  items,
  visible,
  colors,
  isComplete,
  isCut,
  error,
  onRetry,
}: {
  items: TimedItem[];
  visible: TimedItem[];
  /** Colour by service. */
  colors: ReadonlyMap<string, string>;
  /** Whether all there is has been loaded. */
  isComplete: boolean;
  /** Whether there is more than the page holds. */
  isCut: boolean;
  error: unknown;
  onRetry: () => void;
}) {
  const state = useSessionState();
  const { filter, range } = state;
  const isNarrowed = useStore(range, (value) => value !== null);
  const isFiltered =
    useStore(filter, ({ query, service, hidden }) => query !== '' || service !== '' || hidden.length > 0) ||
    isNarrowed;
  const clear = () => {
    narrowToService(state, '');
    filter.set(NO_FILTER);
    setRange(state, null);
  };
  return (
    <section aria-label="Timeline" className={styles.timeline}>
      <TimelineFilters items={items} visibleCount={visible.length} isComplete={isComplete} />
      <div className={styles.body}>
        {error ? (
          <ErrorNotice title="The timeline could not be loaded" error={error} onRetry={onRetry} />
        ) : items.length === 0 && !isComplete ? (
          <Loading />
        ) : visible.length > 0 ? (
          <TimelineList items={visible} colors={colors} />
        ) : isFiltered ? (
          <Notice
            title="Nothing matches"
            action={
              <Button size="xs" variant="default" onClick={clear}>
                Clear the filters
              </Button>
            }
          />
        ) : (
          <Notice title="Nothing has happened yet">Spans and logs may still be on their way.</Notice>
        )}
      </div>
      {isCut && <p className={styles.cut}>Only the first {items.length.toLocaleString()} items are shown.</p>}
    </section>
  );
}

function Loading() {
  const rows = Array.from({ length: 12 }, (_, index) => index);
  return (
    <div className={styles.loading} role="status" aria-label="Loading the timeline">
      {rows.map((row) => (
        <Skeleton key={row} height={16} />
      ))}
    </div>
  );
}
