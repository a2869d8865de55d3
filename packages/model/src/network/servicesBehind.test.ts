import { toAnyValue } from '@throughline/format';
import { expect, it } from 'vitest';
import { servicesBehind } from './servicesBehind.ts';

const span = (spanId: string, parentSpanId: string, service: string, start: number, error?: string) => ({
  spanId,
  parentSpanId,
  service,
  name: `span ${spanId}`,
  startTimeUnixNano: String(start),
  attributes: {},
  events: [],
  status:
    error === undefined
      ? { code: 'unset' as const, message: '' }
      : { code: 'error' as const, message: error },
});

it('counts what each service did for the request, and no more', () => {
  const spans = [
    span('action', '', 'shop', 1),
    span('request', 'action', 'shop', 2),
    span('other', 'action', 'shop', 2),
    span('elsewhere', 'other', 'cart', 3),
    span('orders', 'gateway', 'orders', 5, ''),
    span('gateway', 'request', 'gateway', 3, 'HTTP 502'),
    span('query', 'orders', 'orders', 6, 'time-out'),
  ];
  expect(servicesBehind(spans, 'request')).toEqual([
    { service: 'gateway', spans: 1, errors: 1, firstError: 'span gateway: HTTP 502' },
    { service: 'orders', spans: 2, errors: 2, firstError: 'span query: time-out' },
  ]);
});

it('ends where ancestors run in a circle', () => {
  const spans = [span('a', 'b', 'one', 1), span('b', 'a', 'two', 2), span('c', 'c', 'three', 3)];
  expect(servicesBehind(spans, 'a').map(({ service }) => service)).toEqual(['two']);
  expect(servicesBehind(spans, 'c')).toEqual([]);
});

it('says of a service what one of its spans knows of the failure', () => {
  const exception = { 'exception.message': toAnyValue('Query read timeout') };
  const http = { 'http.response.status_code': toAnyValue(504) };
  const spans = [
    { ...span('server', 'request', 'orders', 1, ''), attributes: http },
    {
      ...span('query', 'server', 'orders', 2, ''),
      events: [{ timeUnixNano: '3', name: 'exception', attributes: exception }],
    },
    { ...span('gateway', 'request', 'gateway', 3, ''), attributes: http },
    span('silent', 'request', 'silent', 4, ''),
  ];
  expect(servicesBehind(spans, 'request').map(({ firstError }) => firstError)).toEqual([
    'span query: Query read timeout',
    'span gateway: HTTP 504',
    'span silent',
  ]);
});
