/** Kinds of events that the events panel tells apart, in the order of its chips. */
export const EVENT_KINDS = [
  'click',
  'frustration',
  'form',
  'navigation',
  'page',
  'vital',
  'slow',
  'problem',
  'custom',
  'state',
  'flag',
  'device',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** What the events panel shows, as far as the address restores it. */
export interface EventsView {
  query: string;
  /** Only these; empty for all. */
  kinds: readonly EventKind[];
}

export const ALL_EVENTS: EventsView = { query: '', kinds: [] };

/** The parameters of the address that hold it; what is as usual is absent. */
export interface EventsSearch {
  eventsQuery?: string;
  /** Comma-separated. */
  eventsKind?: string;
}

export function formatEvents({ query, kinds }: EventsView): EventsSearch {
  return { eventsQuery: query || undefined, eventsKind: kinds.join(',') || undefined };
}

/** Likewise from an address that anybody may have written. */
export function parseEvents({ eventsQuery, eventsKind }: EventsSearch): EventsView {
  const named = new Set(eventsKind?.split(','));
  return { query: eventsQuery ?? '', kinds: EVENT_KINDS.filter((kind) => named.has(kind)) };
}
