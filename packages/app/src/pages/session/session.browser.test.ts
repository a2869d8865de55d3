import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults } from '../../testing/accessibility.ts';
import { replayedText, shownMoment, startApp, type TestedApp } from '../../testing/app.ts';
import { AWAY_MS, CHECKOUT_ID, CHECKOUT_TRACE, checkoutFixture } from '../../testing/checkoutFixture.ts';
import { eventually } from '../../testing/eventually.ts';
import { emptySession, type Fixture } from '../../testing/fixture.ts';
import type { FixtureServer } from '../../testing/fixtureServer.ts';
import { recordShop } from '../../testing/recordShop.ts';

let app: TestedApp;
let fixture: Fixture;
let server: FixtureServer;
beforeAll(async () => {
  app = await startApp();
  fixture = checkoutFixture(await recordShop(app.browser), Date.now() - 10 * 60_000);
  server = await app.serve(fixture);
});
afterAll(() => app.close());

const timeline = (page: Page) => page.getByRole('region', { name: 'Timeline' });
const items = (page: Page) => timeline(page).getByRole('option');
const item = (page: Page, name: string | RegExp) => timeline(page).getByRole('option', { name });
const trace = (page: Page) => page.getByRole('region', { name: 'Trace' });
const span = (page: Page, name: string | RegExp) => trace(page).getByRole('treeitem', { name });
const parameter = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);

async function openCheckout(search = ''): Promise<Page> {
  const page = await app.open(`${server.origin}/sessions/${CHECKOUT_ID}${search}`);
  await items(page).first().waitFor();
  return page;
}

/** The moment of an item as the fixture knows it, milliseconds from the session's start. */
function timeOf(title: string): number {
  const session = fixture.sessions[0];
  const found = session?.timeline.find((candidate) => candidate.title === title);
  return Number(BigInt(found?.timeUnixNano ?? 0) / 1_000n) / 1_000 - (session?.detail.from ?? 0);
}

function duration(): number {
  const { from = 0, to = 0 } = fixture.sessions[0]?.detail ?? {};
  return to - from;
}

describe('session page', () => {
  it('says who, where and when, and leads back to the list as it was', async () => {
    const page = await app.open(`${server.origin}/sessions?range=7d&q=ada`);
    await page.getByRole('link', { name: 'Ada Lovelace, https://shop.test/' }).click();
    await page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor();
    expect(await page.getByRole('banner').textContent()).toMatch(
      /shop\.test\/[\s\S]*10 min ago[\s\S]*\d+ s[\s\S]*6/,
    );
    await item(page, /charge attempt/).click();
    await page.waitForURL((url) => url.searchParams.has('span'));
    await page.getByRole('link', { name: 'All sessions' }).click();
    await page.getByRole('list', { name: 'Sessions' }).waitFor();
    expect(new URL(page.url()).search).toBe('?range=7d&q=ada');
  });

  it('goes back by the back button in one step, however much was looked at', async () => {
    const page = await app.open(`${server.origin}/sessions`);
    await page.getByRole('link', { name: /Ada/ }).click();
    await item(page, /charge attempt/).click();
    await page.waitForURL((url) => url.searchParams.has('span'));
    await item(page, /score/).click();
    await page.waitForURL((url) => url.searchParams.get('span')?.includes('l2') ?? false);
    await page.goBack();
    await page.getByRole('list', { name: 'Sessions' }).waitFor();
    await page.goForward();
    await eventually(() => item(page, /score/).getAttribute('aria-selected')).toBe('true');
  });

  it('replays in a frame that may run nothing', async () => {
    const page = await openCheckout();
    await eventually(() => replayedText(page)).toContain('Kettles');
    const frame = page.getByRole('region', { name: 'Replay' }).getByTitle('Replay');
    expect(await frame.getAttribute('sandbox')).toBe('allow-same-origin');
  });

  it('lists front end and back ends in the order in which it happened', async () => {
    const page = await openCheckout();
    const names = await items(page).evaluateAll((options) => options.map((option) => option.ariaLabel ?? ''));
    const story = [
      'shop click button "Pay € 64"',
      'shop POST /api/payment',
      'gateway POST /api/payment, HTTP 502, error',
      'payment POST /charge, HTTP 500, error',
      'fraud POST /check',
      'orders POST /reserve, Query read timeout, error',
      'orders SELECT reserve_stock($1, $2) FROM stock WHERE item = $1, Query read timeout, error',
      'gateway charge error, error',
      'shop 502 POST /api/payment, 502, error',
      'shop PaymentError: The payment failed, error',
    ];
    expect(names.filter((name) => story.includes(name))).toEqual(story);
  });

  it('seeks the replay to the item that is clicked', async () => {
    const page = await openCheckout();
    await item(page, /PaymentError/).click();
    await eventually(() => replayedText(page)).toContain('The payment failed. Nothing was charged.');
    expect(await shownMoment(page)).toBe(Math.round(timeOf('PaymentError: The payment failed')));
    // It takes some of the list's room when it comes: what one clicks before may have moved away.
    await page.getByRole('region', { name: 'Story' }).getByRole('listitem').first().waitFor();
    await item(page, 'shop navigate to /').first().click();
    await eventually(() => replayedText(page)).toContain('Kettles');
    expect(await replayedText(page)).not.toContain('The payment failed');
    await item(page, 'shop navigate to /checkout').click();
    await eventually(() => replayedText(page)).toContain('Card number');
    expect(await page.getByLabel('Page address').textContent()).toBe('https://shop.test/checkout');
  });

  it('plays, and takes the timeline along, over the time in which nothing happens', async () => {
    const page = await openCheckout();
    expect(await timeline(page).locator('[aria-current]').count()).toBe(0);
    await page.getByRole('button', { name: 'Play' }).click();
    await page.getByText(/^Skipped 4\d s of inactivity$/).waitFor();
    const current = timeline(page).locator('[aria-current]');
    await eventually(() => current.getAttribute('aria-label')).toMatch(/payment failed 502/);
    await eventually(() => replayedText(page)).toContain('Nothing was charged');
    await page.getByRole('button', { name: 'Play' }).waitFor();
    expect(await shownMoment(page)).toBe(duration());
  });

  it('waits through inactivity when told to', async () => {
    const page = await openCheckout(`?at=${(fixture.sessions[0]?.detail.from ?? 0) + AWAY_MS / 2}`);
    await page.getByRole('switch', { name: 'Skip inactivity' }).uncheck({ force: true });
    const before = await shownMoment(page);
    await page.getByRole('button', { name: 'Play' }).click();
    await eventually(() => shownMoment(page)).toBeGreaterThan(before + 300);
    await page.getByRole('button', { name: 'Pause' }).click();
    expect(await shownMoment(page)).toBeLessThan(AWAY_MS);
  });

  it('shows the trace of a request as a tree, logs inside, errors named', async () => {
    const page = await openCheckout('?waterfall=trace');
    await item(page, 'shop POST /api/payment').first().click();
    await span(page, 'shop POST /api/payment, error').waitFor();
    const lines = await trace(page)
      .getByRole('treeitem')
      .evaluateAll((rows) => rows.map((row) => `${row.ariaLevel} ${row.ariaLabel}`));
    expect(lines).toEqual([
      '1 shop POST /api/payment, error',
      '2 gateway POST /api/payment, error',
      '3 gateway log charge attempt',
      '3 gateway log charge error, error',
      '3 gateway POST, error',
      '4 payment POST /charge, error',
      '5 fraud POST /check',
      '6 fraud log score 0.02',
      '5 orders POST /reserve, error',
      '6 orders log reserve failed: Query read timeout, error',
      '6 orders pg.connect',
      '6 orders pg.query:SELECT shop, error',
    ]);
    await span(page, 'fraud log score 0.02').click();
    await eventually(() => span(page, 'fraud log score 0.02').getAttribute('aria-selected')).toBe('true');
    expect(await trace(page).getByRole('region', { name: 'Span' }).textContent()).toContain(
      'fraud/charge.ts',
    );
    await item(page, 'payment POST /charge, HTTP 500, error').click();
    await eventually(() => span(page, 'payment POST /charge, error').getAttribute('aria-selected')).toBe(
      'true',
    );
    expect(await trace(page).locator('[aria-selected=true]').count()).toBe(1);
    await trace(page).getByRole('switch', { name: 'Logs' }).uncheck({ force: true });
    await eventually(() => trace(page).getByRole('treeitem').count()).toBe(8);
  });

  it('moves the replay to the span that is clicked, tells all of it, and restores both from the address', async () => {
    const page = await openCheckout();
    await item(page, 'shop POST /api/payment').first().click();
    await span(page, 'orders pg.query:SELECT shop, error').click();
    const detail = trace(page).getByRole('region', { name: 'Span' });
    await eventually(() => detail.textContent()).toContain('SELECT reserve_stock($1, $2) FROM stock');
    expect(await detail.textContent()).toMatch(/Error\s*Query read timeout[\s\S]*Query\.onTimeout/);
    const moment = timeOf('SELECT reserve_stock($1, $2) FROM stock WHERE item = $1');
    await eventually(() => shownMoment(page)).toBe(Math.round(moment));
    expect(await item(page, /SELECT reserve_stock/).getAttribute('aria-selected')).toBe('true');
    await page.waitForURL((url) => url.searchParams.get('span')?.startsWith(`${CHECKOUT_TRACE}.`) ?? false);
    expect(parameter(page, 'panel')).toBe('waterfall');

    await page.reload();
    const restored = span(page, 'orders pg.query:SELECT shop, error');
    await eventually(() => restored.getAttribute('aria-selected')).toBe('true');
    expect(Math.abs((await shownMoment(page)) - moment)).toBeLessThan(2);
    await eventually(() => replayedText(page)).toContain('One moment…');
  });

  it('shows what was sent and answered, and copies it', async () => {
    const page = await openCheckout();
    await item(page, 'shop POST /api/payment').first().click();
    const detail = trace(page).getByRole('region', { name: 'Span' });
    await eventually(() => detail.getByLabel('Request body').textContent()).toBe(
      '{\n  "item": "sage",\n  "card": "[redacted]"\n}',
    );
    expect(await detail.getByLabel('Request headers').textContent()).toBe('content-typeapplication/json');
    expect(await detail.getByLabel('Response body').textContent()).toContain('"error": "declined"');
    expect(await detail.textContent()).toContain('68.4 KiB — only its beginning was kept');
    await detail.getByRole('button', { name: 'Copy body' }).first().click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      '{"item":"sage","card":"[redacted]"}',
    );
    expect(await detail.getByRole('rowheader').allTextContents()).not.toContain(
      'throughline.http.request.body',
    );
  });

  it('goes to what a link selects when the link names no moment', async () => {
    const page = await openCheckout('?span=log:l4&panel=waterfall');
    await eventually(() => shownMoment(page)).toBe(Math.round(timeOf('charge error')));
    expect(await item(page, 'gateway charge error, error').getAttribute('aria-selected')).toBe('true');
  });

  it('keeps the moment in the address while it plays', async () => {
    const page = await openCheckout();
    await page.getByRole('button', { name: 'Play' }).click();
    await page.waitForURL(
      (url) => Number(url.searchParams.get('at')) > (fixture.sessions[0]?.detail.from ?? 0),
    );
    await page.getByRole('button', { name: 'Pause' }).click();
    const stopped = await shownMoment(page);
    await eventually(() =>
      Math.abs(Number(parameter(page, 'at')) - (fixture.sessions[0]?.detail.from ?? 0) - stopped),
    ).toBeLessThan(2);
  });

  it('copies a link to the very moment', async () => {
    const page = await openCheckout();
    await item(page, /charge error/).click();
    await page.getByRole('button', { name: 'Copy link to this moment' }).click();
    const link = new URL(await page.evaluate(() => navigator.clipboard.readText()));
    expect(link.pathname).toBe(`/sessions/${CHECKOUT_ID}`);
    expect(link.searchParams.get('span')).toBe('log:l4');
    const from = fixture.sessions[0]?.detail.from ?? 0;
    expect(Number(link.searchParams.get('at')) - from).toBe(Math.ceil(timeOf('charge error')));
  });

  it('names the project in that link, if it is not the usual one', async () => {
    const page = await openCheckout('?project=shop');
    await page.getByRole('button', { name: 'Copy link to this moment' }).click();
    const link = new URL(await page.evaluate(() => navigator.clipboard.readText()));
    expect(link.searchParams.get('project')).toBe('shop');
    expect(link.searchParams.has('at')).toBe(true);
  });

  it('searches and narrows the timeline, and keeps that in the address', async () => {
    const page = await openCheckout();
    await page.keyboard.press('/');
    await page.keyboard.type('orders timeout');
    await eventually(() => items(page).count()).toBe(3);
    await timeline(page).getByRole('button', { name: 'Logs' }).click();
    await eventually(() => items(page).count()).toBe(2);
    await page.waitForURL((url) => url.searchParams.get('hide') === 'log');
    await page.reload();
    await items(page).first().waitFor();
    expect(await items(page).count()).toBe(2);
    await page.getByRole('textbox', { name: 'Search the timeline' }).fill('no such thing');
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await eventually(() => items(page).count()).toBeGreaterThan(10);
  });

  it('is worked by keys alone', async () => {
    const page = await openCheckout();
    await page.keyboard.press('e');
    await eventually(() => item(page, /^gateway POST \/api\/payment/).getAttribute('aria-selected')).toBe(
      'true',
    );
    await page.keyboard.press('j');
    await eventually(() => item(page, /charge attempt/).getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('k');
    await eventually(() => item(page, /^gateway POST \/api\/payment/).getAttribute('aria-selected')).toBe(
      'true',
    );
    const at = await shownMoment(page);
    await page.keyboard.press('ArrowLeft');
    await eventually(() => shownMoment(page)).toBe(at - 5_000);
    await page.keyboard.press('Shift+ArrowLeft');
    await eventually(() => shownMoment(page)).toBe(at - 20_000);
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('ArrowRight');
    await eventually(() => shownMoment(page)).toBe(at);
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Play' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Open the panel' }).waitFor();
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Keyboard' });
    await help.waitFor();
    expect(await help.textContent()).toContain('Play or pause');
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'hidden' });
    await page.getByRole('slider', { name: 'Moment' }).press('End');
    expect(await shownMoment(page)).toBe(duration());
    await page.getByRole('slider', { name: 'Moment' }).press('Home');
    expect(await shownMoment(page)).toBe(0);
  });

  it('walks the trace by arrow keys', async () => {
    const page = await openCheckout('?waterfall=trace');
    await item(page, 'shop POST /api/payment').first().click();
    await span(page, 'shop POST /api/payment, error').waitFor();
    await trace(page).getByRole('tree').focus();
    await page.keyboard.press('ArrowDown');
    const gateway = span(page, 'gateway POST /api/payment, error');
    await eventually(() => gateway.getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('ArrowLeft');
    await eventually(() => trace(page).getByRole('treeitem').count()).toBe(2);
    expect(await gateway.getAttribute('aria-expanded')).toBe('false');
    await page.keyboard.press('ArrowRight');
    await eventually(() => trace(page).getByRole('treeitem').count()).toBe(12);
  });

  it('lets the person scroll the timeline away, and follows again when asked', async () => {
    const page = await app.open(`${server.origin}/sessions/${CHECKOUT_ID}`, { height: 560 });
    await items(page).first().waitFor();
    await timeline(page).getByRole('listbox').hover();
    await page.mouse.wheel(0, 2_000);
    await page.getByRole('button', { name: 'Follow the replay' }).click();
    await item(page, 'shop navigate to /').first().waitFor();
    await eventually(() =>
      timeline(page)
        .getByRole('listbox')
        .evaluate((list) => list.scrollTop),
    ).toBe(0);
  });

  it('shows a session without a recording by its telemetry', async () => {
    const session = emptySession('22222222-0000-4000-8000-000000000001', Date.now() - 60_000, {
      to: Date.now() - 50_000,
    });
    session.timeline = (fixture.sessions[0]?.timeline ?? []).filter(({ kind }) => kind === 'span');
    const traces = fixture.traces.map((known) => ({ ...known, sessions: [session.detail.id] }));
    const bare = await app.serve({ sessions: [session], traces });
    const page = await app.open(`${bare.origin}/sessions/${session.detail.id}`);
    await page.getByText('No replay').waitFor();
    await item(page, /payment POST \/charge/).click();
    await span(page, 'fraud POST /check').waitFor();
  });

  it('grows with a session that goes on', async () => {
    const session = emptySession('22222222-0000-4000-8000-000000000002', Date.now() - 5_000, {
      to: Date.now(),
    });
    const live = await app.serve({ sessions: [session], traces: [] });
    const page = await app.open(`${live.origin}/sessions/${session.detail.id}`);
    await page.getByText('Nothing has happened yet').waitFor();
    const [first] = fixture.sessions[0]?.timeline ?? [];
    if (first) session.timeline.push(first);
    session.detail.counts.logs = 1;
    session.detail.to = Date.now();
    await items(page).first().waitFor();
  });

  it('says when a session does not exist, and when a part of one fails', async () => {
    const missing = await app.open(`${server.origin}/sessions/33333333-0000-4000-8000-000000000000`);
    await missing.getByText('This session is not here').waitFor();
    await missing.getByRole('link', { name: 'All sessions' }).waitFor();
    fixture.sessions.push(emptySession('33333333-0000-4000-8000-000000000000', Date.now()));
    await missing.getByRole('region', { name: 'Timeline' }).waitFor();

    const broken = await app.serve(fixture);
    broken.failing = { path: /timeline|segments$/, status: 400, message: 'The disk is full.' };
    const page = await app.open(`${broken.origin}/sessions/${CHECKOUT_ID}`);
    await page.getByText('The timeline could not be loaded').waitFor();
    await page.getByText('The recording could not be loaded').waitFor();
    broken.failing = null;
    await timeline(page).getByRole('button', { name: 'Retry' }).click();
    const recording = page.getByRole('alert').filter({ hasText: 'The recording could not be loaded' });
    await recording.getByRole('button', { name: 'Retry' }).click();
    await items(page).first().waitFor();
    await eventually(() => replayedText(page)).toContain('Kettles');
  });

  it('says why a trace is empty', async () => {
    const lost = await app.serve({
      sessions: fixture.sessions,
      traces: [{ traceId: CHECKOUT_TRACE, sessions: [], spans: [], logs: [], truncated: false }],
    });
    const page = await app.open(`${lost.origin}/sessions/${CHECKOUT_ID}?waterfall=trace`);
    await item(page, /charge attempt/).click();
    await page.getByText('No span of this trace has arrived').waitFor();
    await item(page, /Pay € 64/).click();
    await page.getByText('This click belongs to no trace.').waitFor();
  });

  it('resizes its panels by key', async () => {
    const page = await openCheckout();
    const handle = page.getByRole('separator', { name: 'Width of the timeline' });
    const before = Number(await handle.getAttribute('aria-valuenow'));
    await handle.press('ArrowLeft');
    await eventually(() => handle.getAttribute('aria-valuenow')).toBe(String(before + 24));
    await page.reload();
    await eventually(() => handle.getAttribute('aria-valuenow')).toBe(String(before + 24));
  });

  it.each([false, true])(
    'is accessible by WCAG 2.2 AA with each panel of its dock, dark: %s',
    async (dark) => {
      const page = await app.open(`${server.origin}/sessions/${CHECKOUT_ID}`, { dark });
      await item(page, /charge attempt/).click();
      const tabs = page.getByRole('tablist', { name: 'Panels' }).getByRole('tab');
      const faults: Record<string, string[]> = {};
      for (const name of await tabs.allInnerTexts()) {
        await page.getByRole('tab', { name, exact: true }).click();
        await page.waitForLoadState('networkidle');
        await eventually(() => page.getByRole('status', { name: /^Loading/ }).count()).toBe(0);
        faults[name] = await accessibilityFaults(page);
      }
      expect(Object.entries(faults).filter(([, found]) => found.length > 0)).toEqual([]);
      expect(Object.keys(faults).length).toBeGreaterThan(0);
    },
  );

  it('breaks nowhere', () => expect(app.errors).toEqual([]));
});
