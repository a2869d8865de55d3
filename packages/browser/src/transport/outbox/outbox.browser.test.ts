import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { bundleSource } from '../../testing/bundle.ts';
import { flush, useFixture } from '../../testing/fixture.ts';
import { keptSegments } from '../../testing/keptSegments.ts';
import { unavailable } from '../../testing/sink.ts';
import { startSite } from '../../testing/site.ts';
import type { KeptSegment, Outbox } from './outbox.ts';

const fixture = useFixture();

/** How many segments lie in the browser. */
const kept = async (page: Page) => (await keptSegments(page)).numbers.length;

const track = (name: string) => window.throughline.track(name);

it('brings what a page could not deliver, once another page reaches the server', async () => {
  const { sink } = fixture;
  sink.answerNext(1_000, unavailable());
  const first = await fixture.open('<p>x</p>');
  await first.evaluate(track, 'could not be sent');
  await flush(first);
  await expect.poll(() => kept(first)).toBe(1);
  await first.close();
  sink.recover();
  const second = await fixture.open('<p>y</p>');
  await flush(second);
  await sink.until(() => sink.logs('could not be sent').length === 1);
  await expect.poll(() => kept(second)).toBe(0);
  const [session] = new Set(sink.segments.map(({ header }) => header.session));
  expect(sink.segments.every(({ header }) => header.session === session)).toBe(true);
  expect(fixture.pageErrors).toEqual([]);
});

it('leaves nothing behind of what the page delivers itself in the end', async () => {
  const { sink } = fixture;
  sink.answerNext(1, unavailable());
  const page = await fixture.open('<p>x</p>');
  await page.evaluate(track, 'second try');
  await flush(page);
  await sink.until(() => sink.logs('second try').length === 1);
  await expect.poll(() => kept(page)).toBe(0);
  expect(sink.segments).toHaveLength(1);
});

it('keeps nothing where nothing may be stored, and forgets when the person refuses', async () => {
  const { sink } = fixture;
  sink.answerNext(1_000, unavailable());
  const memory = await fixture.open('<p>x</p>', { storage: 'memory' });
  await flush(memory);
  expect(await kept(memory)).toBe(0);
  await memory.close();
  const page = await fixture.open('<p>x</p>');
  await flush(page);
  await expect.poll(() => kept(page)).toBe(1);
  await page.evaluate(() => window.throughline.optOut());
  await expect.poll(() => kept(page)).toBe(0);
});

it('works where IndexedDB is forbidden', async () => {
  await fixture.context.addInitScript(() =>
    Object.defineProperty(window, 'indexedDB', {
      get() {
        throw new DOMException('forbidden', 'SecurityError');
      },
    }),
  );
  const { sink } = fixture;
  sink.answerNext(1, unavailable());
  const page = await fixture.open('<p>x</p>');
  await page.evaluate(track, 'second try');
  await flush(page);
  await sink.until(() => sink.logs('second try').length === 1);
  expect(fixture.pageErrors).toEqual([]);
});

it('holds no more than its bounds, and the newest', async () => {
  const site = await startSite(await bundleSource('transport/outbox/indexedDbOutbox.ts'));
  try {
    const page = await fixture.context.newPage();
    const html =
      '<!doctype html><script type="module">import * as source from "/source.js"; window.source = source;</script>';
    await page.goto(site.page('/', html));
    const held = await page.evaluate(async () => {
      const { source } = window as unknown as { source: { createIndexedDbOutbox(): Outbox } };
      const outbox = source.createIndexedDbOutbox();
      const segment = (at: number, bytes: number) =>
        ({
          id: `s/t/${at}`,
          url: 'u',
          page: 'p',
          at,
          header: {},
          packed: new Uint8Array(bytes),
        }) as KeptSegment;
      for (let at = 0; at < 100; at++) await outbox.put(segment(at, 1_000));
      await outbox.put(segment(100, 300 * 1024));
      return (await outbox.all()).map(({ at }) => at);
    });
    expect(held).toEqual(Array.from({ length: 64 }, (_, index) => 36 + index));
  } finally {
    await site.close();
  }
});
