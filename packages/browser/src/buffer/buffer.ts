import type { Item } from './item.ts';

/** A segment is closed when its first item is this old: so far behind the person the session is at most. */
const OLDEST_MS = 5_000;
/** A segment is closed when its text is this long: about 50 kB on the wire, and a fraction of a second to play. */
const LONGEST_CHARACTERS = 512 * 1024;

/** Collects items until they make a segment. */
export interface Buffer {
  add(item: Item): void;
  /** Takes out what has been collected, in order. */
  take(): Item[];
}

/** `due` is called when it is time to `take`: the first item is old enough, or there is enough. */
export function createBuffer(due: () => void): Buffer {
  let items: Item[] = [];
  let characters = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    add(item) {
      items.push(item);
      characters += item.json.length;
      timer ??= setTimeout(due, OLDEST_MS);
      if (characters >= LONGEST_CHARACTERS) due();
    },
    take() {
      clearTimeout(timer);
      timer = undefined;
      const taken = items;
      items = [];
      characters = 0;
      return taken;
    },
  };
}
