import type { RecordedEvent } from '../recordedEvents.ts';

/** What of a replay's way is not in the nodes of its page. */
export interface ReplayTrack {
  /** Elements whose style sheets were changed rule by rule. */
  changedSheets: ReadonlySet<number>;
  /** Events that have made something without a node: style sheets that are adopted, fonts. In order. */
  carried: readonly RecordedEvent[];
  /** Where the pointer is. */
  pointer: { x: number; y: number; id: number } | null;
  /** The size of the page's viewport and its address, as rrweb's `Meta` event has them. */
  meta: RecordedEvent | null;
  /** When the page last scrolled, by `performance.now()`: it may still be on its way. */
  scrolledAt: number;
  note(event: RecordedEvent): void;
}

/** More than these are not carried along: then there are no more checkpoints until the recording's next. */
export const MOST_CARRIED = 300;

// rrweb's numbers, https://github.com/rrweb-io/rrweb/blob/master/packages/types/src/index.ts.
const FULL_SNAPSHOT = 2;
const INCREMENTAL_SNAPSHOT = 3;
const META = 4;
const MOVES = new Set([1, 6, 12]);
const MOUSE_INTERACTION = 2;
const SCROLL = 3;
const STYLE_SHEET_RULE = 8;
const FONT = 10;
const STYLE_DECLARATION = 13;
const ADOPTED_STYLE_SHEET = 15;

export function createReplayTrack(): ReplayTrack {
  let changedSheets = new Set<number>();
  let carried: RecordedEvent[] = [];
  let pointer: ReplayTrack['pointer'] = null;
  let meta: RecordedEvent | null = null;
  let scrolledAt = Number.NEGATIVE_INFINITY;
  return {
    get changedSheets() {
      return changedSheets;
    },
    get carried() {
      return carried;
    },
    get pointer() {
      return pointer;
    },
    get meta() {
      return meta;
    },
    get scrolledAt() {
      return scrolledAt;
    },
    note(event) {
      if (event.type === META) meta = event;
      if (event.type === FULL_SNAPSHOT) {
        changedSheets = new Set();
        carried = [];
      }
      if (event.type !== INCREMENTAL_SNAPSHOT) return;
      const data = event.data as unknown as Record<string, unknown>;
      const { source, id, styleId } = data;
      if (MOVES.has(Number(source))) pointer = positionOf(lastOf(data.positions)) ?? pointer;
      else if (source === MOUSE_INTERACTION) pointer = positionOf(data) ?? pointer;
      else if (source === SCROLL) scrolledAt = performance.now();
      else if (source === FONT || source === ADOPTED_STYLE_SHEET) carry(event);
      else if (source === STYLE_SHEET_RULE || source === STYLE_DECLARATION) {
        if (styleId) carry(event);
        else if (typeof id === 'number') changedSheets.add(id);
      }
    },
  };

  function carry(event: RecordedEvent): void {
    if (carried.length <= MOST_CARRIED) carried.push(event);
  }
}

function lastOf(list: unknown): unknown {
  return Array.isArray(list) ? list.at(-1) : undefined;
}

function positionOf(value: unknown): ReplayTrack['pointer'] {
  const { x, y, id } = (value ?? {}) as Record<string, unknown>;
  if (typeof id !== 'number' || typeof x !== 'number' || typeof y !== 'number') return null;
  return { x, y, id };
}
