import { createContext, useContext } from 'react';
import { createMoment, type MomentStore } from './moment.ts';
import { parseSelection, type Selection } from './selection.ts';
import type { SessionSearch } from './sessionSearch.ts';
import { createStore, type Store } from './store.ts';
import { parseHidden, type TimelineFilter } from './timelineFilter.ts';

/** Where all panels of a session page meet. All but `hover` and `activity` is in the address. */
export interface SessionState {
  moment: MomentStore;
  /** The time under the pointer, in whichever panel it is; Unix milliseconds. */
  hover: Store<number | null>;
  selection: Store<Selection | null>;
  filter: Store<TimelineFilter>;
  /** The browser tab chosen by hand; `null` follows the tab that was in use at the moment. */
  tab: Store<string | null>;
  /** When something happened that the timeline does not list, such as a movement of the pointer; ascending. */
  activity: Store<readonly number[]>;
  /** Whether the trace panel is open. */
  panelOpen: Store<boolean>;
}

export function createSessionState(
  search: SessionSearch,
  bounds: { from: number; to: number },
): SessionState {
  return {
    moment: createMoment({ ...bounds, at: search.at }),
    hover: createStore<number | null>(null),
    selection: createStore(parseSelection(search.span)),
    filter: createStore<TimelineFilter>({ query: search.q ?? '', hidden: parseHidden(search.hide) }),
    tab: createStore(search.tab ?? null),
    activity: createStore<readonly number[]>([]),
    panelOpen: createStore(search.panel === 'trace'),
  };
}

const Context = createContext<SessionState | null>(null);
export const SessionStateProvider = Context.Provider;

/** The state of the session page around this component. */
export function useSessionState(): SessionState {
  const state = useContext(Context);
  if (!state) throw new Error('useSessionState() needs a SessionStateProvider above it');
  return state;
}
