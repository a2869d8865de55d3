import { PANELS, type Panel } from './panels.ts';

/** What a key can do on the session page; the name of a panel opens it. */
export type KeyAction =
  | Panel
  | 'togglePlay'
  | 'back5'
  | 'forward5'
  | 'back15'
  | 'forward15'
  | 'nextItem'
  | 'previousItem'
  | 'nextError'
  | 'nextStep'
  | 'previousStep'
  | 'slower'
  | 'faster'
  | 'toggleSkip'
  | 'toggleLoop'
  | 'clearRange'
  | 'zoomIn'
  | 'zoomOut'
  | 'zoomWhole'
  | 'toggleLive'
  | 'pictureZoom'
  | 'toggleTrail'
  | 'toggleInspector'
  | 'fullScreen'
  | 'writeNote'
  | 'makeClip'
  | 'search'
  | 'help'
  | 'dismiss';

export interface KeyBinding {
  /** `KeyboardEvent.key`, with `Shift+` before the keys of which Shift makes another meaning, not another character. */
  key: string;
  /** As it is written on the help sheet. */
  shown: string;
  does: string;
  action: KeyAction;
}

/** All keys of the session page: the handler and the help sheet both read this table. */
export const KEY_BINDINGS: readonly KeyBinding[] = [
  { key: ' ', shown: 'Space', does: 'Play or pause', action: 'togglePlay' },
  { key: 'ArrowLeft', shown: '←', does: 'Back 5 seconds', action: 'back5' },
  { key: 'ArrowRight', shown: '→', does: 'Forward 5 seconds', action: 'forward5' },
  { key: 'Shift+ArrowLeft', shown: 'Shift ←', does: 'Back 15 seconds', action: 'back15' },
  { key: 'Shift+ArrowRight', shown: 'Shift →', does: 'Forward 15 seconds', action: 'forward15' },
  { key: '.', shown: '.', does: 'Step to the next event', action: 'nextStep' },
  { key: ',', shown: ',', does: 'Step to the event before', action: 'previousStep' },
  { key: '<', shown: '<', does: 'Slower', action: 'slower' },
  { key: '>', shown: '>', does: 'Faster', action: 'faster' },
  { key: 's', shown: 'S', does: 'Skip inactivity, or not', action: 'toggleSkip' },
  { key: 'l', shown: 'L', does: 'Loop the chosen range, or not', action: 'toggleLoop' },
  { key: 'x', shown: 'X', does: 'Clear the chosen range', action: 'clearRange' },
  { key: '+', shown: '+', does: 'Zoom into the activity timeline', action: 'zoomIn' },
  { key: '-', shown: '-', does: 'Zoom out of it', action: 'zoomOut' },
  { key: '0', shown: '0', does: 'Show the whole session in it', action: 'zoomWhole' },
  { key: 'g', shown: 'G', does: 'Stay at the end of a session in progress', action: 'toggleLive' },
  { key: 'z', shown: 'Z', does: 'Size of the page: fit, 100 %, 200 %', action: 'pictureZoom' },
  { key: 't', shown: 'T', does: "Show the pointer's trail, or not", action: 'toggleTrail' },
  { key: 'i', shown: 'I', does: 'Inspect the page', action: 'toggleInspector' },
  { key: 'f', shown: 'F', does: 'Full screen', action: 'fullScreen' },
  { key: 'n', shown: 'N', does: 'Write a note at this moment', action: 'writeNote' },
  { key: 'c', shown: 'C', does: 'Make a clip of the chosen range', action: 'makeClip' },
  { key: 'j', shown: 'J', does: 'Next item of the timeline', action: 'nextItem' },
  { key: 'k', shown: 'K', does: 'Previous item of the timeline', action: 'previousItem' },
  { key: 'e', shown: 'E', does: 'Next error', action: 'nextError' },
  { key: '/', shown: '/', does: 'Search the timeline', action: 'search' },
  ...PANELS.map((panel, index) => ({
    key: `${index + 1}`,
    shown: `${index + 1}`,
    does: `Open or close: ${panel}`,
    action: panel,
  })),
  { key: '?', shown: '?', does: 'Show these keys', action: 'help' },
  {
    key: 'Escape',
    shown: 'Esc',
    does: 'Leave the search, drop what an action caused, close the panel',
    action: 'dismiss',
  },
];

/** Keys of every list that has the focus, for the help sheet; lists handle them themselves. */
export const LIST_KEYS: readonly Pick<KeyBinding, 'shown' | 'does'>[] = [
  { shown: 'J K ↑ ↓', does: 'In a list that has the focus: next and previous row' },
  { shown: 'Home End', does: 'In such a list: first and last row' },
];

type KeyPress = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** What the pressed key does; `null` for keys of the browser's and the system's own. */
export function actionOf({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyPress): KeyAction | null {
  if (ctrlKey || metaKey || altKey) return null;
  const named = key.length > 1 && shiftKey ? `Shift+${key}` : key.length === 1 ? key.toLowerCase() : key;
  return KEY_BINDINGS.find((binding) => binding.key === named)?.action ?? null;
}

const TYPES = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]';
const PRESSES = 'button, a[href], input, summary, [role=button], [role=menuitem], [role=tab]';

/**
 * Calls `perform` for the keys of the table, but leaves a key to what has the focus: letters to a text field, Space to
 * a button, and whatever a control has handled itself. Returns what ends it.
 */
export function listenToKeys(target: Window, perform: (action: KeyAction) => void): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const action = actionOf(event);
    if (!action) return;
    const focused = event.target instanceof Element ? event.target : null;
    if (action !== 'dismiss' && focused?.closest(TYPES)) return;
    if (action === 'togglePlay' && focused?.closest(PRESSES)) return;
    if (focused?.closest('[role=dialog]')) return;
    event.preventDefault();
    perform(action);
  };
  target.addEventListener('keydown', onKeyDown);
  return () => target.removeEventListener('keydown', onKeyDown);
}
