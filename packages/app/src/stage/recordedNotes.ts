import type { TimedItem } from '../load/session.ts';

/** A note about a part of the page, with the area that it has. */
export type AreaNote = TimedItem & Required<Pick<TimedItem, 'area'>>;

/** How long the area is shown from its moment on, milliseconds: long enough to be seen in a replay that plays. */
const SHOWN_MS = 5_000;

/**
 * How long before its moment it is shown already, milliseconds: the link to a note is made by the clock as the page knew it then,
 * the note's time is corrected by what was measured since.
 */
const SHOWN_BEFORE_MS = 1_000;

/** Notes about parts of the page in this tab, in the order of time. */
export function areaNotes(items: readonly TimedItem[], tab: string): AreaNote[] {
  return items.filter((item): item is AreaNote => item.area !== undefined && item.tabId === tab);
}

/** The place in the list of the note whose area is shown at the moment, or -1. */
export function noteAt(notes: readonly AreaNote[], at: number): number {
  return notes.findLastIndex(({ time }) => time - SHOWN_BEFORE_MS <= at && at < time + SHOWN_MS);
}
