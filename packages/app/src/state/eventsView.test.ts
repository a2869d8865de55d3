import { expect, it } from 'vitest';
import { ALL_EVENTS, formatEvents, parseEvents } from './eventsView.ts';

it('comes back from the address as it went in, without what is no kind', () => {
  const view = { query: 'pay', kinds: ['click', 'vital'] as const };
  expect(parseEvents(formatEvents(view))).toEqual(view);
  expect(parseEvents({ eventsKind: 'vital,nonsense' }).kinds).toEqual(['vital']);
  expect(parseEvents({})).toEqual(ALL_EVENTS);
  expect(Object.values(formatEvents(ALL_EVENTS)).filter(Boolean)).toEqual([]);
});
