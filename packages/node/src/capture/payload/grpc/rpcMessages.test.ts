import { expect, test } from 'vitest';
import { plainMessage } from './plainMessage.ts';
import { RpcMessages } from './rpcMessages.ts';

test.each<[name: string, message: unknown, plain: unknown]>([
  ['fields', { order: 7, items: [{ name: 'tea' }] }, { order: 7, items: [{ name: 'tea' }] }],
  ['bytes', { image: Buffer.alloc(5), raw: new Uint8Array(2) }, { image: '(5 bytes)', raw: '(2 bytes)' }],
  ['a big integer', { id: 2n ** 60n }, { id: '1152921504606846976' }],
  ['a Long', { id: { low: 7, high: 0, unsigned: false, toString: () => '7' } }, { id: '7' }],
  ['a map', { counts: new Map([['tea', 1]]) }, { counts: { tea: 1 } }],
  ['a message of google-protobuf', { toObject: () => ({ order: 7 }) }, { order: 7 }],
  ['a message of protobufjs', { toJSON: () => ({ order: 7n }) }, { order: '7' }],
  ['a date', new Date(0), '1970-01-01T00:00:00.000Z'],
])('%s can be said in JSON', (_, message, plain) => {
  expect(plainMessage(message)).toEqual(plain);
});

test('a message that holds itself, or more than can be shown, is cut off', () => {
  const cyclic: Record<string, unknown> = { order: 7 };
  cyclic.self = cyclic;
  expect(JSON.stringify(plainMessage(cyclic))).toContain('…');
  const wide = Array.from({ length: 1_000 }, () => Array.from({ length: 1_000 }, (_, index) => index));
  expect(JSON.stringify(plainMessage(wide)).length).toBeLessThan(1_000_000);
});

test('a stream keeps what fits, a line each, and counts the rest', () => {
  const messages = new RpcMessages(true);
  for (let part = 0; part < 10_000; part += 1) messages.add({ part }, 20);
  expect(messages).toMatchObject({ count: 10_000, size: 200_000, isTruncated: true });
  expect(messages.contentType).toBe('application/x-ndjson');
  const text = Buffer.from(messages.bytes() ?? []).toString();
  expect(text).toMatch(/^\{"part":0\}\n\{"part":1\}\n/);
  expect(text.length).toBeLessThan(80_000);
});

test('a message that is no text, or that throws, is counted', () => {
  const messages = new RpcMessages(false);
  messages.add(Buffer.from([0, 255]), 2);
  messages.add(
    {
      get order() {
        throw new Error('no');
      },
    },
    3,
  );
  expect(messages).toMatchObject({ count: 2, size: 5, contentType: 'application/octet-stream' });
  expect(messages.bytes()).toBeUndefined();
});
