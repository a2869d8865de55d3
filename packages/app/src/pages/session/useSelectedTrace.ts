import { useRouter } from '@tanstack/react-router';
import { useEffect, useMemo, useRef } from 'react';
import type { TimedItem } from '../../load/session.ts';
import { readSessionSearch } from '../../state/sessionSearch.ts';
import type { SessionState } from '../../state/sessionState.tsx';
import { useStore } from '../../state/store.ts';

/** The trace and span behind the selection, and the timeline's item of it, as far as there are such. */
export interface SelectedTrace {
  traceId?: string;
  spanId?: string;
  item?: TimedItem;
}

/** What is selected. A link that names a selection but no moment goes to the selection's. */
export function useSelectedTrace(state: SessionState, items: TimedItem[]): SelectedTrace {
  const selection = useStore(state.selection, (value) => value);
  const selected = useMemo((): SelectedTrace => {
    if (!selection) return {};
    if (!('item' in selection)) {
      const { traceId, spanId } = selection;
      return {
        traceId,
        spanId,
        item: items.find((item) => item.traceId === traceId && item.spanId === spanId),
      };
    }
    const item = items.find(({ id }) => id === selection.item);
    return { traceId: item?.traceId, spanId: item?.spanId, item };
  }, [selection, items]);

  const router = useRouter();
  const isPlaced = useRef(readSessionSearch(router.state.location.search).at !== undefined);
  useEffect(() => {
    if (isPlaced.current || !selected.item) return;
    isPlaced.current = true;
    state.moment.seek(selected.item.time);
  }, [state, selected]);
  return selected;
}
