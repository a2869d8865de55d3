import type { RequestSummary, TraceSummary } from '@throughline/format';
import { type Caused, causedBy, isAction, isCausedBy } from '@throughline/model';
import { useEffect, useMemo } from 'react';
import type { TimedItem } from '../load/session.ts';
import { useSessionState } from '../state/sessionState.tsx';

/** The action that is selected, by its line or by its span. */
export function selectedAction(
  selected: { traceId?: string; spanId?: string; item?: TimedItem },
  items: readonly TimedItem[],
  requests: readonly RequestSummary[] | undefined,
): TimedItem | undefined {
  const { traceId, spanId, item } = selected;
  if (item && isAction(item)) return item;
  if (!spanId) return undefined;
  const child = requests?.find((request) => request.traceId === traceId && request.action?.spanId === spanId);
  return child && items.find((candidate) => candidate.kind === 'click' && isCausedBy(child, candidate));
}

/** What the action caused, as far as it is known by now; every panel is told as well, until another is selected. */
export function useCaused(
  action: TimedItem | undefined,
  items: TimedItem[],
  requests: RequestSummary[] | undefined,
  traces: TraceSummary[] | undefined,
): Caused | null {
  const { caused } = useSessionState();
  const found = useMemo(
    () => (action && requests ? causedBy(action, items, requests, traces) : null),
    [action, items, requests, traces],
  );
  useEffect(() => {
    caused.set(found);
    return () => caused.set(null);
  }, [caused, found]);
  return found;
}
