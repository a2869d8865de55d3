import type { SegmentSummary } from '@throughline/format';

/** Most that is kept of segments already fetched, characters: about an hour of an ordinary page, so that seeking back is at once. */
const MOST_CHARACTERS = 32 * 1024 * 1024;

export type LoadSegment = (segment: SegmentSummary, signal: AbortSignal) => Promise<string>;

/** `load` with a memory for the segments used last, bounded by their size. */
export function cacheSegments(load: LoadSegment, mostCharacters = MOST_CHARACTERS): LoadSegment {
  // A Map keeps the order of insertion: the first is the one unused longest.
  const kept = new Map<string, string>();
  let characters = 0;
  const keep = (key: string, text: string) => {
    characters += text.length - (kept.get(key)?.length ?? 0);
    kept.delete(key);
    kept.set(key, text);
    for (const [oldest, { length }] of kept) {
      if (characters <= mostCharacters) break;
      kept.delete(oldest);
      characters -= length;
    }
  };
  return async (segment, signal) => {
    const key = `${segment.tab} ${segment.seq}`;
    const text = kept.get(key) ?? (await load(segment, signal));
    keep(key, text);
    return text;
  };
}
