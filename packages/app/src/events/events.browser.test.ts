import type { TimelineItem } from '@throughline/format';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accessibilityFaults } from '../testing/accessibility.ts';
import { shownMoment, startApp, type TestedApp } from '../testing/app.ts';
import { emptyRecording, withBrowser } from '../testing/browserFixture.ts';
import { CHECKOUT_ID, checkoutFixture } from '../testing/checkoutFixture.ts';
import { eventually } from '../testing/eventually.ts';
import type { Fixture } from '../testing/fixture.ts';
import type { FixtureServer } from '../testing/fixtureServer.ts';

let app: TestedApp;
let fixture: Fixture;
let server: FixtureServer;
beforeAll(async () => {
  app = await startApp();
  fixture = withScore(withBrowser(checkoutFixture(emptyRecording(), Date.now() - 10 * 60_000)));
  server = await app.serve(fixture);
});
afterAll(() => app.close());

/** With one line of a service for the panel of logs. */
function withScore(plain: Fixture): Fixture {
  const scored = (timeline: readonly TimelineItem[]) =>
    timeline
      .filter(({ title }) => title === 'score 0.02')
      .map(({ id, timeUnixNano, traceId, spanId }) => ({ id, timeUnixNano, traceId, spanId }));
  const sources = [{ service: 'fraud', resource: {}, scope: { name: 'console', version: '' } }];
  const rest = { severityNumber: 9, body: { stringValue: 'score 0.02' }, attributes: {}, source: 0 };
  return {
    ...plain,
    sessions: plain.sessions.map((session) => ({
      ...session,
      logs: { sources, logs: scored(session.timeline).map((log) => ({ ...log, ...rest })) },
    })),
  };
}

const panel = (page: Page) => page.getByRole('region', { name: 'Events' });
const event = (page: Page, name: string | RegExp) => panel(page).getByRole('option', { name, exact: true });
const detail = (page: Page) => panel(page).getByRole('region', { name: 'Event' });
const names = (page: Page) =>
  panel(page)
    .getByRole('option')
    .evaluateAll((rows) => rows.map((one) => one.ariaLabel ?? ''));

async function open(search = ''): Promise<Page> {
  const page = await app.open(`${server.origin}/sessions/${CHECKOUT_ID}?panel=events${search}`, {
    height: 1400,
  });
  await panel(page).getByRole('listbox', { name: 'Events' }).waitFor();
  return page;
}

it('tells in words what happened; of one event all, of a click what came of it', async () => {
  const page = await open();
  await eventually(() => names(page)).toEqual(
    expect.arrayContaining([
      'navigate to /',
      'flag new-checkout is true',
      'TTFB 182 ms, good',
      'LCP 3.12 s, needs improvement',
      'page busy for 240 ms, 190 ms blocking, renderShelf',
      'click button "Add to cart"',
      'rage click button "Add to cart", warning',
      'cart: cart/added, {"items":1}',
      'cart.updated, items=1  total=64  note="><img src=x onerror=alert(1)>',
      'img could not be loaded: https://shop.test/x.png, warning',
    ]),
  );
  const add = event(page, 'click button "Add to cart"');
  await add.click();
  await eventually(() => add.getAttribute('aria-selected')).toBe('true');
  expect(await shownMoment(page)).toBe(1_000);
  expect(await add.getAttribute('aria-current')).toBe('time');
  expect(await event(page, /^rage click/).getAttribute('data-ahead')).toBe('true');
  await page.keyboard.press('j');
  await eventually(() => event(page, /^rage click/).getAttribute('aria-selected')).toBe('true');
  await page.keyboard.press('ArrowUp');
  await eventually(() => add.getAttribute('aria-selected')).toBe('true');

  await event(page, /^cart\.updated/).click();
  await eventually(() => detail(page).getByRole('rowheader').allTextContents()).toEqual(
    expect.arrayContaining(['items', 'note', 'total']),
  );
  expect(await detail(page).textContent()).toContain('"><img src=x onerror=alert(1)>');
  await panel(page).getByRole('listbox').focus();
  await page.keyboard.press('End');
  await event(page, /led to an error/).click();
  const caused = detail(page).getByRole('list', { name: 'What it caused' });
  await eventually(() => caused.getByRole('button').allTextContents()).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^POST \/api\/payment 502/),
      expect.stringMatching(/^PaymentError: The payment failed/),
    ]),
  );
  expect(await accessibilityFaults(page)).toEqual([]);
  await panel(page).getByRole('listbox').focus();
  await page.keyboard.press('Home');
  await event(page, /^rage click/).click();
  await eventually(() => caused.getByRole('button').allTextContents()).toEqual([
    'POST /graphql AddToCart200 132 ms',
    'GET /pixel?u=1 CORS/network 31 ms',
  ]);
  await caused.getByRole('button', { name: /graphql/ }).click();
  const network = page.getByRole('region', { name: 'Network' });
  await eventually(() => network.getByRole('row', { name: /graphql/ }).getAttribute('aria-selected')).toBe(
    'true',
  );
});

it('marks what the selected click caused in every panel, and tells the story of an error', async () => {
  const page = await open();
  const item = (name: string | RegExp) =>
    page.getByRole('region', { name: 'Timeline', exact: true }).getByRole('option', { name, exact: true });
  const story = page.getByRole('region', { name: 'Story' });
  const steps = story.getByRole('list').getByRole('button');
  const panelKey = (number: number) => page.keyboard.press(String(number));
  const mark = /caused by the selected action/;
  await item('shop click button "Pay € 64"').click();
  await eventually(() => story.getByRole('status').textContent()).toBe(
    'Caused 1 request, 7 spans, 5 log lines, 9 errors in 4 services',
  );
  await eventually(() =>
    item('orders reserve failed: Query read timeout, error').getAttribute('aria-description'),
  ).toMatch(mark);
  expect(await item('shop click button "Add to cart"').getAttribute('aria-description')).toBeNull();
  expect(await event(page, /^PaymentError/).getAttribute('aria-description')).toMatch(mark);
  await panelKey(1);
  const spans = page.getByRole('tree', { name: 'Spans' });
  await eventually(() =>
    spans.getByRole('treeitem', { name: /^fraud POST/ }).getAttribute('aria-description'),
  ).toMatch(mark);
  await panelKey(2);
  const requests = page.getByRole('grid', { name: 'Requests' });
  await eventually(() =>
    requests.getByRole('row', { name: /api\/payment/ }).getAttribute('aria-description'),
  ).toMatch(mark);
  expect(await requests.getByRole('row', { name: /graphql/ }).getAttribute('aria-description')).toBeNull();
  await panelKey(3);
  await eventually(() =>
    page.getByRole('listitem').filter({ hasText: 'score 0.02' }).first().getAttribute('aria-description'),
  ).toMatch(mark);
  await page.getByRole('img', { name: /^What the selected action caused: 0:49 to 0:\d\d$/ }).waitFor();
  await panelKey(5);
  const orders = page
    .getByRole('region', { name: 'Map', exact: true })
    .getByRole('button', { name: /^service orders/ });
  await eventually(() => orders.getAttribute('aria-description')).toMatch(mark);
  await page.keyboard.press('Escape');
  await story.waitFor({ state: 'hidden' });
  expect(await page.getByRole('tab', { name: 'Map' }).getAttribute('aria-selected')).toBe('true');
  expect(await page.locator('[data-caused]').count()).toBe(0);

  await item(/PaymentError: The payment failed, error$/).click();
  await eventually(() => steps.allTextContents()).toEqual([
    expect.stringContaining('click button "Pay € 64"'),
    expect.stringContaining('POST /api/payment'),
    expect.stringContaining('gateway'),
    expect.stringContaining('payment'),
    expect.stringContaining('POST /reserve'),
    expect.stringContaining('SELECT reserve_stock($1, $2) FROM stock WHERE item = $1Query read timeout'),
    expect.stringContaining('PaymentError: The payment failed'),
  ]);
  await steps.nth(4).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await eventually(() => steps.nth(5).getAttribute('aria-current')).toBe('step');
  await eventually(() => item(/reserve_stock/).getAttribute('aria-selected')).toBe('true');
  await story.getByRole('button', { name: 'Copy the story' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
    /^1\. shop: click button "Pay € 64".*\n2\. .*\n.*\n.*\n.*\n6\. orders: SELECT .*\n7\. shop: PaymentError/,
  );
  await steps.first().click();
  await eventually(() =>
    item(/PaymentError/)
      .first()
      .getAttribute('aria-description'),
  ).toMatch(mark);
  expect(await steps.count()).toBe(7);
  expect(await accessibilityFaults(page)).toEqual([]);
});

it('narrows to kinds and words, counts them, and keeps that in the address', async () => {
  const page = await open();
  const chip = (name: string) => panel(page).getByRole('button', { name, exact: true });
  expect(await chip('Web vitals').textContent()).toBe('Web vitals3');
  await chip('Web vitals').click();
  await eventually(() => names(page)).toEqual([
    'TTFB 182 ms, good',
    'LCP 3.12 s, needs improvement',
    'INP 612 ms, poor',
  ]);
  await chip('Frustration').click();
  await panel(page).getByRole('textbox', { name: 'Filter events' }).fill('pay');
  await eventually(() => names(page)).toEqual(['click button "Pay € 64" led to an error, warning']);
  expect(await panel(page).getByRole('status', { name: 'Events shown' }).textContent()).toBe('1 of 21');
  await page.waitForURL((url) => url.searchParams.get('eventsQuery') === 'pay');
  expect(new URL(page.url()).searchParams.get('eventsKind')).toBe('frustration,vital');
  await page.reload();
  await eventually(async () => (await names(page)).length).toBe(1);
  await panel(page).getByRole('textbox', { name: 'Filter events' }).fill('no such thing');
  await panel(page).getByRole('button', { name: 'Clear the filters' }).click();
  await eventually(() => panel(page).getByRole('status', { name: 'Events shown' }).textContent()).toBe('21');
});

it('says why there is nothing to see', async () => {
  const broken = await app.serve(fixture);
  broken.failing = { path: /events$/, status: 400, message: 'The disk is full.' };
  const page = await app.open(`${broken.origin}/sessions/${CHECKOUT_ID}?panel=events`);
  await page.getByText('The events could not be loaded').waitFor();
  broken.failing = null;
  await page.getByRole('alert').getByRole('button', { name: 'Retry' }).click();
  await event(page, 'navigate to /').waitFor();
  const bare = await app.serve({
    ...fixture,
    sessions: fixture.sessions.map((one) => ({ ...one, events: [] })),
  });
  const empty = await app.open(`${bare.origin}/sessions/${CHECKOUT_ID}?panel=events`);
  await empty.getByText('No event was recorded').waitFor();
});

it('breaks nowhere', () => expect(app.errors).toEqual([]));
