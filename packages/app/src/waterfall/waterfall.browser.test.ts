import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults } from '../testing/accessibility.ts';
import { shownMoment, startApp, type TestedApp } from '../testing/app.ts';
import { eventually } from '../testing/eventually.ts';
import type { FixtureServer } from '../testing/fixtureServer.ts';
import { idOf, TRACED_ID, TRACES, tracedSession } from '../testing/tracedSession.ts';

const START = Date.now() - 10 * 60_000;

let app: TestedApp;
let server: FixtureServer;
beforeAll(async () => {
  app = await startApp();
  server = await app.serve(tracedSession(START));
});
afterAll(() => app.close());

const panel = (page: Page) => page.getByRole('region', { name: 'Trace' });
const rows = (page: Page) => panel(page).getByRole('treeitem');
const row = (page: Page, name: string) => panel(page).getByRole('treeitem', { name, exact: true });
const detail = (page: Page) => panel(page).getByRole('region', { name: 'Span' });
const names = (page: Page) =>
  rows(page).evaluateAll((all) => all.map((one) => `${one.ariaLevel} ${one.ariaLabel}`));
const current = (page: Page) => panel(page).locator('[aria-current]').getAttribute('aria-label');
const parameter = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);
const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
/** Where the bar of a line begins and ends, CSS pixels. */
const barOf = async (page: Page, name: string) => {
  const box = await row(page, name).locator('svg[viewBox="0 0 1 1"]').boundingBox();
  return { left: box?.x ?? 0, right: (box?.x ?? 0) + (box?.width ?? 0) };
};

async function open(search = ''): Promise<Page> {
  const page = await app.open(`${server.origin}/sessions/${TRACED_ID}?panel=waterfall${search}`);
  await rows(page).first().waitFor();
  return page;
}

const WHOLE = [
  '1 click "Find"',
  '2 shop GET /search',
  '3 catalogue GET /search',
  '1 click "Order"',
  '2 shop POST /orders',
  '3 orders POST /orders',
  '4 orders log retrying, warning',
  '4 orders INSERT orders, error',
  '4 orders receipts send',
  '5 receipts receipts process',
];

describe('the waterfall of a session', () => {
  it('tells from what a person did to every span, over message queues too, and names gaps', async () => {
    const page = await open();
    await eventually(() => names(page)).toEqual(WHOLE);
    await eventually(() => row(page, 'shop GET /search').textContent()).toContain('network 26 ms');
    expect(await row(page, 'receipts receipts process').textContent()).toContain('waited 2.59 s');
    await row(page, 'orders POST /orders').click();
    await eventually(() => detail(page).textContent()).toContain('own time 190 ms');
  });

  it('follows the moment', async () => {
    const page = await open(`&at=${START + 20_360}`);
    await eventually(() => current(page)).toBe('orders log retrying, warning');
    for (const line of ['catalogue GET /search', 'catalogue GET /search', 'catalogue GET /search']) {
      await page.keyboard.press('ArrowLeft');
      await eventually(() => current(page)).toBe(line);
    }
    await page.keyboard.press('ArrowLeft');
    await eventually(() => panel(page).locator('[aria-current]').count()).toBe(0);
    await page.getByRole('slider', { name: 'Moment' }).press('End');
    await eventually(() => current(page)).toBe('receipts receipts process');

    // It stays where the person scrolls to until it is told to follow, and shares the time under the pointer.
    const tree = panel(page).getByRole('tree');
    await eventually(() => tree.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(0);
    await tree.hover();
    await page.mouse.wheel(0, -2_000);
    await eventually(() => tree.evaluate(({ scrollTop }) => scrollTop)).toBe(0);
    await row(page, 'click "Find"').hover();
    const cursors = () => panel(page).locator('[data-axis] > :not([hidden])').count();
    await eventually(cursors).toBe(2);
    await page.mouse.move(5, 5);
    await eventually(cursors).toBe(1);
    await panel(page).getByRole('button', { name: 'Follow the replay' }).click();
    await eventually(() => tree.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(0);
  });

  it('selects what is clicked, moves the moment there, and leads over links both ways', async () => {
    const page = await open();
    await row(page, 'receipts receipts process').click();
    await eventually(() => shownMoment(page)).toBe(23_000);
    await eventually(() => parameter(page, 'span')).toBe(`${TRACES.receipt}.${idOf('take')}`);
    await detail(page)
      .getByRole('button', { name: `span ${idOf('send')}` })
      .click();
    await eventually(() => row(page, 'orders receipts send').getAttribute('aria-selected')).toBe('true');
    await eventually(() => shownMoment(page)).toBe(20_400);
    await detail(page).getByRole('button', { name: 'receipts receipts process' }).click();
    await eventually(() => shownMoment(page)).toBe(23_000);
    await row(page, 'orders log retrying, warning').click();
    await eventually(() => parameter(page, 'span')).toBe('log:retry');
    expect(await panel(page).locator('[aria-selected=true]').count()).toBe(1);
    await row(page, 'click "Find"').click();
    await eventually(() => shownMoment(page)).toBe(2_000);
  });

  it('copies a request as cURL, shows SQL on lines, and gives the span as JSON', async () => {
    const page = await open();
    await row(page, 'shop POST /orders').click();
    await detail(page).getByRole('button', { name: 'Copy as cURL' }).click();
    await eventually(() => copied(page)).toBe(`curl --url 'https://shop.test/orders' \\
  --header 'content-type: application/json' \\
  --data-raw '{"note":"it'\\''s"}'`);
    await row(page, 'orders INSERT orders, error').click();
    await eventually(() => detail(page).getByLabel('Query text').textContent()).toBe(
      'INSERT INTO orders (id)\nVALUES ($1)\nRETURNING id',
    );
    expect(await detail(page).textContent()).toContain('deadlock detected');
    await detail(page).getByText('Raw JSON').click();
    await detail(page).getByRole('button', { name: 'Copy JSON' }).click();
    await eventually(async () => JSON.parse(await copied(page)).name).toBe('INSERT orders');
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('narrows by text, service and errors, and restores that from the address', async () => {
    const page = await open();
    await panel(page).getByRole('switch', { name: 'Errors only' }).check({ force: true });
    await eventually(() => names(page)).toEqual([
      '1 click "Order"',
      '2 shop POST /orders',
      '3 orders POST /orders',
      '4 orders INSERT orders, error',
    ]);
    expect(await panel(page).getByRole('status', { name: 'Spans shown' }).textContent()).toBe('1 of 7 spans');
    await panel(page).getByRole('switch', { name: 'Errors only' }).uncheck({ force: true });
    await panel(page).getByRole('combobox', { name: 'Service' }).selectOption('catalogue');
    await panel(page).getByRole('textbox', { name: 'Search the spans' }).fill('search');
    await eventually(() => names(page)).toEqual(WHOLE.slice(0, 3));
    await page.waitForURL((url) => url.searchParams.get('waterfallQuery') === 'search');
    await page.reload();
    await eventually(() => names(page)).toEqual(WHOLE.slice(0, 3));
    await panel(page).getByRole('textbox', { name: 'Search the spans' }).fill('nowhere');
    await panel(page).getByRole('button', { name: 'Clear the filters' }).click();
    await eventually(() => names(page)).toEqual(WHOLE);
  });

  it('opens and closes by keys and at once, and shows one trace alone', async () => {
    const page = await open();
    await panel(page).getByRole('button', { name: 'Collapse all' }).click();
    await eventually(() => names(page)).toEqual(['1 click "Find"', '1 click "Order"']);
    await row(page, 'click "Order"').click();
    await panel(page).getByRole('tree').press('ArrowRight');
    await eventually(() => names(page)).toEqual(['1 click "Find"', '1 click "Order"', '2 shop POST /orders']);
    await panel(page).getByRole('tree').press('ArrowRight');
    await eventually(() => row(page, 'shop POST /orders').getAttribute('aria-selected')).toBe('true');
    await panel(page).getByRole('button', { name: 'Expand all' }).click();
    await eventually(() => rows(page).count()).toBe(WHOLE.length);
    await panel(page).getByText('This trace').click();
    await eventually(() => names(page)).toEqual([
      '1 shop POST /orders',
      '2 orders POST /orders',
      '3 orders INSERT orders, error',
      '3 orders receipts send',
    ]);
    await page.waitForURL((url) => url.searchParams.get('waterfall') === 'trace');
  });

  it('shows the time of the trace at the moment, and zooms by keys, wheel and a drag on the ruler', async () => {
    const page = await open(`&at=${START + 20_100}`);
    const bar = () => barOf(page, 'shop POST /orders');
    const name = 'shop POST /orders';
    await eventually(() => current(page)).toBe('orders INSERT orders, error');
    const fitted = await bar();
    expect(fitted.right - fitted.left).toBeGreaterThan(60);
    await panel(page).getByRole('tree').press('+');
    await eventually(async () => (await bar()).right - (await bar()).left).toBeGreaterThan(
      fitted.right - fitted.left,
    );
    await page.waitForURL((url) => url.searchParams.has('waterfallZoom'));
    const zoomed = await bar();
    await page.reload();
    await row(page, name).waitFor();
    await eventually(async () => Math.abs((await bar()).right - zoomed.right) < 2).toBe(true);
    await panel(page).getByRole('tree').press('0');
    await eventually(async () => Math.abs((await bar()).right - fitted.right) < 2).toBe(true);

    const line = await row(page, name).boundingBox();
    if (!line) throw new Error('the line is not there');
    await page.mouse.move(fitted.left + 5, line.y + 10);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -300);
    await page.keyboard.up('Control');
    await eventually(async () => (await bar()).right).toBeGreaterThan(fitted.right + 20);
    const before = await bar();
    await page.keyboard.down('Shift');
    await page.mouse.wheel(0, 100);
    await page.keyboard.up('Shift');
    await eventually(async () => (await bar()).left).toBeLessThan(before.left - 5);
    const ruler = panel(page).getByRole('group', { name: 'Time axis' });
    await ruler.dblclick();
    await eventually(async () => Math.abs((await bar()).right - fitted.right) < 2).toBe(true);
    const box = await ruler.boundingBox();
    if (!box) throw new Error('the ruler is not there');
    await page.mouse.move(fitted.left, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(fitted.right, box.y + 10, { steps: 3 });
    await page.mouse.up();
    await eventually(async () => Math.abs((await bar()).left - box.x) < 3).toBe(true);
    expect(Math.abs((await bar()).right - box.x - box.width)).toBeLessThan(3);
  });

  it('says what could not be loaded, and tries again', async () => {
    const broken = await app.serve(tracedSession(START));
    broken.failing = { path: /spans$/, status: 400, message: 'The disk is full.' };
    const page = await app.open(`${broken.origin}/sessions/${TRACED_ID}?panel=waterfall`);
    const alert = panel(page).getByRole('alert');
    await eventually(() => alert.textContent()).toContain('The disk is full.');
    broken.failing = null;
    await alert.getByRole('button', { name: 'Retry' }).click();
    await eventually(() => names(page)).toEqual(WHOLE);
  });

  it('breaks nowhere', () => expect(app.errors).toEqual([]));
});
