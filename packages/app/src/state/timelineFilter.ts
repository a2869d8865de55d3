import { TIMELINE_KINDS, type TimelineItem, type TimelineKind } from '@throughline/format';

/** What the timeline is narrowed to: free text, and kinds that are switched off. */
export interface TimelineFilter {
  query: string;
  hidden: readonly TimelineKind[];
}

export const NO_FILTER: TimelineFilter = { query: '', hidden: [] };

/** The items that pass: every word of the query occurs in the item, upper and lower case alike. */
export function filterItems<Item extends TimelineItem>(
  items: Item[],
  { query, hidden }: TimelineFilter,
): Item[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && hidden.length === 0) return items;
  return items.filter((item) => {
    if (hidden.includes(item.kind)) return false;
    const text = [item.service, item.kind, item.title, item.detail, item.severity].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The hidden kinds as a parameter of the address, comma-separated. */
export function formatHidden(hidden: readonly TimelineKind[]): string | undefined {
  return hidden.length > 0 ? hidden.join(',') : undefined;
}

export function parseHidden(parameter: string | undefined): TimelineKind[] {
  const named = new Set(parameter?.split(','));
  return TIMELINE_KINDS.filter((kind) => named.has(kind));
}
