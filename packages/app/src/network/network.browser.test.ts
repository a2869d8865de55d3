import { readFile } from 'node:fs/promises';
import type { Har } from '@throughline/model';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accessibilityFaults } from '../testing/accessibility.ts';
import { shownMoment, startApp, type TestedApp } from '../testing/app.ts';
import { emptyRecording, withBrowser } from '../testing/browserFixture.ts';
import { CHECKOUT_ID, CHECKOUT_TRACE, checkoutFixture } from '../testing/checkoutFixture.ts';
import { eventually } from '../testing/eventually.ts';
import type { Fixture } from '../testing/fixture.ts';
import type { FixtureServer } from '../testing/fixtureServer.ts';

let app: TestedApp;
let fixture: Fixture;
let server: FixtureServer;
beforeAll(async () => {
  app = await startApp();
  fixture = withBrowser(checkoutFixture(emptyRecording(), Date.now() - 10 * 60_000));
  server = await app.serve(fixture);
});
afterAll(() => app.close());

const panel = (page: Page) => page.getByRole('region', { name: 'Network' });
const row = (page: Page, name: string | RegExp) => panel(page).getByRole('row', { name });
const detail = (page: Page) => panel(page).getByRole('region', { name: 'Request' });
const tab = (page: Page, name: string) => detail(page).getByRole('tab', { name });
const totals = (page: Page) => panel(page).getByRole('status', { name: 'Totals' });
const parameter = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);

/** Names of the rows, without that of the columns. */
const names = (page: Page) =>
  panel(page)
    .getByRole('row')
    .evaluateAll((rows) => rows.map((one) => one.ariaLabel ?? '').filter(Boolean));

/** When a request begins, milliseconds from the session's start. */
function startOf(url: RegExp): number {
  const [session] = fixture.sessions;
  const found = session?.requests?.find((request) => url.test(request.url));
  const start = Number(BigInt(found?.startTimeUnixNano ?? 0) / 1_000n) / 1_000;
  return Math.round(start - (session?.detail.from ?? 0));
}

async function open(search = ''): Promise<Page> {
  const page = await app.open(`${server.origin}/sessions/${CHECKOUT_ID}?panel=network${search}`, {
    height: 1100,
  });
  await panel(page).getByRole('grid', { name: 'Requests' }).waitFor();
  return page;
}

it('lists requests, follows the moment, and tells all of one, tab by tab', async () => {
  const page = await open();
  await eventually(() => names(page)).toEqual([
    'GET /',
    'GET /api/products?page=2&q=red+kettle, 200',
    'GET /api/session, 200',
    'GET /stock, 101',
    'POST /graphql, AddToCart, 200',
    'GET /pixel?u=1, CORS/network, failed',
    'GET /api/suggest?q=%22%3E%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E, aborted',
    'GET /api/stock?item=sage, timed out, failed',
    'POST /left',
    'POST /api/payment, 502, failed',
  ]);
  const cells = await row(page, /graphql/)
    .getByRole('gridcell')
    .allTextContents();
  expect(cells.slice(1, 7)).toEqual(['POST', '200', 'fetch', 'button "Add to cart"', '640 B', '132 ms']);
  expect(await row(page, /session/).textContent()).toContain('(cache)');
  expect(await totals(page).textContent()).toBe('10 requests71.7 KiB transferred3 failed');
  await eventually(() => panel(page).locator('[aria-current]').getAttribute('aria-label')).toBe('GET /');
  expect(await row(page, /graphql/).getAttribute('data-ahead')).toBe('true');

  await row(page, /graphql/).click();
  await eventually(() => row(page, /graphql/).getAttribute('aria-selected')).toBe('true');
  expect(await shownMoment(page)).toBe(startOf(/graphql/));
  expect(await row(page, /graphql/).getAttribute('aria-current')).toBe('time');
  expect(await row(page, /graphql/).getAttribute('data-ahead')).toBeNull();
  await page.keyboard.press('j');
  await eventually(() => row(page, /pixel/).getAttribute('aria-selected')).toBe('true');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('k');
  await eventually(() => row(page, /\/stock, 101/).getAttribute('aria-selected')).toBe('true');
  await eventually(() => shownMoment(page)).toBe(startOf(/live/));

  await tab(page, 'Response').click();
  const messages = detail(page).getByRole('list', { name: 'Messages' });
  await eventually(() => messages.getByRole('listitem').allTextContents()).toEqual([
    '↑+90 ms{"watch":"sage"}',
    '↓+180 ms{"sage":3}',
  ]);
  expect(await detail(page).textContent()).toContain(
    '1 sent (16 B), 1 received (10 B), closed with code 1000 bye',
  );
  await panel(page).getByRole('grid').focus();
  await page.keyboard.press('End');
  await eventually(() => row(page, /payment/).getAttribute('aria-selected')).toBe('true');
  expect(await detail(page).textContent()).toContain('The server answered with status 502.');
  await eventually(() => detail(page).getByLabel('Response body').textContent()).toContain(
    '"error": "declined"',
  );
  await tab(page, 'Payload').click();
  await eventually(() => detail(page).getByLabel('Request body').textContent()).toBe(
    '{\n  "item": "sage",\n  "card": "[redacted]"\n}',
  );
  await tab(page, 'Headers').click();
  await eventually(() => detail(page).getByLabel('Request headers').textContent()).toBe(
    'content-typeapplication/json',
  );
  expect(await detail(page).getByLabel('General').textContent()).toMatch(/Over the network68\.7 KiB/);
  await row(page, /suggest/).click();
  expect(await detail(page).textContent()).toContain('The page gave it up');
  await tab(page, 'Payload').click();
  await eventually(() => detail(page).getByLabel('Query').textContent()).toBe(
    'q"><img src=x onerror=alert(1)>',
  );
  expect(await accessibilityFaults(page)).toEqual([]);
});

it('leads to the cause, the services and the waterfall, marks what an action caused, and copies', async () => {
  const page = await open('&networkTab=timing');
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await row(page, /graphql/).click();
  await eventually(() => detail(page).getByLabel('Phases').textContent()).toBe(
    'Waiting in the browser2.8 msWaiting for the answer128 msReceiving the answer1.2 msTotal132 ms',
  );
  await tab(page, 'Initiator').click();
  await detail(page).getByRole('button', { name: 'click button "Add to cart"' }).click();
  await eventually(() => row(page, /graphql/).getAttribute('data-caused')).toBe('true');
  expect(await row(page, /pixel/).getAttribute('data-caused')).toBe('true');
  expect(await row(page, /payment/).getAttribute('data-caused')).toBeNull();
  const timeline = page.getByRole('region', { name: 'Timeline' });
  await timeline
    .getByRole('option', { name: /^shop click button "Pay/ })
    .first()
    .click();
  await eventually(() => row(page, /payment/).getAttribute('data-caused')).toBe('true');

  await row(page, /payment/).click();
  await tab(page, 'Trace').click();
  const services = detail(page).getByRole('list', { name: 'Services behind it' });
  await eventually(() => services.getByRole('listitem').allTextContents()).toEqual([
    'gateway2 spans2 failedPOST /api/payment: HTTP 502',
    'payment1 span1 failedPOST /charge: HTTP 500',
    'fraud1 span',
    'orders3 spans2 failedPOST /reserve: Query read timeout',
  ]);
  await detail(page).getByRole('button', { name: 'Copy URL' }).click();
  await eventually(copied).toBe('https://shop.test/api/payment');
  await detail(page).getByRole('button', { name: 'Copy as cURL' }).click();
  await eventually(copied).toMatch(/^curl --url 'https:\/\/shop\.test\/api\/payment'/);
  await detail(page).getByRole('button', { name: 'Copy response' }).click();
  await eventually(copied).toBe('{"error":"declined","trail":["a');
  await detail(page).getByRole('button', { name: 'Open in the waterfall' }).click();
  await eventually(() => page.getByRole('tab', { name: 'Waterfall' }).getAttribute('aria-selected')).toBe(
    'true',
  );
  await page.waitForURL((url) => url.searchParams.get('span')?.startsWith(CHECKOUT_TRACE) ?? false);
});

it('sorts and filters, keeps that in the address, and exports what is left as HAR', async () => {
  const page = await open();
  await panel(page).getByRole('button', { name: 'Time', exact: true }).click();
  await panel(page).getByRole('button', { name: 'Time', exact: true }).click();
  await eventually(async () => (await names(page)).slice(0, 2)).toEqual([
    'GET /api/stock?item=sage, timed out, failed',
    'POST /api/payment, 502, failed',
  ]);
  const header = panel(page).getByRole('columnheader', { name: 'Time' });
  expect(await header.getAttribute('aria-sort')).toBe('descending');
  await panel(page).getByRole('button', { name: 'Fetch/XHR' }).click();
  await panel(page).getByRole('switch', { name: 'Failed only' }).check({ force: true });
  await eventually(() => totals(page).textContent()).toContain('3 of 10 requests');
  await panel(page).getByRole('textbox', { name: 'Filter requests' }).fill('-pixel shop.test status:5xx');
  await eventually(() => names(page)).toEqual(['POST /api/payment, 502, failed']);
  await page.waitForURL((url) => url.searchParams.get('networkQuery') !== null);
  expect([
    parameter(page, 'networkSort'),
    parameter(page, 'networkKind'),
    parameter(page, 'networkFailed'),
  ]).toEqual(['-duration', 'fetch', 'only']);
  await page.reload();
  await eventually(() => names(page)).toEqual(['POST /api/payment, 502, failed']);
  await panel(page).getByRole('textbox', { name: 'Filter requests' }).fill('no such thing');
  await panel(page).getByRole('button', { name: 'Clear the filters' }).click();
  await eventually(async () => (await names(page)).length).toBe(10);
  await panel(page).getByRole('textbox', { name: 'Filter requests' }).fill('products');
  await eventually(async () => (await names(page)).length).toBe(1);
  const download = page.waitForEvent('download');
  await panel(page).getByRole('button', { name: 'Export HAR' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe(`session-${CHECKOUT_ID}.har`);
  const { log } = JSON.parse(await readFile(await file.path(), 'utf8')) as Har;
  expect(log.entries).toHaveLength(1);
  expect(log.entries[0]).toMatchObject({
    request: {
      method: 'GET',
      queryString: [
        { name: 'page', value: '2' },
        { name: 'q', value: 'red kettle' },
      ],
      headers: [{ name: 'accept', value: 'application/json' }],
    },
    response: { status: 200, content: { mimeType: 'application/json; charset=utf-8', size: 9_800 } },
  });
  expect(log.entries[0]?.response.content.text).toContain('Kettle');
});

it('says why there is nothing to see', async () => {
  const broken = await app.serve(fixture);
  broken.failing = { path: /requests$/, status: 400, message: 'The disk is full.' };
  const page = await app.open(`${broken.origin}/sessions/${CHECKOUT_ID}?panel=network`);
  await page.getByText('The requests could not be loaded').waitFor();
  broken.failing = null;
  await page.getByRole('alert').getByRole('button', { name: 'Retry' }).click();
  await row(page, /payment/).waitFor();
  const bare = await app.serve({
    ...fixture,
    sessions: fixture.sessions.map((one) => ({ ...one, requests: [] })),
  });
  const empty = await app.open(`${bare.origin}/sessions/${CHECKOUT_ID}?panel=network`);
  await empty.getByText('No request was recorded').waitFor();
});

it('breaks nowhere', () => expect(app.errors).toEqual([]));
