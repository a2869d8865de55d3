import { LIMITS } from '@throughline/format';
import type { Asset } from '../assets/sharedTexts.ts';
import type { Item } from '../buffer/item.ts';
import type { ClosedSegment } from '../buffer/segment.ts';
import type { Clock } from '../clock.ts';
import { safely, tellError } from '../safely.ts';
import type { Bytes, Compression } from './compression/compression.ts';
import { createKeepaliveBudget, KEEPALIVE_BYTES } from './keepalive.ts';
import type { Keeping } from './outbox/keeping.ts';
import type { Outcome, Post } from './post.ts';
import type { QueuedSegment, SegmentQueue } from './queue.ts';
import { retryDelay } from './retry.ts';
import { segmentBody } from './segmentBody.ts';
import { createServerClock } from './serverClock.ts';
import { splitToFit } from './splitToFit.ts';

/** After so many failures in a row, about half a minute, the server counts as away. */
const AWAY_AFTER_FAILURES = 6;
/** A server that refuses so many segments in a row will refuse the next too: a wrong key, a wrong endpoint. */
const STOP_AFTER_REFUSALS = 3;
/** Characters that are packed while a page waits to go: more would not fit into what outlives it. */
const LONGEST_PACKED_NOW = 1024 * 1024;

/** Sizes of segments of a page that goes away, bytes; the header takes some of what a request may have. */
const LEAVING = { most: KEEPALIVE_BYTES - 1024, piece: 12 * 1024 };

export interface TransportEvents {
  /** The server is away, or cannot keep up: capture should rest. */
  away(): void;
  /** The server is back: capture may go on. What was captured in between is lost. */
  back(): void;
  /** The server will take nothing of this page. */
  refused(): void;
  /** A segment was given up. `reason` continues "dropped: ". */
  dropped(reason: string, error?: unknown): void;
}

export interface Transport {
  /** Cuts items into parts that can each outlive the page; `lines` gives what a part looks like in a segment. */
  split(items: readonly Item[], lines: (items: readonly Item[]) => string): (readonly Item[])[];
  /** Brings what segments refer to, and the server lacks, to it. */
  offer(assets: readonly Asset[]): void;
  /** Sends a segment as soon as it can be. */
  send(segment: ClosedSegment): void;
  /** Sends what waits at once, as far as it can outlive the page. For a page that hides or goes away. */
  sendNow(): void;
  /** Resolves when nothing waits any more, or when an attempt has failed. */
  settled(): Promise<void>;
  /** Sends what waits, once, and forgets what cannot be delivered. */
  close(): void;
}

export interface TransportParts {
  post: Post;
  queue: SegmentQueue;
  compression: Compression;
  clock: Clock;
  events: TransportEvents;
  /** Lets segments outlive the page, where that is wanted. */
  keeping?: Keeping | undefined;
}

/** Brings closed segments to the server: each once, in order, again and again with growing pauses while it cannot. */
export function createTransport({
  post,
  queue,
  compression,
  clock,
  events,
  keeping,
}: TransportParts): Omit<Transport, 'offer'> {
  const serverClock = createServerClock();
  const budget = createKeepaliveBudget();
  const underWay = new Set<Promise<void>>();
  let running: Promise<void> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let refusals = 0;
  /** No attempt before this moment. */
  let pausedUntil = 0;
  /** Not even for a page that goes away before this moment: the server asked for it. */
  let refrainUntil = 0;
  let away = false;
  let closed = false;

  /** Sends one segment after the other until none waits or one fails. */
  function run(): Promise<void> {
    running ??= sendWaiting()
      .catch(tellError)
      .then(() =>
        safely(() => {
          running = undefined;
          tryAgainAfterPause();
        }),
      );
    return running;
  }

  async function sendWaiting(): Promise<void> {
    for (let [segment] = queue.waiting(); segment; [segment] = queue.waiting()) {
      if (Date.now() < pausedUntil) return;
      const packed = await pack(segment, compression).catch((error) => drop(segment, error));
      // While it was packed the page may have been hidden, and all sent at once.
      if (packed && queue.waiting().includes(segment)) await attempt(segment, packed);
    }
  }

  function tryAgainAfterPause(): void {
    clearTimeout(timer);
    if (!closed && queue.waiting().length > 0)
      timer = setTimeout(() => safely(run), Math.max(0, pausedUntil - Date.now()));
  }

  function attempt(segment: QueuedSegment, packed: Bytes): Promise<void> {
    const attempting = deliver(segment, packed)
      .catch((error) => drop(segment, error))
      .catch(tellError)
      .then(() => safely(() => void underWay.delete(attempting)));
    underWay.add(attempting);
    return attempting;
  }

  async function deliver(segment: QueuedSegment, packed: Bytes): Promise<void> {
    const sentAt = clock.now();
    const body = segmentBody(
      { ...segment.header, sentAt: Math.round(sentAt), ...serverClock.difference() },
      packed,
    );
    if (body.byteLength > LIMITS.segmentCompressedBytes)
      return settle(segment, {
        kind: 'refused',
        reason: `a segment of ${body.byteLength} bytes is too large`,
      });
    // What can outlive the page should; but what failed once may have failed for that.
    const keepalive = segment.attempts === 0 && budget.take(body.byteLength);
    segment.sending = true;
    const outcome = await post(body, keepalive);
    segment.sending = false;
    if (keepalive) budget.give(body.byteLength);
    if (outcome.kind === 'stored') serverClock.measure(outcome.serverTime, sentAt, clock.now());
    settle(segment, outcome);
  }

  function settle(segment: QueuedSegment, outcome: Outcome): void {
    if (outcome.kind === 'later') postpone(segment, outcome.retryAfter ?? 0);
    else {
      queue.remove(segment);
      keeping?.settled(segment);
      failures = 0;
      pausedUntil = 0;
      if (away) events.back();
      away = false;
    }
    if (outcome.kind === 'stored') {
      refusals = 0;
      safely(() => keeping?.reachable());
    }
    if (outcome.kind === 'refused') {
      events.dropped(outcome.reason);
      refusals += 1;
      if (refusals === STOP_AFTER_REFUSALS) events.refused();
    }
  }

  /** An error of our own must neither reach the page as an unhandled rejection nor come again with every attempt. */
  function drop(segment: QueuedSegment, error: unknown): void {
    queue.remove(segment);
    events.dropped('it could not be packed', error);
  }

  function postpone(segment: QueuedSegment, retryAfter: number): void {
    segment.attempts += 1;
    if (!closed) keeping?.failed(segment);
    failures += 1;
    const now = Date.now();
    if (retryAfter > 0) refrainUntil = Math.max(refrainUntil, now + retryAfter);
    pausedUntil = Math.max(pausedUntil, now + retryDelay(failures, retryAfter));
    if (closed) queue.remove(segment);
    else if (failures >= AWAY_AFTER_FAILURES) goAway();
    if (!running) tryAgainAfterPause();
  }

  function goAway(): void {
    if (away) return;
    away = true;
    events.away();
  }

  function sendNow(): void {
    if (Date.now() < refrainUntil) return;
    for (const segment of queue.waiting()) {
      if (segment.attempts > 0 || segment.lines.length > LONGEST_PACKED_NOW) continue;
      void attempt(segment, packNow(segment, compression));
    }
  }

  return {
    split: (items, lines) => splitToFit(items, (part) => compression.now(lines(part)).byteLength, LEAVING),
    send({ header, lines }) {
      if (closed) return;
      const dropped = queue.add({ header, lines, packed: undefined, attempts: 0, sending: false });
      if (dropped.length > 0) goAway();
      void run();
    },
    sendNow,
    async settled() {
      await run();
      await Promise.all(underWay);
    },
    close() {
      sendNow();
      closed = true;
      clearTimeout(timer);
      compression.close();
    },
  };
}

async function pack(segment: QueuedSegment, { later, now }: Compression): Promise<Bytes> {
  if (segment.packed) return segment.packed;
  const packed = await later(segment.lines, true).catch(() => now(segment.lines));
  return keep(segment, segment.packed ?? packed);
}

function packNow(segment: QueuedSegment, { now }: Compression): Bytes {
  return keep(segment, segment.packed ?? now(segment.lines));
}

function keep(segment: QueuedSegment, packed: Bytes): Bytes {
  segment.packed = packed;
  segment.lines = '';
  return packed;
}
