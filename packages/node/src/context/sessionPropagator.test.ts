import { defaultTextMapGetter, defaultTextMapSetter, propagation, ROOT_CONTEXT } from '@opentelemetry/api';
import { CompositePropagator, suppressTracing, W3CBaggagePropagator } from '@opentelemetry/core';
import { describe, expect, test } from 'vitest';
import { sessionIdOf, withSessionId } from './sessionId.ts';
import { SessionPropagator } from './sessionPropagator.ts';

const propagator = new CompositePropagator({
  propagators: [new W3CBaggagePropagator(), new SessionPropagator()],
});
const extract = (headers: Record<string, string | string[]>) =>
  propagator.extract(ROOT_CONTEXT, headers, defaultTextMapGetter);

const first = '11111111-1111-4111-8111-111111111111';
const second = '22222222-2222-4222-8222-222222222222';

describe('the session propagator', () => {
  test.each([
    ['baggage alone', { baggage: `session.id=${first}` }, first],
    ['the header alone', { 'x-session-id': first }, first],
    ['a header that came twice', { 'x-session-id': [first, second] }, first],
    ['both, baggage first', { baggage: `session.id=${first}`, 'x-session-id': second }, first],
    ['malformed baggage, good header', { baggage: 'session.id=no', 'x-session-id': second }, second],
    ['good baggage, malformed header', { baggage: `session.id=${first}`, 'x-session-id': 'no' }, first],
    ['malformed both', { baggage: 'session.id=no', 'x-session-id': 'no' }, undefined],
    ['an upper-case id', { 'x-session-id': 'AAAAAAAA-1111-4111-8111-111111111111' }, undefined],
    ['nothing', {}, undefined],
  ])('reads %s', (_, headers, expected) => {
    expect(sessionIdOf(extract(headers))).toBe(expected);
  });

  test('drops a malformed id from the baggage and keeps the rest', () => {
    const baggage = propagation.getBaggage(extract({ baggage: 'shop=1,session.id=no' }));
    expect(baggage?.getAllEntries().map(([name]) => name)).toEqual(['shop']);
  });

  test('writes the id into both headers, and into neither where tracing is suppressed', () => {
    const context = withSessionId(ROOT_CONTEXT, first);
    const written: Record<string, string> = {};
    propagator.inject(context, written, defaultTextMapSetter);
    expect(written).toEqual({ baggage: `session.id=${first}`, 'x-session-id': first });
    const nothing: Record<string, string> = {};
    propagator.inject(suppressTracing(context), nothing, defaultTextMapSetter);
    expect(nothing).toEqual({});
  });
});
