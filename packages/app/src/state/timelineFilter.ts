import { TIMELINE_KINDS, type TimelineItem, type TimelineKind } from '@throughline/format';

/** What the timeline is narrowed to: free text, a service, and kinds that are switched off. */
export interface TimelineFilter {
  query: string;
  /** Only what this service sent; empty for all. */
  service: string;
  hidden: readonly TimelineKind[];
}

export const NO_FILTER: TimelineFilter = { query: '', service: '', hidden: [] };

/** The items that pass: of the service, and every word of the query occurs in them, upper and lower case alike. */
export function filterItems<Item extends TimelineItem>(
  items: Item[],
  { query, service, hidden }: TimelineFilter,
): Item[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && service === '' && hidden.length === 0) return items;
  return items.filter((item) => {
    if (hidden.includes(item.kind) || (service !== '' && item.service !== service)) return false;
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

/** The parameters of the address that hold the filter; what narrows nothing is absent. */
export interface TimelineSearch {
  /** The search text. */
  q?: string;
  service?: string;
  /** Kinds that are switched off, comma-separated. */
  hide?: string;
}

export function formatTimelineFilter({ query, service, hidden }: TimelineFilter): TimelineSearch {
  return { q: query || undefined, service: service || undefined, hide: formatHidden(hidden) };
}

/** Likewise from an address that anybody may have written. */
export function parseTimelineFilter({ q = '', service = '', hide }: TimelineSearch): TimelineFilter {
  return { query: q, service, hidden: parseHidden(hide) };
}
