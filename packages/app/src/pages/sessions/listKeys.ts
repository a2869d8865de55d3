/** What a key can do on the list. */
export type ListKeyAction = 'next' | 'previous' | 'first' | 'last' | 'search' | 'help' | 'live' | 'leave';

export interface ListKey {
  /** `KeyboardEvent.key`. */
  keys: readonly string[];
  /** As it is written on the help sheet. */
  shown: string;
  does: string;
  /** Missing where the browser does it by itself. */
  action?: ListKeyAction;
}

/** All keys of the list: the handler and the help sheet both read this table. */
export const LIST_KEYS: readonly ListKey[] = [
  { keys: ['j', 'ArrowDown'], shown: 'J ↓', does: 'Next session', action: 'next' },
  { keys: ['k', 'ArrowUp'], shown: 'K ↑', does: 'Previous session', action: 'previous' },
  { keys: ['Home'], shown: 'Home', does: 'First session', action: 'first' },
  { keys: ['End'], shown: 'End', does: 'Last session that is loaded', action: 'last' },
  { keys: ['Enter'], shown: 'Enter', does: 'Open the session' },
  { keys: ['/'], shown: '/', does: 'Search', action: 'search' },
  { keys: ['l'], shown: 'L', does: 'New sessions come in, or do not', action: 'live' },
  { keys: ['?'], shown: '?', does: 'Show these keys', action: 'help' },
  { keys: ['Escape'], shown: 'Esc', does: 'Leave the search', action: 'leave' },
];

type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** What the pressed key does; `undefined` for keys of the browser's and the system's own. */
export function listActionOf({ key, ctrlKey, metaKey, altKey }: KeyPress): ListKeyAction | undefined {
  if (ctrlKey || metaKey || altKey) return undefined;
  const named = key.length === 1 ? key.toLowerCase() : key;
  return LIST_KEYS.find(({ keys }) => keys.includes(named))?.action;
}

const TYPES = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]';

/** Calls `perform` for the keys of the table, but leaves letters to a text field, and all to a dialog. Returns what ends it. */
export function listenToListKeys(target: Window, perform: (action: ListKeyAction) => void): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    const action = event.defaultPrevented ? undefined : listActionOf(event);
    const focused = event.target instanceof Element ? event.target : null;
    if (!action || focused?.closest('[role=dialog]')) return;
    if (action !== 'leave' && focused?.closest(TYPES)) return;
    event.preventDefault();
    perform(action);
  };
  target.addEventListener('keydown', onKeyDown);
  return () => target.removeEventListener('keydown', onKeyDown);
}
