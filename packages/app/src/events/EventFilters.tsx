import { CloseButton, TextInput } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useMemo } from 'react';
import { EVENT_KINDS, type EventKind } from '../state/eventsView.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import { ChipGroup } from '../ui/ChipGroup.tsx';
import styles from './EventFilters.module.css';
import type { DescribedEvent } from './filterEvents.ts';
import { EVENT_KIND_LOOKS } from './kinds.tsx';

/** Text and kinds that the list is narrowed to, and how many are left. */
export function EventFilters({
  events,
  shownCount,
  isComplete,
  isCut,
}: {
  events: DescribedEvent[];
  shownCount: number;
  isComplete: boolean;
  /** Whether there are more than the page holds. */
  isCut: boolean;
}) {
  const { events: view } = useSessionState();
  const { query, kinds } = useStore(view, (value) => value);
  const counts = useMemo(() => {
    const found = new Map<EventKind, number>();
    for (const { line } of events) found.set(line.kind, (found.get(line.kind) ?? 0) + 1);
    return found;
  }, [events]);
  const chips = EVENT_KINDS.filter((kind) => counts.has(kind) || kinds.includes(kind)).map((kind) => ({
    kind,
    label: EVENT_KIND_LOOKS[kind].label,
    count: counts.get(kind) ?? 0,
  }));
  const count =
    shownCount === events.length
      ? events.length.toLocaleString('en')
      : `${shownCount.toLocaleString('en')} of ${events.length.toLocaleString('en')}`;
  return (
    <div className={styles.filters}>
      <TextInput
        aria-label="Filter events"
        placeholder="Filter"
        size="xs"
        className={styles.text}
        leftSection={<IconFilter size={14} />}
        rightSection={
          query && (
            <CloseButton
              size="sm"
              aria-label="Clear the filter"
              onClick={() => view.set({ ...view.get(), query: '' })}
            />
          )
        }
        value={query}
        onChange={(event) => view.set({ ...view.get(), query: event.currentTarget.value })}
      />
      <div className={styles.chips}>
        <ChipGroup
          label="Kinds of events"
          kinds={chips}
          chosen={kinds}
          onChoose={(chosen) =>
            view.set({ ...view.get(), kinds: EVENT_KINDS.filter((kind) => chosen.includes(kind)) })
          }
        />
      </div>
      <span className={styles.count} role="status" aria-label="Events shown">
        {count}
        {!isComplete && '…'}
        {isCut && ', cut off: the session has more'}
      </span>
    </div>
  );
}
