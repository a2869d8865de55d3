import { expect, it } from 'vitest';
import { contextHeaders, mayPropagate } from './propagation.ts';

const PAGE = 'https://shop.test';
const SESSION = '11111111-1111-4111-8111-111111111111';
const SPAN = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), sampled: true };
const to = (url: string, ...propagateTo: (string | RegExp)[]) =>
  mayPropagate(new URL(url), PAGE, propagateTo);

it('propagates to the page itself and to listed origins alone', () => {
  expect(to('https://shop.test/api')).toBe(true);
  expect(to('https://api.test/pay')).toBe(false);
  expect(to('https://api.test/pay', 'https://api.test')).toBe(true);
  expect(to('https://api.test.evil.test/', 'https://api.test')).toBe(false);
  expect(to('http://shop.test/api')).toBe(false);
  expect(to('https://shop.test:8443/api')).toBe(false);
});

it('tests patterns against the origin, each time from its start', () => {
  const pattern = /^https:\/\/[a-z]+\.api\.test$/g;
  expect(to('https://eu.api.test/', pattern)).toBe(true);
  expect(to('https://eu.api.test/', pattern)).toBe(true);
  expect(to('https://evil.test/https://eu.api.test', pattern)).toBe(false);
});

it('propagates over http and https alone', () => {
  expect(to('blob:https://shop.test/1')).toBe(false);
  expect(to('data:text/plain,x', /.*/)).toBe(false);
});

it('names the session and the span', () => {
  expect(Object.fromEntries(contextHeaders(SESSION, SPAN, () => null))).toEqual({
    traceparent: `00-${SPAN.traceId}-${SPAN.spanId}-01`,
    baggage: `session.id=${SESSION}`,
    'x-session-id': SESSION,
  });
});

it('leaves what the application set, and adds to its baggage', () => {
  const own = new Headers({
    traceparent: 'theirs',
    'X-Session-ID': 'theirs',
    baggage: 'tenant=7;p=1, session.id=old',
  });
  expect(Object.fromEntries(contextHeaders(SESSION, SPAN, (name) => own.get(name)))).toEqual({
    baggage: `tenant=7;p=1,session.id=${SESSION}`,
  });
});
