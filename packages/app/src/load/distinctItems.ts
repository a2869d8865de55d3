import type { TimedItem } from './session.ts';

/**
 * The items in order of time, each under an id of its own: of several with one id (a span that was sent twice, or by
 * two services) the later ones get `#2`, `#3` …, the same on every reload.
 */
export function distinctItems(items: readonly TimedItem[]): TimedItem[] {
  const sorted = items.toSorted((a, b) => a.time - b.time);
  const seen = new Map<string, number>();
  return sorted.map((item) => {
    const times = (seen.get(item.id) ?? 0) + 1;
    seen.set(item.id, times);
    return times === 1 ? item : { ...item, id: `${item.id}#${times}` };
  });
}
