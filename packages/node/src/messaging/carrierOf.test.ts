import { describe, expect, test } from 'vitest';
import { carrierOf } from './carrierOf.ts';
import { seal } from './envelope.ts';

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const session = '11111111-1111-4111-8111-111111111111';
const carrier = { traceparent, 'x-session-id': session };

describe('the carrier of a message', () => {
  test.each([
    ['a plain carrier', carrier],
    [
      'Kafka',
      {
        value: Buffer.from('{}'),
        headers: { traceparent: Buffer.from(traceparent), 'x-session-id': Buffer.from(session) },
      },
    ],
    ['AMQP', { content: Buffer.from('{}'), properties: { headers: carrier } }],
    ['NATS and Fetch', { headers: new Headers(carrier) }],
    ['a Map', { headers: new Map(Object.entries(carrier)) }],
    ['gRPC', { metadata: { get: (name: keyof typeof carrier) => [carrier[name]].filter(Boolean) } }],
    [
      'SQS',
      {
        Body: '',
        MessageAttributes: {
          traceparent: { StringValue: traceparent },
          'x-session-id': { StringValue: session },
        },
      },
    ],
    [
      'SNS',
      { MessageAttributes: { traceparent: { Value: traceparent }, 'x-session-id': { Value: session } } },
    ],
    ['BullMQ', { data: { order: 1 }, opts: { telemetry: { metadata: JSON.stringify(carrier) } } }],
    ['a sealed job', { data: seal({ order: 1 }, carrier) }],
    ["a sealed job's data", seal({ order: 1 }, carrier)],
  ])('is read from %s', (_, message) => {
    expect(carrierOf(message)).toEqual(carrier);
  });

  test.each([
    [null],
    ['text'],
    [7],
    [{}],
    [{ headers: null }],
    [{ traceparent: 7 }],
    [{ opts: { telemetry: { metadata: '{' } } }],
    [{ opts: { telemetry: { metadata: `"${'x'.repeat(20_000)}"` } } }],
    [{ baggage: 'x'.repeat(9000) }],
  ])('is empty in %j', (message) => {
    expect(carrierOf(message)).toEqual({});
  });
});
