import { expect, it } from 'vitest';
import type { ClosedSegment } from '../buffer/segment.ts';
import { createLateTransport } from './lateTransport.ts';
import type { Transport } from './transport.ts';

const segment = (seq: number, lines = '\n\n[]') => ({ header: { seq }, lines }) as ClosedSegment;

function setUp() {
  const calls: unknown[] = [];
  const once: number[] = [];
  let arrive: (transport: Transport | undefined) => void = () => {};
  const loaded = new Promise<Transport | undefined>((resolve) => {
    arrive = resolve;
  });
  const inner: Transport = {
    split: (items) => [items],
    offer: () => {},
    send: ({ header }) => void calls.push(header.seq),
    sendNow: () => void calls.push('now'),
    settled: async () => void calls.push('settled'),
    close: () => void calls.push('close'),
  };
  const late = createLateTransport(loaded, ({ header }) => once.push(header.seq));
  return { calls, once, late, arrive: () => arrive(inner), fail: () => arrive(undefined) };
}

it('keeps segments in order until the transport is there', async () => {
  const { late, calls, arrive, once } = setUp();
  late.send(segment(0));
  late.send(segment(1));
  arrive();
  await late.settled();
  late.send(segment(2));
  late.sendNow();
  expect(calls).toEqual([0, 1, 'settled', 2, 'now']);
  expect(once).toEqual([]);
});

it('gives up what waits, once, when the page goes away before', async () => {
  const { late, calls, once, arrive } = setUp();
  late.send(segment(0));
  late.sendNow();
  late.sendNow();
  arrive();
  await late.settled();
  expect(once).toEqual([0]);
  expect(calls).toEqual(['settled']);
});

it('closes a transport that arrives too late, and sends nothing after it was closed', async () => {
  const { late, calls, once, arrive } = setUp();
  late.send(segment(0));
  late.close();
  late.send(segment(1));
  arrive();
  await late.settled();
  expect(once).toEqual([0]);
  expect(calls).toEqual(['close', 'settled']);
});

it('holds no more than its bound if the transport never arrives', async () => {
  const { late, once, fail } = setUp();
  fail();
  await late.settled();
  for (let seq = 0; seq < 10; seq++) late.send(segment(seq, 'x'.repeat(3 * 1024 * 1024)));
  late.sendNow();
  expect(once).toEqual([8, 9]);
});
