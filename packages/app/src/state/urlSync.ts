import { writeSessionSearch } from './sessionAddress.ts';
import type { SessionSearch } from './sessionSearch.ts';
import type { SessionState } from './sessionState.tsx';

/** How often the moment is written into the address while it plays, milliseconds: browsers throttle what is more. */
const PLAYING_EVERY_MS = 1_000;

/** How long a change waits for the next one before it is written, milliseconds: a drag is one change. */
const SETTLED_AFTER_MS = 150;

/** Keeps the address true to the state, by `replace`. Returns what stops it. */
export function startUrlSync(state: SessionState, replace: (search: SessionSearch) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    timer = undefined;
    replace(writeSessionSearch(state));
  };
  const onSettle = () => {
    clearTimeout(timer);
    timer = setTimeout(write, SETTLED_AFTER_MS);
  };
  const onMoment = () => {
    if (!state.moment.get().playing) onSettle();
    else timer ??= setTimeout(write, PLAYING_EVERY_MS);
  };
  const subscriptions = [
    state.moment.subscribe(onMoment),
    ...[
      state.selection,
      state.filter,
      state.tab,
      state.range,
      state.zoom,
      state.panel,
      state.waterfall,
      state.network,
      state.logs,
      state.events,
      state.note,
      state.clip,
    ].map((store) => store.subscribe(onSettle)),
  ];
  return () => {
    clearTimeout(timer);
    for (const unsubscribe of subscriptions) unsubscribe();
  };
}
