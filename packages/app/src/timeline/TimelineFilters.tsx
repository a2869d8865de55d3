import { CloseButton, TextInput, Tooltip } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { TIMELINE_KINDS, type TimelineKind } from '@throughline/format';
import { useMemo } from 'react';
import type { TimedItem } from '../load/session.ts';
import { narrowToService, setRange } from '../state/actions.ts';
import { SEARCH_FIELD } from '../state/searchField.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import { FilterChip } from '../ui/FilterChip.tsx';
import { formatCount } from '../ui/format.ts';
import { RangeChip } from '../ui/RangeChip.tsx';
import { KINDS } from './kinds.tsx';
import styles from './TimelineFilters.module.css';

/** Search and kind toggles of the timeline. */
export function TimelineFilters({
  items,
  visibleCount,
  isComplete,
}: {
  items: TimedItem[];
  visibleCount: number;
  isComplete: boolean;
}) {
  const state = useSessionState();
  const { filter, range, moment } = state;
  const chosen = useStore(range, (value) => value);
  const start = useStore(moment, ({ from }) => from);
  const { query, service, hidden } = useStore(filter, (value) => value);
  const counts = useMemo(() => countByKind(items), [items]);
  const toggle = (kind: TimelineKind) =>
    filter.set({
      query,
      service,
      hidden: hidden.includes(kind) ? hidden.filter((other) => other !== kind) : [...hidden, kind],
    });

  const count =
    visibleCount === items.length
      ? formatCount(items.length)
      : `${formatCount(visibleCount)} of ${formatCount(items.length)}`;
  return (
    <div className={styles.filters}>
      <div className={styles.line}>
        <TextInput
          {...SEARCH_FIELD}
          aria-label="Search the timeline"
          placeholder="Search  ( / )"
          size="xs"
          flex={1}
          leftSection={<IconSearch size={14} />}
          rightSection={
            query && (
              <CloseButton
                size="sm"
                aria-label="Clear the search"
                onClick={() => filter.set({ query: '', service, hidden })}
              />
            )
          }
          value={query}
          onChange={(event) => filter.set({ query: event.currentTarget.value, service, hidden })}
        />
        {service && (
          <FilterChip
            label={`Show all services, not only ${service}`}
            onClear={() => narrowToService(state, '')}
          >
            {service}
          </FilterChip>
        )}
        {chosen && <RangeChip range={chosen} start={start} onClear={() => setRange(state, null)} />}
        <span className={styles.count} role="status" aria-label="Items shown">
          {count}
          {!isComplete && '…'}
        </span>
      </div>
      <fieldset className={styles.kinds} aria-label="Kinds">
        {TIMELINE_KINDS.filter((kind) => counts.has(kind)).map((kind) => {
          const { label, Icon } = KINDS[kind];
          return (
            <Tooltip key={kind} label={`${hidden.includes(kind) ? 'Show' : 'Hide'} ${label.toLowerCase()}`}>
              <button
                type="button"
                className={styles.kind}
                aria-label={label}
                aria-pressed={!hidden.includes(kind)}
                onClick={() => toggle(kind)}
              >
                <Icon size={13} aria-hidden />
                {formatCount(counts.get(kind) ?? 0)}
              </button>
            </Tooltip>
          );
        })}
      </fieldset>
    </div>
  );
}

function countByKind(items: TimedItem[]): Map<TimelineKind, number> {
  const counts = new Map<TimelineKind, number>();
  for (const { kind } of items) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}
