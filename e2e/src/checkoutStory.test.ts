import { visitCheckout } from '@throughline/example-checkout';
import type { SessionDetail, TimelinePage, Trace } from '@throughline/format';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Stack, startStack, untilApi } from './stack.ts';

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
    const names = await items().evaluateAll((rows) =>
      rows.map((row) => row.getAttribute('aria-label') ?? ''),
    );
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
    let position = -1;
    for (const chapter of story) {
      const next = names.findIndex((name, index) => index > position && chapter.test(name));
      expect(next, `${chapter} behind ${position} in\n${names.join('\n')}`).toBeGreaterThan(position);
      position = next;
    }
  });

  it('shows the error in the replayed page once the answer is there, and not before', async () => {
    await items().filter({ hasText: 'POST /api/payment' }).first().click();
    await replay().getByRole('button', { name: /Pay/ }).waitFor();
    expect(await replay().getByRole('alert').filter({ hasText: 'Payment failed' }).count()).toBe(0);
    await items().filter({ hasText: '502 POST /api/payment' }).click();
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await replay().getByRole('alert').filter({ hasText: 'Payment failed' }).waitFor();
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
    // Away from it first, so that the click has something to do.
    await items().first().click();
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
    await expect.poll(async () => Math.abs((await moment()) - expected)).toBeLessThan(50);
    await expect.poll(() => page.url()).toContain('at=');

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
