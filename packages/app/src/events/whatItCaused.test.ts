import { toAnyValue } from '@throughline/format';
import { expect, it } from 'vitest';
import type { TimedEvent } from '../load/events.ts';
import type { TimedRequest } from '../load/requests.ts';
import type { TimedItem } from '../load/session.ts';
import { describeEvents, filterEvents } from './filterEvents.ts';
import { clickOf, whatItCaused } from './whatItCaused.ts';

const event = (name: string, time: number, element: string, tabId = 'tab'): TimedEvent => ({
  id: `${name} ${time}`,
  name,
  time,
  timeUnixNano: '0',
  service: 'shop',
  tabId,
  severity: 'normal',
  text: '',
  attributes: { 'throughline.element.name': toAnyValue(element) },
});
const CLICK = 'browser.user_action.click';
const EVENTS = describeEvents([
  event(CLICK, 1_000, 'button "Pay"'),
  event('throughline.error_click', 1_900, 'button "Pay"'),
  event(CLICK, 5_000, 'button "Back"'),
  event('throughline.visibility', 6_000, ''),
]);
const [pay, failed, back, hidden] = EVENTS;

const request = (spanId: string, name: string, start: number) =>
  ({
    spanId,
    key: `trace ${spanId}.${spanId}`,
    traceId: `trace ${spanId}`,
    tabId: 'tab',
    startTimeUnixNano: `${start}000000`,
    durationNano: '700000000',
    action: { spanId: 'a', name, startTimeUnixNano: '1000000000' },
  }) as TimedRequest;

const item = (
  id: string,
  kind: TimedItem['kind'],
  time: number,
  more: Partial<TimedItem> = {},
): TimedItem => ({
  id,
  kind,
  time,
  timeUnixNano: '0',
  service: 'shop',
  title: id,
  severity: 'error',
  tabId: 'tab',
  ...more,
});

it('finds the requests of a click, and the errors of the page and of the services behind them', () => {
  if (!pay || !back) throw new Error('there are no events');
  const requests = [
    request('payment', 'click button "Pay"', 1_004),
    request('other', 'click button "Back"', 5_002),
  ];
  const items = [
    item('before', 'error', 900),
    item('of a service', 'span', 1_300, { traceId: 'trace payment' }),
    item('of another', 'span', 1_300, { traceId: 'trace other' }),
    item('thrown', 'error', 1_800),
    item('elsewhere', 'error', 1_800, { tabId: 'other' }),
    item('much later', 'error', 4_000),
  ];
  const caused = whatItCaused(pay, requests, items);
  expect(caused.requests.map(({ spanId }) => spanId)).toEqual(['payment']);
  expect(caused.errors.map(({ id }) => id)).toEqual(['of a service', 'thrown']);
  expect(whatItCaused(back, [], items).errors).toEqual([]);
});

it('takes a rage, dead or error click back to the click', () => {
  if (!pay || !failed || !hidden) throw new Error('there are no events');
  expect(clickOf(EVENTS, failed)).toBe(pay);
  expect(clickOf(EVENTS, pay)).toBe(pay);
  expect(clickOf(EVENTS, hidden)).toBeUndefined();
});

it('finds events by kind and by every word', () => {
  const found = (query: string, kinds: Parameters<typeof filterEvents>[1]['kinds'] = []) =>
    filterEvents(EVENTS, { query, kinds }).map(({ event: { name } }) => name);
  expect(found('PAY')).toEqual([CLICK, 'throughline.error_click']);
  expect(found('pay', ['click'])).toEqual([CLICK]);
  expect(filterEvents(EVENTS, { query: ' ', kinds: [] })).toBe(EVENTS);
});
