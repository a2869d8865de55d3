import type { SegmentSummary } from '@throughline/format';

/** Most that is kept of segments already fetched, bytes: some hours of an ordinary page, so that seeking back is at once. */
const MOST_BYTES = 32 * 1024 * 1024;

/** Loads the events of segments of one tab, in order: a JSON array as text each. */
export type LoadSegments = (segments: readonly SegmentSummary[], signal: AbortSignal) => Promise<string[]>;

/**
 * `load` with a memory for the segments used last, bounded by their size. What it lacks it loads at once. They are kept as blobs: the
 * browser has those outside of the page's heap, which must not grow with a session's length.
 */
export function cacheSegments(load: LoadSegments, mostBytes = MOST_BYTES): LoadSegments {
  // A Map keeps the order of insertion: the first is the one unused longest.
  const kept = new Map<string, Blob>();
  let bytes = 0;
  const keep = (key: string, blob: Blob) => {
    bytes += blob.size - (kept.get(key)?.size ?? 0);
    kept.delete(key);
    kept.set(key, blob);
  };
  const forget = () => {
    for (const [oldest, { size }] of kept) {
      if (bytes <= mostBytes) break;
      kept.delete(oldest);
      bytes -= size;
    }
  };
  return async (segments, signal) => {
    const blobs = segments.map((segment) => kept.get(keyOf(segment)));
    const missing = segments.filter((_, index) => !blobs[index]);
    const [loaded, texts] = await Promise.all([
      missing.length > 0 ? load(missing, signal) : [],
      Promise.all(blobs.map((blob) => blob?.text())),
    ]);
    const next = loaded.values();
    const found = texts.map((text) => text ?? next.next().value ?? '[]');
    segments.forEach((segment, index) => {
      keep(keyOf(segment), blobs[index] ?? new Blob([found[index] ?? '[]']));
    });
    forget();
    return found;
  };
}

function keyOf({ tab, seq }: SegmentSummary): string {
  return `${tab} ${seq}`;
}
