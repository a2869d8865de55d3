import { gunzipSync } from 'node:zlib';
import { readReplay, SEGMENT_VERSION, type SegmentHeader } from '@throughline/format';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ClosedSegment } from '../buffer/segment.ts';
import { createClock } from '../clock.ts';
import { createCompression } from './compression/compression.ts';
import { gzipNow } from './compression/gzipNow.ts';
import { KEEPALIVE_BYTES } from './keepalive.ts';
import type { Outcome } from './post.ts';
import { createMemoryQueue } from './queue.ts';
import { createTransport } from './transport.ts';

const LATER: Outcome = { kind: 'later', retryAfter: undefined };
const REFUSED: Outcome = { kind: 'refused', reason: 'the server answered 401' };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function segment(seq: number, lines = `\n\n["${seq}"]`): ClosedSegment {
  const header = {
    v: SEGMENT_VERSION,
    session: '11111111-1111-4111-8111-111111111111',
    tab: '22222222-2222-4222-8222-222222222222',
    seq,
    from: 1,
    to: 2,
    checkpoint: false,
    events: 1,
  } as const;
  return { header, lines };
}

/** A transport to a server that answers by `outcome`, and what that server has seen. */
function setUp(outcome: (seq: number) => Outcome | Promise<Outcome>, mostBytes?: number) {
  const attempts: { seq: number; keepalive: boolean; header: SegmentHeader; lines: string }[] = [];
  const events: string[] = [];
  const queue = createMemoryQueue(mostBytes);
  const transport = createTransport({
    post: async (body, keepalive) => {
      const [first = '', spans, logs, replay = ''] = gunzipSync(body).toString().split('\n');
      const header = JSON.parse(first) as SegmentHeader;
      attempts.push({
        seq: header.seq,
        keepalive,
        header,
        lines: [spans, logs, readReplay(replay)].join('\n'),
      });
      return outcome(header.seq);
    },
    queue,
    compression: createCompression(() => undefined, gzipNow),
    clock: createClock(Date.now, () => 0, 0),
    events: {
      away: () => events.push('away'),
      back: () => events.push('back'),
      refused: () => events.push('refused'),
      dropped: () => {},
    },
  });
  return { attempts, events, queue, transport, sent: () => attempts.map(({ seq }) => seq) };
}

const stored = (): Outcome => ({ kind: 'stored', serverTime: Date.now() + 1_000 });

it('sends one segment after the other, in order, as one gzip stream', async () => {
  const { attempts, transport, queue } = setUp(stored);
  for (const seq of [0, 1, 2]) transport.send(segment(seq));
  await transport.settled();
  expect(attempts.map(({ seq, lines }) => [seq, lines])).toEqual([
    [0, '\n\n["0"]'],
    [1, '\n\n["1"]'],
    [2, '\n\n["2"]'],
  ]);
  expect(queue.isEmpty()).toBe(true);
});

it('says how far the server’s clock is from the second segment on', async () => {
  const { attempts, transport } = setUp(stored);
  transport.send(segment(0));
  await transport.settled();
  transport.send(segment(1));
  await transport.settled();
  expect(attempts[0]?.header.clockOffset).toBeUndefined();
  expect(attempts[1]?.header).toMatchObject({ clockOffset: 1_000, clockRoundTrip: 0 });
});

it('tries again until the server has it, and stamps each attempt with its time', async () => {
  let failures = 3;
  const { attempts, transport, sent } = setUp(() => (failures-- > 0 ? LATER : stored()));
  transport.send(segment(0));
  transport.send(segment(1));
  await transport.settled();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent()).toEqual([0, 0, 0, 0, 1]);
  const [first, , , last] = attempts;
  expect(last?.header.sentAt).toBeGreaterThan(first?.header.sentAt ?? 0);
  expect(last?.lines).toBe(first?.lines);
});

it('waits as long as the server asks, even if the page hides meanwhile', async () => {
  let answer: Outcome = { kind: 'later', retryAfter: 30_000 };
  const { transport, sent } = setUp(() => answer);
  transport.send(segment(0));
  await transport.settled();
  answer = stored();
  transport.send(segment(1));
  transport.sendNow();
  await vi.advanceTimersByTimeAsync(29_000);
  expect(sent()).toEqual([0]);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(sent()).toEqual([0, 0, 1]);
});

it('tells that the server is away, asks ever more rarely, and tells when it is back', async () => {
  let answer: Outcome = LATER;
  const { transport, events, sent } = setUp(() => answer);
  transport.send(segment(0));
  await vi.advanceTimersByTimeAsync(2 * 60_000);
  expect(events).toEqual(['away']);
  const afterTwoMinutes = sent().length;
  await vi.advanceTimersByTimeAsync(60 * 60_000);
  // Every five minutes at most, every half of that on average.
  expect(sent().length - afterTwoMinutes).toBeLessThan(100);
  answer = stored();
  await vi.advanceTimersByTimeAsync(6 * 60_000);
  expect(events).toEqual(['away', 'back']);
});

it('drops what the server refuses, goes on with the rest, and gives up after three in a row', async () => {
  const answers: Outcome[] = [REFUSED, stored(), REFUSED, REFUSED, REFUSED];
  const { transport, events, queue, sent } = setUp(() => answers.shift() ?? stored());
  for (const seq of [0, 1, 2, 3]) transport.send(segment(seq));
  await transport.settled();
  expect(sent()).toEqual([0, 1, 2, 3]);
  expect(events).toEqual([]);
  transport.send(segment(4));
  await transport.settled();
  expect(events).toEqual(['refused']);
  expect(queue.isEmpty()).toBe(true);
});

it('sends all that waits at once when the page hides, as much as may outlive it with keepalive', async () => {
  const answers: (() => void)[] = [];
  const { attempts, transport } = setUp(
    () => new Promise<Outcome>((resolve) => answers.push(() => resolve(stored()))),
  );
  for (const seq of [0, 1, 2])
    transport.send(segment(seq, `\n\n["${incompressible(KEEPALIVE_BYTES / 2.5)}"]`));
  transport.sendNow();
  expect(attempts.map(({ seq, keepalive }) => [seq, keepalive])).toEqual([
    [0, true],
    [1, true],
    [2, false],
  ]);
  for (const answer of answers.splice(0)) answer();
  await transport.settled();
  expect(attempts).toHaveLength(3);
  transport.send(segment(3));
  await vi.waitFor(() => expect(attempts).toHaveLength(4));
  expect(attempts[3]?.keepalive).toBe(true);
});

it('holds no more than its bound while the server is away, and tells that something was lost', async () => {
  const { transport, queue, events } = setUp(() => LATER, 10_000);
  for (let seq = 0; seq < 100; seq++) transport.send(segment(seq, 'x'.repeat(1_000)));
  expect(queue.waiting().length).toBeLessThanOrEqual(10);
  expect(queue.waiting().at(-1)?.header.seq).toBe(99);
  expect(events).toEqual(['away']);
});

it('forgets what it cannot deliver once it is closed', async () => {
  const { transport, queue, sent } = setUp(() => LATER);
  transport.send(segment(0));
  transport.close();
  await vi.advanceTimersByTimeAsync(60 * 60_000);
  expect(sent()).toEqual([0]);
  expect(queue.isEmpty()).toBe(true);
});

function incompressible(bytes: number): string {
  let text = '';
  // What is compressed at once has the fixed codes, of eight bits for such a character.
  while (text.length < bytes) text += Math.random().toString(16).slice(2);
  return text.slice(0, bytes);
}
