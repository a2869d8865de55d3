import { type RefObject, useEffect } from 'react';
import { focusSearchField } from '../../state/searchField.ts';
import { type ListKeyAction, listenToListKeys } from './listKeys.ts';
import type { TableHandle } from './SessionTable.tsx';

/** The keys of the list. */
export function useListKeys(
  table: RefObject<TableHandle | null>,
  onLive: () => void,
  onHelp: () => void,
): void {
  useEffect(() => {
    const move = (rows: number) => () => table.current?.move(rows);
    const actions: Record<ListKeyAction, () => void> = {
      next: move(1),
      previous: move(-1),
      first: move(Number.NEGATIVE_INFINITY),
      last: move(Number.POSITIVE_INFINITY),
      search: focusSearchField,
      live: onLive,
      help: onHelp,
      leave: () => {
        if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur();
      },
    };
    return listenToListKeys(window, (action) => actions[action]());
  }, [table, onLive, onHelp]);
}
