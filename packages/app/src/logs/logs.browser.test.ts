import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accessibilityFaults } from '../testing/accessibility.ts';
import { shownMoment, startApp, type TestedApp } from '../testing/app.ts';
import { emptyRecording } from '../testing/browserFixture.ts';
import { CHECKOUT_ID, CHECKOUT_TRACE, checkoutFixture } from '../testing/checkoutFixture.ts';
import { eventually } from '../testing/eventually.ts';
import type { Fixture } from '../testing/fixture.ts';
import type { FixtureServer } from '../testing/fixtureServer.ts';
import { manyLogs, SCRIPT, withLogs } from '../testing/loggedSession.ts';

let app: TestedApp;
let fixture: Fixture;
let server: FixtureServer;
beforeAll(async () => {
  app = await startApp();
  fixture = withLogs(checkoutFixture(emptyRecording(), Date.now() - 10 * 60_000));
  server = await app.serve(fixture);
});
afterAll(() => app.close());

const panel = (page: Page) => page.getByRole('region', { name: 'Console and logs' });
const row = (page: Page, name: string | RegExp) =>
  panel(page)
    .getByRole('listitem')
    .filter({ has: page.getByRole('button', { name }) });
const line = (page: Page, name: string | RegExp) => panel(page).getByRole('button', { name });
const open = (page: Page, name: string | RegExp) =>
  row(page, name).getByRole('button', { name: 'Show the details' }).click();
const texts = (page: Page) =>
  panel(page)
    .getByRole('listitem')
    .evaluateAll((rows) => rows.map((one) => one.querySelector('[aria-pressed]')?.ariaLabel ?? ''));
const status = (page: Page) => panel(page).getByRole('status', { name: 'Lines shown' }).textContent();
const search = (page: Page) => panel(page).getByRole('textbox', { name: 'Search the logs' });
const level = (page: Page, name: string) =>
  panel(page).getByRole('button', { name: new RegExp(`^${name} \\d`) });
const parameter = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);

async function openPanel(parameters = '', from = server): Promise<Page> {
  const page = await app.open(`${from.origin}/sessions/${CHECKOUT_ID}?panel=logs${parameters}`, {
    height: 1300,
  });
  await panel(page).getByRole('list', { name: 'Log lines' }).waitFor();
  return page;
}

const WHOLE = [
  'info, shop: shop opened, build 1.4.0',
  'info, shop: cart {items: [{sku: "a-1", price: 32}, {sku: "b-2"}], total: 64} <img src=x onerror=alert(1)>',
  'debug, orders: cache miss',
  'warning, payment: pricing answered slowly',
  'error, orders: could not reserve: query timeout',
  'info, orders: {"action":"reserve","order":{"id":"o-17","lines":[1,2]}}',
  'error, shop: RangeError: the cart is empty',
  'error, shop: gave up on the charge ⏎ after 3 attempts',
];

it('tells front and back end in one list, follows the moment, and moves it', async () => {
  const page = await openPanel();
  await eventually(() => texts(page)).toEqual(WHOLE);
  expect(await accessibilityFaults(page)).toEqual([]);
  await line(page, /pricing answered/).click();
  await eventually(() => shownMoment(page)).toBe(46_000);
  await eventually(() => parameter(page, 'span')).toBe('log:slow');
  await eventually(() => row(page, /pricing answered/).getAttribute('aria-current')).toBe('time');
  expect(await row(page, /could not reserve/).getAttribute('data-later')).toBe('true');
  expect(await row(page, /cache miss/).getAttribute('data-later')).toBeNull();
  await panel(page).getByRole('list').focus();
  await page.keyboard.press('End');
  await eventually(() => line(page, /gave up/).getAttribute('aria-pressed')).toBe('true');
  await page.keyboard.press('ArrowUp');
  await eventually(() => shownMoment(page)).toBe(48_000);
  await page.keyboard.press('Enter');
  await panel(page).getByRole('figure', { name: 'Stack' }).waitFor();
});

it('narrows by level, service and words, goes from match to match, and keeps that in the address', async () => {
  const page = await openPanel();
  expect(await level(page, 'Errors').textContent()).toBe('Errors 3');
  await level(page, 'Info').click();
  await level(page, 'Debug').click();
  await eventually(() => texts(page)).toEqual([WHOLE[3], WHOLE[4], WHOLE[6], WHOLE[7]]);
  await panel(page).getByRole('button', { name: 'Service: all' }).click();
  await page.getByRole('menuitem', { name: 'orders 3' }).click();
  await eventually(() => texts(page)).toEqual([WHOLE[4]]);
  await eventually(() => parameter(page, 'logsService')).toBe('orders');
  await page.reload();
  await eventually(() => texts(page)).toEqual([WHOLE[4]]);
  await panel(page).getByRole('button', { name: 'Service: orders' }).click();
  await page.getByRole('menuitem', { name: 'All services' }).click();
  await level(page, 'Info').click();
  await search(page).fill('RESERVE o-17');
  await eventually(() => texts(page)).toEqual([WHOLE[4], WHOLE[5]]);
  expect(await panel(page).locator('mark').allTextContents()).toEqual(['reserve', 'o-17', 'reserve', 'o-17']);
  await search(page).press('Enter');
  await eventually(() => status(page)).toBe('1/2 · 2 of 8 lines');
  await search(page).press('Enter');
  await eventually(() => shownMoment(page)).toBe(47_500);
  await search(page).press('Shift+Enter');
  await eventually(() => shownMoment(page)).toBe(47_000);
  await panel(page).getByRole('switch', { name: 'Matches only' }).uncheck({ force: true });
  await eventually(() => status(page)).toBe('1/2 · 7 of 8 lines');
  await search(page).fill('nowhere to be found');
  await panel(page).getByRole('switch', { name: 'Matches only' }).check({ force: true });
  await panel(page).getByRole('button', { name: 'Clear the filters' }).click();
  await eventually(() => texts(page)).toEqual(WHOLE);
});

it('shows an exception in its sources, with the cause, and as it was recorded', async () => {
  const page = await openPanel();
  await open(page, /RangeError/);
  const stack = panel(page).getByRole('figure', { name: 'Stack' });
  await eventually(() => stack.textContent()).toContain('Till.totalsrc/till.ts:6:13');
  expect(await stack.getByRole('figure', { name: 'Source of Till.total' }).textContent()).toContain(
    "throw new RangeError('the cart is empty')",
  );
  expect(await stack.textContent()).toContain('Caused by TypeError: no price');
  await stack.getByText('As recorded').click();
  await eventually(() => stack.textContent()).toContain(`at n.total (${SCRIPT}:1:2041)`);
  expect(await accessibilityFaults(page)).toEqual([]);
});

it('tells all of a line, shows values as trees, and leads to the trace', async () => {
  const page = await openPanel();
  await open(page, /^info, shop: cart/);
  await row(page, /^info, shop: cart/)
    .getByText('items:')
    .first()
    .click();
  await eventually(() => row(page, /^info, shop: cart/).textContent()).toContain('sku: "a-1", price: 32');
  expect(await panel(page).locator('img').count()).toBe(0);
  await open(page, /could not reserve/);
  const detail = row(page, /could not reserve/);
  for (const told of [
    'order.id',
    'ERROR (17)',
    CHECKOUT_TRACE,
    'Observed',
    'reserve/app/orders/reserve.js:18:9',
  ])
    await eventually(() => detail.textContent()).toContain(told);
  await open(page, /cache miss/);
  await eventually(() => row(page, /cache miss/).textContent()).toContain('−13 ms');
  await detail.getByRole('button', { name: 'Copy JSON' }).click();
  await eventually(async () =>
    JSON.parse(await page.evaluate(() => navigator.clipboard.readText())),
  ).toMatchObject({
    level: 'error',
    service: 'orders',
    attributes: { 'order.id': 'o-17' },
  });
  await panel(page).getByRole('button', { name: 'Copy the lines as NDJSON' }).click();
  await eventually(
    async () => (await page.evaluate(() => navigator.clipboard.readText())).trimEnd().split('\n').length,
  ).toBe(8);
  await open(page, /gave up/);
  await eventually(() => row(page, /gave up/).textContent()).toContain('Only the beginning');
  await detail.getByRole('button', { name: 'Open in the waterfall' }).click();
  await page.getByRole('region', { name: 'Trace' }).waitFor();
  await eventually(() => parameter(page, 'span')).toContain(CHECKOUT_TRACE);
});

it('holds 50,000 lines, of which it renders those in view, and says what it could not load', async () => {
  const large = checkoutFixture(emptyRecording(), Date.now() - 10 * 60_000);
  manyLogs(large, 50_100);
  const other = await app.serve(large);
  other.failing = { path: /log-lines$/, status: 400, message: 'The disk is full.' };
  const page = await app.open(`${other.origin}/sessions/${CHECKOUT_ID}?panel=logs`);
  await eventually(() => page.getByRole('alert').textContent()).toContain('The disk is full.');
  other.failing = null;
  await page.getByRole('button', { name: 'Retry' }).click();
  await eventually(() => status(page)).toBe('the first 50,000 lines');
  await panel(page).getByRole('list').focus();
  await page.keyboard.press('End');
  await line(page, /line 49999 of/).waitFor();
  expect(await panel(page).getByRole('listitem').count()).toBeLessThan(80);
  await search(page).fill('o-31337');
  await eventually(() => texts(page)).toEqual(['info, orders: line 31337 of 50100']);
  await search(page).fill('');
  await eventually(() => row(page, /line 49999 of/).getAttribute('aria-setsize')).toBe('50000');
  await panel(page).getByRole('list').hover();
  await page.mouse.wheel(0, -100_000);
  await panel(page).getByRole('button', { name: 'Back to now' }).click();
  await line(page, /line 49999 of/).waitFor();
});

it('breaks nowhere', () => expect(app.errors).toEqual([]));
