import { useEffect } from 'react';
import type { TimedItem } from '../../load/session.ts';
import { neighbour, nextError, selectItem } from '../../state/actions.ts';
import { type KeyAction, listenToKeys } from '../../state/keyboard.ts';
import { focusSearchField } from '../../state/searchField.ts';
import type { SessionState } from '../../state/sessionState.tsx';

/** The keys of the session page. `visible` are the timeline's items as filtered. */
export function useKeys(state: SessionState, visible: TimedItem[], onHelp: () => void): void {
  useEffect(() => {
    const step = (ms: number) => state.moment.seek(state.moment.get().at + ms);
    const select = (item: TimedItem | undefined) => {
      if (item) selectItem(state, item);
    };
    const actions: Record<KeyAction, () => void> = {
      togglePlay: state.moment.toggle,
      back5: () => step(-5_000),
      forward5: () => step(5_000),
      back15: () => step(-15_000),
      forward15: () => step(15_000),
      nextItem: () => select(neighbour(visible, state, 1)),
      previousItem: () => select(neighbour(visible, state, -1)),
      nextError: () => select(nextError(visible, state)),
      search: focusSearchField,
      help: onHelp,
      dismiss: () => dismiss(state),
    };
    return listenToKeys(window, (action) => actions[action]());
  }, [state, visible, onHelp]);
}

/** Escape leaves the text field if one has the focus, else it closes the trace, else it drops the selection. */
function dismiss({ panelOpen, selection }: SessionState): void {
  if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur();
  else if (panelOpen.get()) panelOpen.set(false);
  else selection.set(null);
}
