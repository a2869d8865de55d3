/** Where one was in the list, for the way back to it. It lasts as long as the browser tab. */
export interface ListPlace {
  /** What the list was narrowed to: the place is of no other list. */
  search: string;
  /** How far it was scrolled, CSS pixels. */
  top: number;
  /** Id of the session that had the focus. */
  session: string | null;
}

const KEY = 'throughline-list-place';

export function savePlace(place: ListPlace): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(place));
  } catch {
    // Storage may be full or forbidden: then one comes back to the top.
  }
}

/** The place in the list of this search, if one was there. */
export function placeOf(search: string): ListPlace | undefined {
  try {
    const place = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as ListPlace | null;
    return place?.search === search && Number.isFinite(place.top) ? place : undefined;
  } catch {
    return undefined;
  }
}
