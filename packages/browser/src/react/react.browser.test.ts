import { ATTRIBUTES, EVENTS } from '@throughline/format';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { bundlePage, type SdkFiles } from '../testing/bundle.ts';
import { flush, useFixture } from '../testing/fixture.ts';
import { plain } from '../testing/sink.ts';
import { startSite } from '../testing/site.ts';

const fixture = useFixture();

let react: SdkFiles;
let vue: SdkFiles;
beforeAll(async () => {
  [react, vue] = await Promise.all([
    bundlePage('testing/frameworks/ordersReact.tsx'),
    bundlePage('testing/frameworks/ordersVue.ts'),
  ]);
});

async function inShop(files: SdkFiles, use: (page: Page) => Promise<void>): Promise<void> {
  const site = await startSite(files);
  try {
    const options = JSON.stringify({ endpoint: fixture.sink.origin, key: 'test-key' });
    const html = `<!doctype html><body><div id="root"></div>
      <script type="application/json" id="options">${options}</script>
      <script type="module" src="/page.js"></script>`;
    const page = await fixture.context.newPage();
    await page.goto(site.page('/', html));
    await use(page);
    await flush(page);
  } finally {
    await site.close();
  }
}

const routesOf = (eventName: string) =>
  fixture.sink.logs(eventName).map((log) => plain(log.attributes)[ATTRIBUTES.urlTemplate]);

it('tells the routes of React Router, for pages to be looked at together', async () => {
  await inShop(react, async (page) => {
    await page.click('text=first order');
    await page.click('text=second order');
    await page.waitForURL('**/orders/2');
    await page.evaluate(() => window.throughline.track('paid'));
    await page.evaluate(() => history.pushState(null, '', '/elsewhere'));
    await page.evaluate(() => window.throughline.track('left'));
  });
  // StrictMode runs what the first rendering brings about twice.
  expect(routesOf(EVENTS.route).slice(-3)).toEqual(['/', '/orders/:id', '/orders/:id']);
  expect(routesOf('paid')).toEqual(['/orders/:id']);
  expect(routesOf('left')).toEqual([undefined]);
  expect(new Set(fixture.sink.segments.map(({ header }) => header.session)).size).toBe(1);
  expect(fixture.sink.replay().filter(({ type }) => type === 2)).toHaveLength(1);
});

it('records what a component throws once, with the components around it, and shows the fallback until it is reset', async () => {
  await inShop(react, async (page) => {
    await page.click('text=first order');
    await page.click('text=Price');
    expect(await page.textContent('button')).toBe('Sorry: TypeError: no such price');
    await page.click('text=Sorry');
    await page.waitForSelector('text=second order');
  });
  const exceptions = fixture.sink.logs(EVENTS.exception).map(({ attributes }) => plain(attributes));
  expect(exceptions).toHaveLength(1);
  expect(exceptions[0]).toMatchObject({
    [ATTRIBUTES.exceptionType]: 'TypeError',
    [ATTRIBUTES.exceptionMessage]: 'no such price',
    [ATTRIBUTES.exceptionSource]: 'captured',
    [ATTRIBUTES.urlTemplate]: '/orders/:id',
  });
  const stack = exceptions[0]?.[ATTRIBUTES.exceptionComponentStack] as string[];
  expect(stack[0]).toMatch(/^at Order\b/);
  expect(stack.some((line) => /^at Shop\b/.test(line))).toBe(true);
});

it('tells the routes of Vue Router and the errors of Vue as the documentation says', async () => {
  await inShop(vue, async (page) => {
    await page.click('text=first order');
    await page.click('text=second order');
    await page.waitForURL('**/orders/2');
    await page.click('text=Price');
  });
  expect(routesOf(EVENTS.route)).toEqual(['/', '/orders/:id', '/orders/:id']);
  expect(fixture.sink.logs(EVENTS.exception).map(({ body }) => body?.stringValue)).toEqual(['no such price']);
});
