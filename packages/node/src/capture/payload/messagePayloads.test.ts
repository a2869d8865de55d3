import { tracing } from '@opentelemetry/sdk-node';
import { describe, expect, test } from 'vitest';
import { Incidents } from '../../incident/incidents.ts';
import { Redaction } from '../redaction.ts';
import { headerPairs } from './messageContent.ts';
import { recordMessage } from './messagePayloads.ts';
import { type PayloadOptions, Payloads } from './payloads.ts';

const BODY = 'throughline.messaging.message.body';
const tracer = new tracing.BasicTracerProvider().getTracer('test');

function recorded(content: unknown, headers?: unknown, options: PayloadOptions = { capture: true }) {
  const payloads = new Payloads(new Redaction(), new Incidents());
  payloads.configure(options);
  const span = tracer.startSpan('send orders') as tracing.Span;
  recordMessage(span, 'orders', content, headers, payloads);
  span.end();
  return span.attributes;
}

describe('a message', () => {
  test.each([
    ['a text', 'paid', 'paid'],
    ['bytes of text', Buffer.from('café'), 'café'],
    ['an object', { order: 7, password: 'hunter2' }, '{"order":7,"password":"[redacted]"}'],
    ['JSON as text', '{"token":"hunter2"}', '{"token":"[redacted]"}'],
    ['several', ['a', { pin: 1 }], '["a",{"pin":"[redacted]"}]'],
    ['told when it is asked for', () => ({ order: 7 }), '{"order":7}'],
  ])('that is %s is kept as text', (_, content, expected) => {
    expect(recorded(content)[BODY]).toBe(expected);
  });

  test.each([
    ['bytes of no text', Buffer.from([0, 255, 1]), 3],
    ['nothing', null, 0],
  ])('that is %s is counted', (_, content, size) => {
    expect(recorded(content)).toEqual({ 'messaging.message.body.size': size });
  });

  test('is kept up to 64 KiB, with its true size', () => {
    const attributes = recorded('word '.repeat(50_000));
    expect(attributes['messaging.message.body.size']).toBe(250_000);
    expect(attributes[`${BODY}.truncated`]).toBe(true);
    expect(String(attributes[BODY]).length).toBeLessThanOrEqual(65_536);
  });

  test('leaves nothing unless it is asked for, nor where it is no JSON', () => {
    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    expect(recorded('paid', { 'content-type': 'text/plain' }, {})).toEqual({});
    expect(recorded(cyclic)).toEqual({});
    let asked = 0;
    recorded(() => (asked += 1), undefined, {});
    expect(asked).toBe(0);
  });

  test('keeps those of its headers that may be stored', () => {
    const headers = { 'X-Tenant': Buffer.from('shop'), 'content-type': 'text/plain', 'x-other': 'hunter2' };
    expect(recorded('paid', headers, { capture: true, headers: ['x-tenant'] })).toMatchObject({
      'throughline.messaging.message.header.x-tenant': ['shop'],
      'throughline.messaging.message.header.content-type': ['text/plain'],
    });
  });
});

test.each<[client: string, headers: unknown, pairs: [string, string][]]>([
  [
    'Kafka',
    { a: Buffer.from('1'), b: [Buffer.from('2'), '3'], c: undefined },
    [
      ['a', '1'],
      ['b', '2'],
      ['b', '3'],
    ],
  ],
  [
    'AMQP',
    { a: 1, b: true, c: { nested: 1 } },
    [
      ['a', '1'],
      ['b', 'true'],
    ],
  ],
  [
    'NATS',
    new Map([['a', ['1', '2']]]),
    [
      ['a', '1'],
      ['a', '2'],
    ],
  ],
  [
    'SQS',
    { a: { DataType: 'String', StringValue: '1' }, b: { DataType: 'Binary', BinaryValue: Buffer.from('x') } },
    [['a', '1']],
  ],
  ['gRPC', { a: ['1'], 'b-bin': [Buffer.from([0, 255])] }, [['a', '1']]],
  ['Fetch', new Headers({ a: '1' }), [['a', '1']]],
  ['none', undefined, []],
  ['a text', 'headers', []],
])('headers of %s are read', (_, headers, pairs) => {
  expect(headerPairs(headers)).toEqual(pairs);
});
