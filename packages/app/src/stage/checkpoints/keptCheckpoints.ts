/** Most checkpoints that are kept: one for each minute of an hour, and then the oldest go. */
const MOST = 60;

/** Most that they hold together, bytes of JSON: some dozens of an ordinary page, a few of a very large one. */
const MOST_BYTES = 8 * 1024 * 1024;

/** A picture of the page that the player took by itself on its way. */
export interface KeptCheckpoint {
  /** All events before this have had their effect on it, none at or after it; by the tab's clock, milliseconds. */
  at: number;
  /** The events to begin from, as JSON: outside of the page's heap, which must not grow with what has been seen. */
  json: Blob;
  /** Animations that ran, and when they began (the tab's clock, milliseconds). */
  begun: Readonly<Record<string, number>>;
}

/** The checkpoints of one tab that the player keeps as it goes, so that coming back to a region is at once. */
export interface KeptCheckpoints {
  keep(checkpoint: KeptCheckpoint): void;
  /** The last one at or before a moment. */
  before(at: number): KeptCheckpoint | undefined;
  clear(): void;
}

/** Keeps at most so many, of so many bytes together; those unused longest go first. */
export function createKeptCheckpoints(most = MOST, mostBytes = MOST_BYTES): KeptCheckpoints {
  // The first was used the longest ago.
  let kept: KeptCheckpoint[] = [];
  let bytes = 0;
  return {
    keep(checkpoint) {
      if (checkpoint.json.size > mostBytes || kept.some(({ at }) => at === checkpoint.at)) return;
      kept.push(checkpoint);
      bytes += checkpoint.json.size;
      while (kept.length > most || bytes > mostBytes) bytes -= kept.shift()?.json.size ?? 0;
    },
    before(at) {
      let found: KeptCheckpoint | undefined;
      for (const checkpoint of kept)
        if (checkpoint.at <= at && checkpoint.at > (found?.at ?? Number.NEGATIVE_INFINITY))
          found = checkpoint;
      if (found) kept = [...kept.filter((other) => other !== found), found];
      return found;
    },
    clear() {
      kept = [];
      bytes = 0;
    },
  };
}
