import { visitCheckout } from '@throughline/example-checkout';
import type { SessionDetail, SessionSpanPage, TimelinePage, Trace } from '@throughline/format';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Stack, startStack, untilApi } from './stack.ts';

const PATIENCE_MS = 20_000;
/** The panels of the dock by their keys; the waterfall, the first, is open by then. */
const PANEL_KEYS = { 2: 'Network', 3: 'Console and logs', 4: 'Events', 5: 'Map', 6: 'Info' };

let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
});

afterAll(async () => {
  await stack.stop();
  await stack.removeData();
});

/** Goes through the shop in a browser of its own; answers the session's id. */
async function visit(basket: 'doomed' | 'happy'): Promise<string> {
  const context = await stack.browser.newContext();
  const page = await context.newPage();
  const session = await visitCheckout(page, { shopUrl: stack.checkout.shopUrl, basket });
  await page.close({ runBeforeUnload: true });
  await context.close();
  return session;
}

describe('a payment that fails four services away', () => {
  let session: string;
  let page: Page;

  beforeAll(async () => {
    session = await visit('doomed');
    await untilApi<TimelinePage>(
      `${stack.url}/api/sessions/${session}/timeline`,
      ({ items }) =>
        ['gateway', 'payment', 'fraud', 'orders'].every((service) =>
          items.some((item) => item.service === service),
        ) &&
        items.some(({ kind, title }) => kind === 'response' && title.startsWith('502')) &&
        items.some(({ title }) => title.startsWith('charge error')) &&
        items.some(({ detail }) => detail === 'Query read timeout'),
    );
    const context = await stack.browser.newContext({ viewport: { width: 1440, height: 3000 } });
    page = await context.newPage();
  });

  afterAll(() => page.context().close());

  const timeline = () => page.getByRole('region', { name: 'Timeline' });
  const items = () => timeline().getByRole('option');
  const slider = () => page.getByRole('slider', { name: 'Moment' });
  const replay = () => page.getByRole('region', { name: 'Replay' }).frameLocator('iframe');
  const moment = async () => Number(await slider().getAttribute('aria-valuenow'));

  it('stands in the list and opens', async () => {
    await page.goto(`${stack.url}/`);
    await page
      .getByRole('list', { name: 'Sessions' })
      .getByRole('link', { name: /^customer-/ })
      .click();
    await page.waitForURL(`**/sessions/${session}**`);
    await items().first().waitFor();
  });

  it('tells what happened in order on one timeline, from the click to the answer', async () => {
    const story = [
      /shop.*click button "Pay/,
      /shop.*POST \/api\/payment/,
      /gateway.*POST \/api\/payment/,
      /payment.*POST \/charge/,
      /fraud.*POST \/check/,
      /orders.*POST \/orders/,
      /orders.*WITH RECURSIVE.*Query read timeout/,
      /gateway.*charge error/,
      /shop.*502 POST \/api\/payment/,
    ];
    // Services send what they have a second later than the page.
    await vi.waitFor(async () => {
      const names = await items().evaluateAll((rows) =>
        rows.map((row) => row.getAttribute('aria-label') ?? ''),
      );
      let position = -1;
      for (const chapter of story) {
        const next = names.findIndex((name, index) => index > position && chapter.test(name));
        expect(next, `${chapter} behind ${position} in\n${names.join('\n')}`).toBeGreaterThan(position);
        position = next;
      }
    }, PATIENCE_MS);
  });

  it('shows the error in the replayed page once the answer is there, and not before', async () => {
    await items().filter({ hasText: 'POST /api/payment' }).first().click();
    await replay().getByRole('button', { name: /Pay/ }).waitFor();
    expect(await replay().getByRole('alert').filter({ hasText: 'Payment failed' }).count()).toBe(0);
    await items().filter({ hasText: '502 POST /api/payment' }).click();
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await replay().getByRole('alert').filter({ hasText: 'Payment failed' }).waitFor();
    // It plays to its end, and stands still then.
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  });

  it('never lets the replayed page run scripts', async () => {
    expect(await page.getByRole('region', { name: 'Replay' }).locator('iframe').getAttribute('sandbox')).toBe(
      'allow-same-origin',
    );
  });

  it('moves the replay to the failed span, and restores it from the URL', async () => {
    await items().filter({ hasText: 'WITH RECURSIVE' }).click();
    const span = page
      .getByRole('region', { name: 'Trace' })
      .getByRole('treeitem', { name: /^orders pg\.query.*, error/ })
      .first();
    await span.waitFor();
    // Away from it first, so that the click has something to do; to what belongs to no trace, so that this one stays open.
    await items().filter({ hasText: 'session.start' }).click();
    await expect.poll(moment).toBeLessThan(1000);
    await items().filter({ hasText: 'WITH RECURSIVE' }).click();
    await span.click();
    const { items: recorded } = await untilApi<TimelinePage>(
      `${stack.url}/api/sessions/${session}/timeline`,
      () => true,
    );
    const { from } = await untilApi<SessionDetail>(`${stack.url}/api/sessions/${session}`, () => true);
    const failed = recorded.find(({ title }) => title.startsWith('WITH RECURSIVE'));
    const expected = Number(failed?.timeUnixNano) / 1e6 - from;
    // The address says the moment by the clock; what the slider counts from may have moved since the page was opened, by what
    // came late of the session's beginning.
    const at = () => Number(new URL(page.url()).searchParams.get('at')) - from;
    await expect.poll(() => Math.abs(at() - expected)).toBeLessThan(50);

    const url = page.url();
    await page.reload();
    await items().first().waitFor();
    await expect.poll(async () => Math.abs((await moment()) - expected)).toBeLessThan(50);
    await page
      .getByRole('region', { name: 'Trace' })
      .getByRole('treeitem', { name: /^orders pg\.query.*, error/, selected: true })
      .waitFor();
    expect(page.url()).toBe(url);
  });

  it('leads from the click to the request that it caused, and on to the services behind that', async () => {
    await page.getByRole('tab', { name: 'Events' }).click();
    const events = page.getByRole('region', { name: 'Events' });
    await events
      .getByRole('option', { name: /^click button "Pay/ })
      .first()
      .click();
    const caused = events.getByRole('list', { name: 'What it caused' }).getByRole('button');
    await caused.filter({ hasText: 'Query read timeout' }).first().waitFor();
    await caused.filter({ hasText: 'POST /api/payment' }).first().click();
    const network = page.getByRole('region', { name: 'Network' });
    await network.getByRole('row', { name: 'POST /api/payment, 502, failed', selected: true }).waitFor();
    const request = network.getByRole('region', { name: 'Request' });
    await request.getByRole('tab', { name: 'Initiator' }).click();
    await request.getByRole('button', { name: /^click button "Pay/ }).waitFor();
    await request.getByRole('tab', { name: 'Trace' }).click();
    const behind = request.getByRole('list', { name: 'Services behind it' });
    await behind.getByText('orders', { exact: true }).waitFor();
    expect(await behind.textContent()).toMatch(/gateway[\s\S]*payment[\s\S]*Query read timeout/);
  });

  it('knows the database that the failed statement was sent to', async () => {
    const { traces } = await untilApi<SessionSpanPage>(
      `${stack.url}/api/sessions/${session}/spans?peers=true`,
      (answer) => answer.traces.length > 0,
    );
    const peers = traces.flatMap(({ spans }) =>
      spans.flatMap(({ service, status, peer }) => (peer && status === 'error' ? [[service, peer]] : [])),
    );
    expect(peers).toContainEqual(['orders', { kind: 'database', name: 'postgresql' }]);
    expect(peers).toContainEqual(['payment', { kind: 'host', name: expect.any(String) }]);
  });

  it('is told by the keyboard alone, from the list to the statement that timed out', async () => {
    const context = await stack.browser.newContext({ viewport: { width: 1440, height: 900 } });
    const own = await context.newPage();
    const press = (key: string) => own.keyboard.press(key);
    const region = (name: string) => own.getByRole('region', { name, exact: true });
    await own.goto(`${stack.url}/`);
    await own.getByRole('list', { name: 'Sessions' }).getByRole('listitem').first().waitFor();
    await press('/');
    await own.keyboard.type('failed:true');
    await press('Escape');
    await press('Escape');
    await own.waitForURL((url) => url.searchParams.get('q') === 'failed:true');
    await own.getByRole('list', { name: 'Sessions' }).getByRole('listitem').first().waitFor();
    await press('j');
    await press('Enter');
    await own.waitForURL(`**/sessions/${session}**`);
    const option = (name: RegExp) => region('Timeline').getByRole('option', { name });
    await region('Timeline').getByRole('option').first().waitFor();

    // To the statement, by the search of the timeline and the next item in it.
    await press('/');
    await own.keyboard.type('WITH RECURSIVE');
    await expect.poll(() => region('Timeline').getByRole('option').count()).toBe(1);
    await press('Escape');
    await press('Home');
    await press('j');
    await expect.poll(() => option(/WITH RECURSIVE/).getAttribute('aria-selected')).toBe('true');
    await region('Trace')
      .getByRole('treeitem', { name: /^orders pg\.query.*, error/, selected: true })
      .waitFor();

    // What else there is, panel by panel.
    for (const [key, name] of Object.entries(PANEL_KEYS)) {
      await press(key);
      await region(name).waitFor();
    }
    await press('5');
    await region('Map')
      .getByRole('img', { name: /^database postgresql: / })
      .waitFor();
    await press('Escape');
    await expect.poll(() => new URL(own.url()).searchParams.has('panel')).toBe(false);

    // On from there the page says that the payment failed.
    const shown = region('Replay').frameLocator('iframe').getByRole('alert');
    expect(await shown.filter({ hasText: 'Payment failed' }).count()).toBe(0);
    await press('Space');
    await shown.filter({ hasText: 'Payment failed' }).waitFor();
    await press('?');
    await own.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await context.close();
  });

  it('holds the service that has nothing of ours in the same trace and session', async () => {
    const { items: recorded } = await untilApi<TimelinePage>(
      `${stack.url}/api/sessions/${session}/timeline`,
      () => true,
    );
    const fraud = recorded.find(({ service, kind }) => service === 'fraud' && kind === 'span');
    const trace = await untilApi<Trace>(`${stack.url}/api/traces/${fraud?.traceId}`, () => true);
    expect(trace.sessions).toEqual([session]);
    expect(new Set(trace.spans.map(({ service }) => service))).toEqual(
      new Set(['shop', 'gateway', 'payment', 'fraud', 'orders']),
    );
    expect(trace.spans.filter(({ parentSpanId }) => !parentSpanId).map(({ name }) => name)).toEqual([
      expect.stringMatching(/^click button "Pay/),
    ]);
    const check = trace.spans.find(({ service }) => service === 'fraud');
    expect(JSON.stringify(check?.resource)).not.toContain('throughline');
  });

  it('counts once in the list, with everybody who took part', async () => {
    const detail = await untilApi<SessionDetail>(`${stack.url}/api/sessions/${session}`, () => true);
    expect(detail.services).toEqual(['fraud', 'gateway', 'orders', 'payment', 'shop']);
    expect(detail.counts).toMatchObject({ clicks: 4, failedRequests: 1 });
  });
});

describe('a payment that succeeds', () => {
  it('holds the job that a queue carried in the same trace and session', async () => {
    const session = await visit('happy');
    const { items } = await untilApi<TimelinePage>(
      `${stack.url}/api/sessions/${session}/timeline`,
      ({ items: found }) =>
        found.some(({ service, kind }) => service === 'receipts' && kind === 'span') &&
        found.some(({ service, title }) => service === 'receipts' && title.startsWith('receipt sent')) &&
        found.some(({ service, title }) => service === 'gateway' && title === 'POST /api/payment'),
    );
    const job = items.find(({ service, kind }) => service === 'receipts' && kind === 'span');
    const payment = items.find(
      ({ service, title }) => service === 'gateway' && title === 'POST /api/payment',
    );
    expect(job?.traceId).toBe(payment?.traceId);
    expect(items.some(({ severity }) => severity === 'error')).toBe(false);
  });
});
