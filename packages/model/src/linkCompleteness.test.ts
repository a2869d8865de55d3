import type { RequestSummary, SpanSummary } from '@throughline/format';
import { expect, it } from 'vitest';
import { linkCompleteness } from './linkCompleteness.ts';

const NOW = 1_800_000_000_000;
const HOUR_MS = 3_600_000;

const request = (spanId: string, url: string, more: Partial<RequestSummary> = {}): RequestSummary => ({
  traceId: 't',
  spanId,
  parentSpanId: '',
  tabId: '',
  type: 'fetch',
  method: 'GET',
  url,
  startTimeUnixNano: `${NOW - HOUR_MS}000000`,
  durationNano: '1000000',
  status: 200,
  failed: false,
  ...more,
});
const span = (spanId: string, parentSpanId: string, service: string): SpanSummary => ({
  spanId,
  parentSpanId,
  service,
  name: spanId,
  kind: 'client',
  status: 'unset',
  startTimeUnixNano: '0',
  durationNano: '0',
});
const PAGES = new Set(['https://shop.test']);

it('counts a request that a service has told of, and not one that only the browser knows', () => {
  const spans = [span('a', '', 'shop'), span('x', 'a', 'gateway'), span('b', '', 'shop')];
  const { requests, linked, unlinked } = linkCompleteness(
    [request('a', 'https://api.test/a'), request('b', 'https://api.test/b')],
    [{ traceId: 't', spans }],
    { pageOrigins: PAGES, now: NOW },
  );
  expect([requests, linked]).toEqual([2, 1]);
  // Its origin is known to send traces.
  expect(unlinked).toMatchObject([{ reason: 'lost', requests: [{ spanId: 'b' }] }]);
});

it.each([
  ['aborted', request('a', 'https://api.test/', { errorType: 'AbortError' })],
  ['unanswered', request('a', 'https://api.test/', { failed: true, status: undefined })],
  ['no headers possible', request('a', 'https://shop.test/', { type: 'beacon' })],
  ['no headers possible', request('a', 'https://shop.test/', { type: 'document' })],
  ['late', request('a', 'https://shop.test/', { startTimeUnixNano: `${NOW - 5_000}000000` })],
  ['other origin', request('a', 'https://cdn.test/')],
  ['expired', request('a', 'https://shop.test/', { startTimeUnixNano: `${NOW - 31 * 24 * HOUR_MS}000000` })],
  ['no exporter', request('a', 'https://shop.test/api')],
])('says why: %s', (reason, given) => {
  expect(linkCompleteness([given], [], { pageOrigins: PAGES, now: NOW, keptDays: 30 }).unlinked).toEqual([
    { reason, requests: [given] },
  ]);
});

it('tells a service that was there all the time, and chose, from one that came or went', () => {
  const at = (spanId: string, minutes: number) =>
    request(spanId, 'https://shop.test/api', {
      startTimeUnixNano: `${NOW - HOUR_MS + minutes * 60_000}000000`,
    });
  const spans = [span('a', '', 'shop'), span('x', 'a', 'api'), span('c', '', 'shop'), span('y', 'c', 'api')];
  const { unlinked } = linkCompleteness(
    [at('a', 0), at('b', 5), at('c', 10), at('d', 15)],
    [{ traceId: 't', spans }],
    { pageOrigins: PAGES, now: NOW },
  );
  expect(unlinked).toMatchObject([
    { reason: 'not sampled', requests: [{ spanId: 'b' }] },
    { reason: 'lost', requests: [{ spanId: 'd' }] },
  ]);
});
