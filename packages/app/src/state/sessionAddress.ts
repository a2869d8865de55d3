import { formatSelection, parseSelection } from './selection.ts';
import type { SessionSearch } from './sessionSearch.ts';
import type { SessionState } from './sessionState.tsx';
import { formatHidden, parseHidden } from './timelineFilter.ts';

/** What the address should say for the page to be restored as it is. */
export function writeSessionSearch(state: SessionState): SessionSearch {
  const { query, hidden } = state.filter.get();
  return {
    // Up, so that what happened within the millisecond has happened.
    at: Math.ceil(state.moment.get().at),
    span: formatSelection(state.selection.get()),
    panel: state.panelOpen.get() ? 'trace' : undefined,
    tab: state.tab.get() ?? undefined,
    q: query || undefined,
    hide: formatHidden(hidden),
  };
}

/** Puts the state where the address says, after the back or forward button. */
export function applySessionSearch(state: SessionState, search: SessionSearch): void {
  state.selection.set(parseSelection(search.span));
  state.panelOpen.set(search.panel === 'trace');
  state.tab.set(search.tab ?? null);
  state.filter.set({ query: search.q ?? '', hidden: parseHidden(search.hide) });
  if (search.at !== undefined) state.moment.seek(search.at);
}
