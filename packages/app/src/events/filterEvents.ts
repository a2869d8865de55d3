import { anyValueText } from '@throughline/format';
import type { TimedEvent } from '../load/events.ts';
import type { EventsView } from '../state/eventsView.ts';
import { describeEvent, type EventLine } from './describeEvent.ts';

/** An event with its words. */
export interface DescribedEvent {
  event: TimedEvent;
  line: EventLine;
}

export function describeEvents(events: readonly TimedEvent[]): DescribedEvent[] {
  return events.map((event) => ({ event, line: describeEvent(event) }));
}

/** Characters of an attribute that the search looks at: a state may be long. */
const SEARCHED_CHARACTERS = 2_000;

/** The events that pass: of the chosen kinds, with every word of the query in their name, words, text or attributes. */
export function filterEvents(events: DescribedEvent[], { query, kinds }: EventsView): DescribedEvent[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && kinds.length === 0) return events;
  return events.filter(({ event, line }) => {
    if (kinds.length > 0 && !kinds.includes(line.kind)) return false;
    if (words.length === 0) return true;
    const text = textOf(event, line);
    return words.every((word) => text.includes(word));
  });
}

function textOf({ name, text, attributes }: TimedEvent, { title, detail, rating }: EventLine): string {
  const told = Object.entries(attributes).map(
    ([key, value]) => `${key}=${anyValueText(value).slice(0, SEARCHED_CHARACTERS)}`,
  );
  return [name, title, detail, rating, text.slice(0, SEARCHED_CHARACTERS), ...told].join('\n').toLowerCase();
}
