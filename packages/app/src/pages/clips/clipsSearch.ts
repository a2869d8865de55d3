/** What the address of the page of clips restores: one collection, what mentions the person, or else all clips. */
export interface ClipsSearch {
  /** Id of a collection. */
  collection?: string;
  view?: 'mentions';
}

/** Takes what it knows from an address that anybody may have written. */
export function readClipsSearch(raw: Record<string, unknown>): ClipsSearch {
  if (raw.view === 'mentions') return { view: 'mentions' };
  return typeof raw.collection === 'string' && raw.collection !== '' ? { collection: raw.collection } : {};
}
