import { causedBy } from '@throughline/model';
import type { TimedRequest } from '../load/requests.ts';
import type { TimedItem } from '../load/session.ts';
import type { DescribedEvent } from './filterEvents.ts';

/** What came of a click. */
export interface Caused {
  requests: TimedRequest[];
  /** Errors of the page, and of the services behind these requests. */
  errors: TimedItem[];
}

/** Errors told of one click: beyond it the timeline is the better place. */
const ERRORS_MOST = 20;

/** The click that an event is about: itself, or the last one on the same element; `undefined` if it is about none. */
export function clickOf(
  events: readonly DescribedEvent[],
  chosen: DescribedEvent,
): DescribedEvent | undefined {
  const { event, line } = chosen;
  if (line.kind === 'click') return chosen;
  if (line.kind !== 'frustration') return undefined;
  const name = elementOf(chosen);
  return events.findLast(
    (other) =>
      other.line.kind === 'click' &&
      other.event.tabId === event.tabId &&
      other.event.time <= event.time &&
      elementOf(other) === name,
  );
}

function elementOf({ event }: DescribedEvent): string | undefined {
  return event.attributes['throughline.element.name']?.stringValue;
}

/** The requests and errors that came of a click. */
export function whatItCaused(
  { event, line }: DescribedEvent,
  requests: readonly TimedRequest[],
  items: readonly TimedItem[],
): Caused {
  const { id, time, timeUnixNano, tabId, service, severity } = event;
  const action = {
    id,
    kind: 'click',
    title: line.title,
    time,
    timeUnixNano,
    tabId,
    service,
    severity,
  } as const;
  const caused = causedBy(action, items, requests);
  return {
    requests: requests.filter(({ key }) => caused.requests.has(key)),
    errors: items
      .filter(({ severity, kind, id }) => severity === 'error' && ERRORS.has(kind) && caused.items.has(id))
      .slice(0, ERRORS_MOST),
  };
}

/** What is told as an error: an answer is told as its request, and what the console says is an error mostly of another. */
const ERRORS: ReadonlySet<string> = new Set(['error', 'span', 'log']);
