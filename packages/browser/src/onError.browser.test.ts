import { DEFAULT_SDK_CONFIG, EVENTS } from '@throughline/format';
import type { Page } from 'playwright-core';
import { EventType } from 'rrweb';
import { expect, it } from 'vitest';
import type { ThroughlineOptions } from './options.ts';
import { launchChromium } from './testing/chromium.ts';
import { flush, useFixture } from './testing/fixture.ts';
import { plain } from './testing/sink.ts';
import { recordedPage } from './testing/site.ts';

const fixture = useFixture();

const track = (name: string) => window.throughline.track(name);
const names = () => fixture.sink.logs().map(({ eventName }) => eventName);
const fail = () => setTimeout(() => Promise.reject(new Error('broken')));

/** A page that holds what it records, with a clock that the test moves. */
async function open(options: Partial<ThroughlineOptions> = {}): Promise<Page> {
  await fixture.context.clock.install();
  const page = await fixture.open('<p>x</p>', { mode: 'on-error', ...options });
  await fixture.sink.until(() => fixture.sink.asked.length > 0);
  return page;
}

/** Something that happens once in ten seconds, for so many minutes. */
async function happens(page: Page, minutes: number): Promise<void> {
  for (let step = 0; step < minutes * 6; step++) {
    await page.evaluate((text) => document.querySelector('p')?.append(text), ` at ${step * 10} s`);
    await page.evaluate(track, `at ${step * 10} s`);
    await page.clock.runFor(10_000);
  }
}

/** What has arrived begins at least a minute before, with a checkpoint, and holds nothing of long before. */
function expectMinuteBefore(): void {
  const told = names().filter((name) => /^at \d+ s$/.test(name ?? ''));
  const [first] = told;
  expect(Number(/\d+/.exec(first ?? '')?.[0])).toBeLessThanOrEqual(240);
  expect(Number(/\d+/.exec(first ?? '')?.[0])).toBeGreaterThanOrEqual(120);
  expect(told.at(-1)).toBe('at 290 s');
  const [segment] = fixture.sink.segments;
  expect(segment?.header).toMatchObject({ seq: 0, checkpoint: true });
  expect(segment?.replay.slice(0, 2).map(({ type }) => type)).toEqual([
    EventType.Meta,
    EventType.FullSnapshot,
  ]);
  expect((segment?.header.to ?? 0) - (segment?.header.from ?? 0)).toBeGreaterThanOrEqual(60_000);
  expect((segment?.header.to ?? 0) - (segment?.header.from ?? 0)).toBeLessThanOrEqual(190_000);
}

it('sends nothing while nothing goes wrong, and the last minute before an exception', async () => {
  const page = await open();
  await happens(page, 5);
  await page.evaluate(() => window.throughline.flush());
  expect(fixture.sink.methods).toEqual([]);
  await page.evaluate(fail);
  await page.clock.runFor(6_000);
  await fixture.sink.until(() => fixture.sink.logs(EVENTS.exception).length === 1);
  expectMinuteBefore();
  await page.evaluate(track, 'afterwards');
  await flush(page);
  expect(names()).toContain('afterwards');
});

it('sends the last minute before a server failed, and not before one refused', async () => {
  const page = await open();
  await happens(page, 5);
  const ask = (status: number) =>
    page.evaluate((path) => fetch(path).then(() => undefined), `/api/status/${status}`);
  await ask(404);
  await page.clock.runFor(4_000);
  await flush(page);
  expect(fixture.sink.methods).toEqual([]);
  await ask(503);
  await page.clock.runFor(10_000);
  await fixture.sink.until(() => fixture.sink.segments.length > 0);
  expectMinuteBefore();
  const requests = fixture.sink.requests().map(({ attributes }) => plain(attributes));
  expect(requests.map((attributes) => attributes['http.response.status_code'])).toEqual([404, 503]);
});

it('sends the last minute when the server’s next answer says that a service failed', async () => {
  const page = await open();
  await happens(page, 5);
  const session = await page.evaluate(() => window.throughline.sessionId());
  expect(fixture.sink.asked.at(-1)).toContain(`session=${session}`);
  fixture.sink.config = { ...DEFAULT_SDK_CONFIG, keep: 'error span' };
  await page.clock.runFor(19_000);
  await fixture.sink.until(() => fixture.sink.segments.length > 0);
  expectMinuteBefore();
  expect(fixture.sink.logs(EVENTS.keep)).toEqual([]);
});

it('sends the last minute when the application says so', async () => {
  const page = await open();
  await happens(page, 5);
  await page.evaluate(() => window.throughline.keep('complained'));
  await flush(page);
  expectMinuteBefore();
  expect(fixture.sink.logs(EVENTS.keep)).toHaveLength(1);
});

/** The page has found what the one before it held, and will hand on what it holds itself. */
async function eventuallyHolds(page: Page): Promise<void> {
  await page.evaluate("import('/throughline-recorder.js').then(() => undefined)");
  await page.evaluate("import('/throughline-held.js').then(() => undefined)");
  await expect.poll(() => heldRecords(page).catch(() => -1)).toBe(0);
  await expect.poll(() => page.evaluate(() => sessionStorage.getItem('throughline.held'))).toBe(null);
}

/** How many records wait for a next page. */
function heldRecords(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('throughline');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    try {
      const request = database.transaction('held').objectStore('held').count();
      await new Promise((resolve) => {
        request.onsuccess = resolve;
      });
      return request.result;
    } finally {
      database.close();
    }
  });
}

it('goes on over a reload with what the page before held, if that is asked for, and leaves nothing behind', async () => {
  const page = await open({ holdAcrossPages: true });
  await eventuallyHolds(page);
  await page.evaluate(track, 'on the first page');
  await page.evaluate(() => document.querySelector('p')?.append('of the first page'));
  await page.reload();
  await eventuallyHolds(page);
  await page.evaluate(track, 'on the second page');
  await page.reload();
  await eventuallyHolds(page);
  expect(fixture.sink.methods).toEqual([]);
  await page.evaluate(fail);
  await page.clock.runFor(6_000);
  await fixture.sink.until(() => fixture.sink.logs(EVENTS.exception).length === 1);
  const own = names().filter((name) => /page$/.test(name ?? ''));
  expect(own).toEqual(['on the first page', 'on the second page']);
  expect(fixture.sink.text()).toContain('of the first page');
  const { sink } = fixture;
  expect(sink.segments[0]?.header).toMatchObject({ seq: 0, checkpoint: true });
  expect(new Set(sink.segments.map(({ header }) => `${header.session} ${header.tab}`)).size).toBe(1);
  const times = sink.replay().map(({ timestamp }) => timestamp);
  expect(times).toEqual([...times].sort((left, right) => left - right));
  expect(sink.replay().filter(({ type }) => type === EventType.FullSnapshot).length).toBeGreaterThanOrEqual(
    3,
  );
  expect(fixture.pageErrors.map(({ message }) => message)).toEqual(['broken']);
});

it('goes on over a reload that comes before what the page before held was found', async () => {
  const page = await open({ holdAcrossPages: true });
  const place = () => page.evaluate(() => sessionStorage.getItem('throughline.held'));
  await eventuallyHolds(page);
  // More than goes through the tab's storage.
  await page.evaluate(() => document.querySelector('p')?.append('large '.repeat(100_000)));
  await page.evaluate(track, 'on the first page');
  await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pagehide')));
  await expect.poll(() => heldRecords(page)).toBe(1);
  // The next page knows where it is, but it is not there yet, however often one looks.
  await page.evaluate((at) => sessionStorage.setItem('slow', at ?? ''), await place());
  await page.addInitScript(() => {
    const slow = sessionStorage.getItem('slow');
    if (!slow) return;
    sessionStorage.setItem('throughline.held', slow);
    sessionStorage.removeItem('slow');
    IDBObjectStore.prototype.get = () => ({}) as IDBRequest;
  });
  await page.reload();
  await expect.poll(place).toBe(null);
  await page.evaluate(track, 'on the second page');
  await page.reload();
  await eventuallyHolds(page);
  await page.evaluate(fail);
  await page.clock.runFor(6_000);
  await fixture.sink.until(() => fixture.sink.logs(EVENTS.exception).length === 1);
  expect(names().filter((name) => /page$/.test(name ?? ''))).toEqual([
    'on the first page',
    'on the second page',
  ]);
});

it('goes on with what the next page held when it comes back from the back-forward cache', async () => {
  const browser = await launchChromium({ backForwardCache: true });
  try {
    const page = await browser.newPage();
    const html = recordedPage(
      { endpoint: fixture.sink.origin, mode: 'on-error', holdAcrossPages: true },
      '<p>x</p>',
    );
    const elsewhere = fixture.site.page('/elsewhere', html.replace('<p>x</p>', '<p>y</p>'));
    await page.goto(fixture.site.page('/', html));
    await page.evaluate(() =>
      addEventListener('pageshow', (event) => {
        document.title = event.persisted ? 'from the cache' : 'loaded';
      }),
    );
    await eventuallyHolds(page);
    await page.evaluate(track, 'on the first page');
    await page.evaluate((url) => location.assign(url), elsewhere);
    await page.waitForURL(elsewhere);
    await eventuallyHolds(page);
    await page.evaluate(track, 'on the second page');
    await page.evaluate(() => history.back());
    await page.waitForFunction(() => document.title === 'from the cache');
    await eventuallyHolds(page);
    await page.evaluate(track, 'back on the first page');
    await page.evaluate(fail);
    await fixture.sink.until(() => fixture.sink.logs(EVENTS.exception).length === 1);
  } finally {
    await browser.close();
  }
  expect(names().filter((name) => /page$/.test(name ?? ''))).toEqual([
    'on the first page',
    'on the second page',
    'back on the first page',
  ]);
});

it('keeps what is held to the page otherwise', async () => {
  const page = await open();
  await page.evaluate(track, 'on the first page');
  await page.reload();
  await page.evaluate("import('/throughline-recorder.js').then(() => undefined)");
  await page.evaluate(() => window.throughline.keep('now'));
  await flush(page);
  expect(names()).not.toContain('on the first page');
});
