import { useQuery } from '@tanstack/react-query';
import type { RequestSummary } from '@throughline/format';
import { type StoryPlace, type StoryStep, storyOf, traceOfStory } from '@throughline/model';
import { useMemo, useState } from 'react';
import type { TimedItem } from '../load/session.ts';
import { storySpans } from '../load/storySpans.ts';
import type { Selection } from '../state/selection.ts';

export interface Story {
  error: TimedItem;
  steps: StoryStep[];
  /** Whether the services behind the request are known, or are not to be had. */
  isComplete: boolean;
  /** Why the trace of it could not be loaded; `null` if it could. */
  failure: unknown;
  retry: () => void;
}

/**
 * The story of the error that is selected. It stays while the selection goes from step to step of it. It is told anew
 * when `revision` changes: more of the session has arrived.
 */
export function useStory(
  selection: Selection | null,
  selected: TimedItem | undefined,
  items: TimedItem[],
  requests: RequestSummary[] | undefined,
  revision: string,
): Story | undefined {
  const [toldId, setToldId] = useState<string>();
  const told = useMemo(() => items.find(({ id }) => id === toldId), [items, toldId]);
  const traceId = useMemo(
    () => (told && requests ? traceOfStory(told, items, requests) : undefined),
    [told, items, requests],
  );
  const { data, error, isPending, refetch } = useQuery({
    ...storySpans(traceId ?? '', told?.traceId ? told.spanId : undefined, revision),
    enabled: traceId !== undefined,
  });
  const steps = useMemo(
    () => (told && requests ? storyOf(told, { items, requests, spans: data ?? [] }) : []),
    [told, items, requests, data],
  );

  const chosen = useMemo(() => errorOf(selected, items), [selected, items]);
  const isStep = selection !== null && steps.some(({ place }) => isSelected(place, selection, selected));
  const next = isStep ? toldId : chosen?.id;
  if (next !== toldId) setToldId(next);

  if (!told || !requests || next !== toldId) return undefined;
  return {
    error: told,
    steps,
    isComplete: traceId === undefined || !isPending,
    failure: error,
    retry: () => void refetch(),
  };
}

/** The error that a line is, or that the answer to it was. */
function errorOf(item: TimedItem | undefined, items: readonly TimedItem[]): TimedItem | undefined {
  if (!item || item.severity === 'error') return item;
  if (item.kind !== 'request') return undefined;
  return items.find(
    ({ kind, severity, traceId, spanId }) =>
      kind === 'response' && severity === 'error' && traceId === item.traceId && spanId === item.spanId,
  );
}

/** Whether what is selected stands at a step, whether by its line or by its span. */
export function isSelected(place: StoryPlace, selection: Selection, item: TimedItem | undefined): boolean {
  if ('item' in place) return 'item' in selection ? selection.item === place.item : item?.id === place.item;
  if (!('item' in selection)) return selection.traceId === place.traceId && selection.spanId === place.spanId;
  return item?.kind !== 'log' && item?.traceId === place.traceId && item?.spanId === place.spanId;
}
