import { EVENTS } from '@throughline/format';
import type { Page } from 'playwright-core';
import { EventType } from 'rrweb';
import { expect, it } from 'vitest';
import { launchChromium } from '../testing/chromium.ts';
import { flush, useFixture } from '../testing/fixture.ts';
import { refused, unavailable } from '../testing/sink.ts';
import { recordedPage, startSite } from '../testing/site.ts';

const fixture = useFixture();

const numbers = () => fixture.sink.segments.map(({ header }) => header.seq);
const track = (name: string) => (window as Window).throughline.track(name);

/** Connections a browser opens to one origin. */
const CONNECTIONS = 6;

/**
 * Keeps every connection to the sink busy, so that a request made as the page goes away has to wait until it is gone:
 * one that cannot outlive the page is lost.
 */
async function occupyConnections(page: Page): Promise<void> {
  const { sink } = fixture;
  const before = sink.methods.length;
  sink.answerNext(CONNECTIONS, () => {});
  await page.evaluate(
    ([url, count]) => {
      for (let at = 0; at < count; at++) fetch(url, { method: 'POST', body: `${at}` }).catch(() => {});
    },
    [`${sink.origin}/v1/hang`, CONNECTIONS] as const,
  );
  await sink.until(() => sink.methods.length === before + CONNECTIONS);
}

it('sends a segment as one simple request, with the key and without cookies or the page’s address', async () => {
  await fixture.context.addCookies([{ name: 'c', value: '1', url: fixture.sink.origin }]);
  const page = await fixture.open('<p>x</p>');
  await flush(page);
  expect(fixture.sink.methods).toEqual(['POST']);
  expect(fixture.sink.segments[0]).toMatchObject({
    key: 'test-key',
    contentType: 'text/plain',
    referrer: undefined,
    cookie: undefined,
  });
});

it('sends by itself within seconds', async () => {
  await fixture.open('<p>x</p>');
  await fixture.sink.until(() => fixture.sink.segments.length > 0);
  expect(numbers()).toEqual([0]);
});

it('goes on with session, tab and numbers after a reload', async () => {
  const page = await fixture.open('<p>x</p>');
  await flush(page);
  await page.evaluate(track, 'before reload');
  await page.reload();
  await flush(page);
  await fixture.sink.until(() => numbers().length === 3);
  const { segments } = fixture.sink;
  expect(numbers().sort()).toEqual([0, 1, 2]);
  expect(new Set(segments.map(({ header }) => header.session)).size).toBe(1);
  expect(new Set(segments.map(({ header }) => header.tab)).size).toBe(1);
  expect(segments.map(({ header }) => header.checkpoint)).toEqual([true, false, true]);
  expect(fixture.sink.logs(EVENTS.sessionStart)).toHaveLength(1);
});

it('shares the session between tabs, each numbered for itself, a duplicated one too', async () => {
  const first = await fixture.open('<p>x</p>');
  const second = await fixture.context.newPage();
  await second.goto(`${fixture.site.origin}/`);
  // A window that is opened by a page begins with a copy of its sessionStorage, as a duplicated tab does.
  const [third] = await Promise.all([
    fixture.context.waitForEvent('page'),
    first.evaluate(() => void window.open('/')),
  ]);
  await third.waitForFunction(() => window.throughline !== undefined);
  for (const page of [first, second, third]) await flush(page);
  const headers = fixture.sink.segments.map(({ header }) => header);
  expect(new Set(headers.map(({ session }) => session)).size).toBe(1);
  expect(new Set(headers.map(({ tab }) => tab)).size).toBe(3);
  expect(numbers()).toEqual([0, 0, 0]);
});

it('loses nothing that was recorded when the page is left', async () => {
  const page = await fixture.open('<button>Pay</button>');
  await flush(page);
  await page.click('button');
  await occupyConnections(page);
  await page.evaluate(track, 'the last thing');
  await page.goto(fixture.site.page('/elsewhere', '<p>elsewhere</p>'));
  await fixture.sink.until(() => fixture.sink.logs('the last thing').length > 0);
  expect(fixture.sink.logs(EVENTS.click)).toHaveLength(1);
  expect(numbers()).toEqual([0, 1]);
});

it('loses nothing that was recorded when the page is closed, the first snapshot included', async () => {
  const page = await fixture.open(`<p>${'A paragraph of text. '.repeat(20_000)}</p>`);
  await occupyConnections(page);
  await page.evaluate(track, 'the last thing');
  await page.close();
  await fixture.sink.until(() => fixture.sink.logs('the last thing').length > 0);
  await fixture.sink.until(() => fixture.sink.replay().some(({ type }) => type === EventType.FullSnapshot));
});

it('gets spans and logs through when the page is left with more than can outlive it', async () => {
  const page = await fixture.open('<div id="list"></div>');
  await flush(page);
  await page.evaluate(() => {
    const list = document.querySelector('#list');
    for (let row = 0; row < 30; row++)
      setTimeout(() => {
        const noise = Array.from(crypto.getRandomValues(new Uint8Array(4_000)), (byte) => byte.toString(36));
        const item = document.createElement('p');
        item.textContent = noise.join('');
        list?.append(item);
        if (row === 29) window.throughline.track('the last thing');
      }, row);
  });
  await page.waitForFunction(() => document.querySelectorAll('#list p').length === 30);
  await occupyConnections(page);
  await page.goto(fixture.site.page('/elsewhere', '<p>elsewhere</p>'));
  await fixture.sink.until(() => fixture.sink.logs('the last thing').length > 0);
  await fixture.sink.until(() => fixture.sink.segments.slice(1).some(({ replay }) => replay.length > 0));
});

it('sends what there is when the page is hidden', async () => {
  const page = await fixture.open('<p>x</p>');
  await page.evaluate(() => {
    window.throughline.track('before hiding');
    Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await fixture.sink.until(() => fixture.sink.logs('before hiding').length > 0);
  expect(numbers()).toEqual([0]);
});

it('delivers each segment exactly once through a server that is busy', async () => {
  const { sink } = fixture;
  sink.answerNext(3, unavailable({ 'retry-after': '1' }));
  const page = await fixture.open('<p>x</p>');
  for (const name of ['a', 'b', 'c']) {
    await page.evaluate(track, name);
    await flush(page);
  }
  await sink.until(() => sink.segments.length === 3);
  expect(numbers().sort()).toEqual([0, 1, 2]);
  expect(['a', 'b', 'c'].map((name) => sink.logs(name).length)).toEqual([1, 1, 1]);
  expect(sink.methods.length).toBe(6);
  expect(fixture.pageErrors).toEqual([]);
});

it('drops what is refused, warns once, and goes on', async () => {
  const { sink } = fixture;
  const warnings: string[] = [];
  fixture.context.on('console', (message) => {
    if (message.text().includes('[throughline]')) warnings.push(message.text());
  });
  sink.answerNext(2, refused(400));
  const page = await fixture.open('<p>x</p>');
  for (const name of ['a', 'b', 'c']) {
    await page.evaluate(track, name);
    await flush(page);
  }
  expect(numbers()).toEqual([2]);
  expect(warnings).toEqual(['[throughline] a part of the recording was dropped: the server answered 400']);
  expect(sink.logs(EVENTS.console)).toEqual([]);
});

it('stops where its key is not taken', async () => {
  const { sink } = fixture;
  sink.answerNext(100, refused(401));
  const page = await fixture.open('<p>x</p>');
  const browserFetch = await page.evaluate(async () => {
    const wrapped = window.fetch;
    for (let round = 0; round < 5; round++) {
      window.throughline.track('x');
      await window.throughline.flush();
    }
    return window.fetch !== wrapped;
  });
  expect(sink.methods).toHaveLength(3);
  expect(browserFetch).toBe(true);
});

it('leaves the page as it is while the server is away', async () => {
  const gone = await startSite(new Map());
  await gone.close();
  const page = await fixture.open(
    '<button onclick="this.textContent = Number(this.textContent) + 1">0</button>',
    { endpoint: gone.origin },
  );
  for (let round = 0; round < 5; round++) {
    await page.click('button');
    await flush(page);
  }
  const answer = await page.evaluate(() => fetch('/api/status/200').then(({ status }) => status));
  expect(await page.textContent('button')).toBe('5');
  expect(answer).toBe(200);
  expect(fixture.pageErrors).toEqual([]);
});

it('stamps how far the server’s clock is', async () => {
  const { sink } = fixture;
  sink.clockAheadMs = 5_000;
  const page = await fixture.open('<p>x</p>');
  await flush(page);
  await page.evaluate(track, 'x');
  await flush(page);
  const [first, second] = sink.segments.map(({ header }) => header);
  expect(first?.clockOffset).toBeUndefined();
  const error = Math.abs((second?.clockOffset ?? 0) - 5_000);
  expect(error).toBeLessThanOrEqual((second?.clockRoundTrip ?? 0) / 2 + 2);
});

it('rests when the person has gone, and begins a new session when they come back', async () => {
  await fixture.context.clock.install();
  const page = await fixture.open('<p>x</p><button>Back</button>');
  await flush(page);
  const before = await page.evaluate(() => window.throughline.sessionId());
  await page.clock.fastForward('31:00');
  await page.evaluate(() => document.querySelector('p')?.append('while away'));
  await page.clock.fastForward('00:10');
  expect(fixture.sink.segments).toHaveLength(1);
  await page.click('button');
  await flush(page);
  const after = await page.evaluate(() => window.throughline.sessionId());
  expect(after).not.toBe(before);
  const second = fixture.sink.segments[1];
  expect(second?.header).toMatchObject({ session: after, seq: 0, checkpoint: true });
  expect(second?.logs.map(({ eventName }) => eventName)).toEqual([
    EVENTS.sessionStart,
    EVENTS.navigation,
    EVENTS.click,
  ]);
});

it('gives the address at which the session can be watched', async () => {
  const page = await fixture.open('<p>x</p>');
  const [id, url, now] = await page.evaluate(() => [
    window.throughline.sessionId(),
    window.throughline.sessionUrl(),
    window.throughline.sessionUrl({ atNow: true }),
  ]);
  expect(url).toBe(`${fixture.sink.origin}/sessions/${id}`);
  const at = Number(new URL(String(now)).searchParams.get('at'));
  expect(Math.abs(at - Date.now())).toBeLessThan(60_000);
});

it('works where storage is forbidden', async () => {
  await fixture.context.addInitScript(() => {
    for (const area of ['localStorage', 'sessionStorage'])
      Object.defineProperty(window, area, {
        get() {
          throw new DOMException('forbidden', 'SecurityError');
        },
      });
  });
  const page = await fixture.open('<p>x</p>');
  await flush(page);
  expect(numbers()).toEqual([0]);
  expect(fixture.pageErrors).toEqual([]);
});

it('goes on with the same tab when the page comes back from the back-forward cache', async () => {
  const browser = await launchChromium({ backForwardCache: true });
  try {
    const page = await browser.newPage();
    const html = recordedPage({ endpoint: fixture.sink.origin }, '<p>x</p>');
    const elsewhere = fixture.site.page('/elsewhere', html.replace('<p>x</p>', '<p>y</p>'));
    await page.goto(fixture.site.page('/', html));
    await page.evaluate(() =>
      addEventListener('pageshow', (event) => {
        document.title = event.persisted ? 'from the cache' : 'loaded';
      }),
    );
    await page.evaluate(track, 'first');
    await page.evaluate((url) => location.assign(url), elsewhere);
    await fixture.sink.until(() => fixture.sink.logs('first').length > 0);
    await page.waitForURL(elsewhere);
    await page.evaluate(track, 'second');
    await page.evaluate(() => history.back());
    await fixture.sink.until(() => fixture.sink.logs('second').length > 0);
    await page.waitForFunction(() => document.title === 'from the cache');
    await page.evaluate(track, 'third');
    await flush(page);
    await fixture.sink.until(() => fixture.sink.logs('third').length > 0);
  } finally {
    await browser.close();
  }
  const headers = fixture.sink.segments.map(({ header }) => header);
  expect(new Set(headers.map(({ tab }) => tab)).size).toBe(1);
  expect(numbers().sort()).toEqual(headers.map((_, at) => at));
  expect(headers.at(-1)?.checkpoint).toBe(true);
});
