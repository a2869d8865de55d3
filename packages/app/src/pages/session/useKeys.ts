import { useEffect } from 'react';
import type { TimedItem } from '../../load/session.ts';
import { neighbour, nextError, selectItem } from '../../state/actions.ts';
import { type KeyAction, listenToKeys } from '../../state/keyboard.ts';
import { PANELS, type Panel } from '../../state/panels.ts';
import { focusSearchField } from '../../state/searchField.ts';
import type { SessionState } from '../../state/sessionState.tsx';
import { playbackKeys } from './playbackKeys.ts';

/** The keys of the session page. `visible` are the timeline's items as filtered. */
export function useKeys(state: SessionState, visible: TimedItem[], onHelp: () => void): void {
  useEffect(() => {
    const select = (item: TimedItem | undefined) => {
      if (item) selectItem(state, item);
    };
    const toggle = (panel: Panel) => state.panel.set(state.panel.get() === panel ? null : panel);
    const panels = Object.fromEntries(PANELS.map((panel) => [panel, () => toggle(panel)])) as Record<
      Panel,
      () => void
    >;
    const actions: Record<KeyAction, () => void> = {
      ...panels,
      ...playbackKeys(state, visible),
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

/**
 * Escape leaves the text field if one has the focus, else it drops an action of which panels mark what it caused, else it closes
 * the panel, else it drops the selection.
 */
function dismiss({ panel, selection, caused }: SessionState): void {
  if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur();
  else if (caused.get()) selection.set(null);
  else if (panel.get()) panel.set(null);
  else selection.set(null);
}
