import { EVENTS } from '@throughline/format';
import type { CDPSession, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { flush, useFixture } from './testing/fixture.ts';
import { keptSegments } from './testing/keptSegments.ts';
import { unavailable } from './testing/sink.ts';
import { OUTBOX_LIMITS } from './transport/outbox/outbox.ts';
import { QUEUE_BYTES } from './transport/queue.ts';

const fixture = useFixture();

const PAGE =
  '<button onclick="this.textContent = Number(this.textContent) + 1">0</button><div id="list"></div>';
/** Minutes that the server is away. */
const OUTAGE = 60;
/** Minutes between two times that something goes on in the tab that is left open. */
const BUSY_EVERY = 5;
/** Bytes that a page of this kind takes beside what the SDK holds, at most: its nodes, and what V8 makes of running code. */
const HEAP_TOLERANCE = 4 * 1024 * 1024;

const track = (name: string) => window.throughline.track(name);

/** What goes on in a busy page: clicks, a console, and text that does not compress. */
const busy = (page: Page) =>
  page.evaluate(async () => {
    const noise = Array.from(crypto.getRandomValues(new Uint32Array(2_000)), (value) => value.toString(36));
    const list = document.querySelector('#list') as HTMLElement;
    list.replaceChildren(
      ...noise.slice(0, 50).map((text) => Object.assign(document.createElement('p'), { textContent: text })),
    );
    list.title = noise.join('');
    document.querySelector('button')?.click();
    console.log('busy', noise.slice(0, 50));
  });

/** Bytes that the page's scripts hold, garbage left out. */
async function heldBytes(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const usage = (await session.send('Runtime.getHeapUsage')) as {
    usedSize: number;
    backingStorageSize?: number;
  };
  return usage.usedSize + (usage.backingStorageSize ?? 0);
}

it('holds little while the server is away for an hour, disturbs no page, and delivers in order when it is back', {
  timeout: 120_000,
}, async () => {
  const { sink } = fixture;
  await fixture.context.clock.install();
  // One tab is left open; in the other the person goes from page to page.
  const left = await fixture.open(PAGE);
  const session = await fixture.context.newCDPSession(left);
  const ask = () => left.evaluate(() => fetch('/api/status/200').then(({ status }) => status));
  await busy(left);
  expect(await ask()).toBe(200);
  await flush(left);
  const before = await heldBytes(session);
  const reachedBefore = sink.segments.length;
  sink.answerNext(1_000_000, unavailable());
  const roaming = await fixture.open(PAGE);
  const attemptsBefore = sink.methods.length;
  for (let minute = 0; minute < OUTAGE; minute++) {
    if (minute % BUSY_EVERY === 0) {
      await busy(left);
      expect(await ask()).toBe(200);
    }
    await busy(roaming);
    await roaming.evaluate(track, `minute ${minute}`);
    await flush(roaming);
    await roaming.reload();
    await fixture.context.clock.fastForward('01:00');
  }
  const attempts = sink.methods.length - attemptsBefore;

  // The pages never noticed.
  expect(await left.textContent('button')).toBe(String(OUTAGE / BUSY_EVERY + 1));
  expect(fixture.pageErrors).toEqual([]);
  // A page and a reload make an attempt or two each; the tab that is left open asks ever more rarely.
  expect(attempts).toBeLessThan(4 * OUTAGE);
  // Memory: no more than the queue may take, and in truth far less, since capture rests.
  const held = (await heldBytes(session)) - before;
  expect(held).toBeLessThan(QUEUE_BYTES + HEAP_TOLERANCE);
  // Disk: both bounds, and what was reached of them.
  const kept = await keptSegments(roaming);
  expect(kept.numbers.length).toBeLessThanOrEqual(OUTBOX_LIMITS.segments);
  expect(kept.numbers.length).toBeGreaterThan(OUTBOX_LIMITS.segments / 2);
  expect(kept.bytes).toBeLessThanOrEqual(OUTBOX_LIMITS.segments * OUTBOX_LIMITS.segmentBytes);
  expect(kept.bytes).toBeGreaterThan(50_000);

  sink.recover();
  await fixture.context.clock.fastForward('05:01');
  await roaming.click('button');
  await flush(roaming);
  await expect.poll(async () => (await keptSegments(roaming)).numbers).toEqual([]);
  await roaming.evaluate(track, 'after the outage');
  await flush(roaming);
  await sink.until(() => sink.logs('after the outage').length === 1);

  // What was kept came in order, each once, and the numbers of what was dropped never came: the server sees the gap.
  const tabs = new Set(sink.segments.slice(reachedBefore).map(({ header }) => header.tab));
  const [tab] = sink.segments
    .filter(({ logs }) => logs.some(({ eventName }) => eventName === 'after the outage'))
    .map(({ header }) => header.tab);
  expect(tabs).toContain(tab);
  const delivered = sink.segments.filter(({ header }) => header.tab === tab).map(({ header }) => header.seq);
  // The last is of the page itself, which sends it before those of pages before it.
  const earlier = kept.numbers.slice(0, -1);
  const drained = delivered.filter((seq) => earlier.includes(seq));
  expect(drained).toEqual([...new Set(drained)].sort((one, other) => one - other));
  expect(Math.max(...delivered) + 1).toBeGreaterThan(new Set(delivered).size);
  const told = sink.logs(EVENTS.console).length;
  expect(told).toBeGreaterThan(0);
  expect(fixture.pageErrors).toEqual([]);
});
