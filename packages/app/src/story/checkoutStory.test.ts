import { causedBy, storyOf, storyText, traceOfStory } from '@throughline/model';
import { expect, it } from 'vitest';
import type { TimedItem } from '../load/session.ts';
import { toMilliseconds } from '../load/times.ts';
import { emptyRecording, withBrowser } from '../testing/browserFixture.ts';
import { CHECKOUT_TRACE, checkoutFixture } from '../testing/checkoutFixture.ts';

const START = 1_780_000_000_000;
const { sessions, traces } = withBrowser(checkoutFixture(emptyRecording(), START));
const requests = sessions[0]?.requests ?? [];
const spans = traces.find(({ traceId }) => traceId === CHECKOUT_TRACE)?.spans ?? [];
const items = (sessions[0]?.timeline ?? []).map(
  (item): TimedItem => ({ ...item, time: toMilliseconds(item.timeUnixNano) }),
);
const item = (title: string, kind?: TimedItem['kind']): TimedItem => {
  const found = items.find((one) => one.title === title && (!kind || one.kind === kind));
  if (!found) throw new Error(`there is no ${title}`);
  return found;
};
const story = (error: TimedItem) => storyOf(error, { items, requests, spans });
const told = (error: TimedItem) =>
  story(error).map(({ kind, service, title }) => `${kind} ${service} ${title}`);

const WAY = [
  'action shop click button "Pay € 64"',
  'request shop POST /api/payment',
  'service gateway POST /api/payment',
  'service payment POST /charge',
  'service orders POST /reserve',
  'statement orders SELECT reserve_stock($1, $2) FROM stock WHERE item = $1',
];
const SHOWN = 'message shop PaymentError: The payment failed';

it('finds what a click caused: its requests, their traces whole, and what the page said of it', () => {
  const caused = causedBy(item('click button "Pay € 64"'), items, requests);
  expect([...caused.requests]).toEqual([`${CHECKOUT_TRACE}.${spans[0]?.spanId}`]);
  expect([...caused.traces]).toEqual([CHECKOUT_TRACE]);
  expect([...caused.services].sort()).toEqual(['fraud', 'gateway', 'orders', 'payment']);
  const titles = items.filter(({ id }) => caused.items.has(id)).map(({ title }) => title);
  expect(titles).toEqual(
    expect.arrayContaining([
      'POST /check',
      'score 0.02',
      'PaymentError: The payment failed',
      'payment failed 502',
    ]),
  );
  expect(titles).not.toContain('click button "Add to cart"');
  expect([caused.spans, caused.logs]).toEqual([7, 5]);
  const added = causedBy(item('click button "Add to cart"'), items, requests);
  expect(added.requests.size).toBe(2);
  expect([...added.requests].filter((key) => caused.requests.has(key))).toEqual([]);
});

it('tells the shortest story of an exception, through the request that failed to the statement', () => {
  const error = item('PaymentError: The payment failed');
  expect(traceOfStory(error, items, requests)).toBe(CHECKOUT_TRACE);
  expect(told(error)).toEqual([...WAY, SHOWN]);
  expect(story(error).map(({ reason }) => reason)).toEqual([
    '',
    '',
    'HTTP 502',
    'HTTP 500',
    '',
    'Query read timeout',
    '',
  ]);
});

it('tells the same of a failed answer, of an error span on the way, and of the log of one', () => {
  expect(told(item('502 POST /api/payment'))).toEqual([...WAY, SHOWN]);
  expect(told(item('POST /charge', 'span'))).toEqual([...WAY, SHOWN]);
  expect(told(item('reserve failed: Query read timeout'))).toEqual([
    ...WAY,
    'log orders reserve failed: Query read timeout',
    SHOWN,
  ]);
});

it('goes no further than what is known', () => {
  const error = item('PaymentError: The payment failed');
  const known = (sources: Parameters<typeof storyOf>[1]) => storyOf(error, sources).map(({ kind }) => kind);
  expect(known({ items, requests, spans: [] })).toEqual(['action', 'request', 'message']);
  expect(known({ items, requests: [], spans: [] })).toEqual(['action', 'message']);
  expect(known({ items: [error], requests: [], spans: [] })).toEqual(['message']);
});

it('writes a story down, a line for each step', () => {
  const lines = storyText(story(item('PaymentError: The payment failed')), START).split('\n');
  expect(lines).toHaveLength(7);
  expect(lines[0]).toMatch(/^1\. shop: click button "Pay € 64" \(\+\d+\.\d{3} s\)$/);
  expect(lines[5]).toMatch(/^6\. orders: SELECT reserve_stock\(.*, Query read timeout \(\+/);
});
