import type { Item } from './item.ts';

/** What lies before an error and is kept for it, milliseconds. */
export const RING_MS = 60_000;
/** Characters held while nothing is sent: a busy minute, and little for a page. */
const MOST_CHARACTERS = 4 * 1024 * 1024;

/** Holds what was captured last, always from a checkpoint on, so that it can be played. */
export interface Ring {
  add(item: Item): void;
  /** Takes out all that is held, in order. */
  take(): Item[];
}

/**
 * Calls `needsCheckpoint` when the last one is `RING_MS` old. What lies before a checkpoint goes as soon as that checkpoint is as
 * old, so between one and two times that long is held. When it is too much, the oldest stretch up to a checkpoint goes; if there
 * is no later one everything goes, and `needsCheckpoint` is called.
 */
export function createRing(needsCheckpoint: () => void, mostCharacters = MOST_CHARACTERS): Ring {
  let items: Item[] = [];
  let characters = 0;
  let checkpointAt = Infinity;

  function dropBefore(index: number): void {
    for (const { json } of items.splice(0, index)) characters -= json.length;
  }

  return {
    add(item) {
      items.push(item);
      characters += item.json.length;
      if (item.checkpoint) {
        checkpointAt = item.from;
        const old = items.findLastIndex((held) => held.checkpoint && item.from - held.from >= RING_MS);
        if (old > 0) dropBefore(old);
      }
      if (item.from - checkpointAt > RING_MS) {
        checkpointAt = item.from;
        needsCheckpoint();
      }
      if (characters <= mostCharacters) return;
      const next = items.findIndex((held, index) => index > 0 && held.checkpoint);
      dropBefore(next < 0 ? items.length : next);
      if (next < 0) needsCheckpoint();
    },
    take() {
      const taken = items;
      items = [];
      characters = 0;
      return taken;
    },
  };
}
