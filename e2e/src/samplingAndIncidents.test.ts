import { UNREACHABLE_EMAIL, visitCheckout } from '@throughline/example-checkout';
import {
  type Incident,
  isSampled,
  type LogPage,
  type LogRecord,
  PATHS,
  type SdkConfig,
  type SegmentList,
  type SessionDetail,
  type Span,
  type TimelinePage,
  type Trace,
} from '@throughline/format';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { INGEST_KEY, type Stack, startStack, untilApi } from './stack.ts';

const RATE = 0.01;
/** Until a page has heard the server it goes by this: a session outside both is held from its first moment. */
const RATE_BEFORE_HEARD = 0.25;
const BACK_ENDS = ['fraud', 'gateway', 'orders', 'payment', 'receipts'];
const TIERS = [...BACK_ENDS, 'shop'];

let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
  await send('PATCH', '/api/settings', { sampling: { rate: RATE, floorPerHour: 0 } });
  await untilApi<SdkConfig>(configUrl(), ({ sampling }) => sampling.rate === RATE);
});

afterAll(async () => {
  await stack.stop();
  await stack.removeData();
});

const open: Page[] = [];
afterEach(async () => {
  for (const page of open.splice(0)) await page.context().close();
});

const configUrl = () => `${stack.url}${PATHS.config}?key=${INGEST_KEY}`;

async function send(method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(stack.url + path, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  expect(answer.status).toBe(200);
  return answer.json();
}

/** The shop in a browser of its own, in a session that is not sampled. */
async function openUnsampled(): Promise<Page> {
  for (;;) {
    const page = await (await stack.browser.newContext()).newPage();
    // A page that is left before it has heard the server sends what it holds.
    const heard = page.waitForResponse((answer) => answer.url().includes(PATHS.config));
    await page.goto(stack.checkout.shopUrl);
    await heard;
    const session = await page.evaluate<string>('shopSession()');
    if (!isSampled(session, RATE_BEFORE_HEARD)) {
      // A request that a page leaves behind counts as failed.
      await page.getByRole('button', { name: /^Add Harbour Lights/ }).waitFor();
      open.push(page);
      return page;
    }
    await page.context().close();
  }
}

/** Buys a record in an unsampled session, and stays on the page. */
async function buy(email?: string) {
  const page = await openUnsampled();
  const session = await visitCheckout(page, {
    shopUrl: stack.checkout.shopUrl,
    basket: 'happy',
    ...(email !== undefined && { email }),
  });
  return { page, session };
}

const api = <Answer>(path: string, enough: (answer: Answer) => boolean = () => true) =>
  untilApi<Answer>(`${stack.url}/api${path}`, enough);
const detailOf = (session: string, enough?: (detail: SessionDetail) => boolean) =>
  api<SessionDetail>(`/sessions/${session}`, enough);
const logsOf = (session: string, enough?: (page: LogPage) => boolean) =>
  api<LogPage>(`/sessions/${session}/logs`, enough);
const says = ({ body }: LogRecord, text: string) => JSON.stringify(body).includes(text);
const text = (value: unknown) => (value as { stringValue?: string } | undefined)?.stringValue;

/** The trace of the payment of a session, once every tier has its part in it. */
const paymentOf = (session: string, tiers = TIERS) => requestOf(session, 'POST /api/payment', tiers);

/** The trace of a session's last request of a name to the gateway, once those tiers have their part in it. */
async function requestOf(session: string, name: string, tiers: string[]): Promise<Trace> {
  const { items } = await api<TimelinePage>(`/sessions/${session}/timeline`, (page) =>
    page.items.some(({ service, title }) => service === 'gateway' && title === name),
  );
  const entry = items.findLast(({ service, title }) => service === 'gateway' && title === name);
  return api<Trace>(`/traces/${entry?.traceId}`, ({ spans }) =>
    tiers.every((tier) => spans.some(({ service }) => service === tier)),
  );
}

describe('at a rate of 1 %', () => {
  it('keeps a session whole from before its only error, which a worker behind a queue logs and the page never sees', async () => {
    const { page, session } = await buy(UNREACHABLE_EMAIL);
    expect(isSampled(session, RATE)).toBe(false);
    expect(await page.getByRole('alert').count()).toBe(0);

    const { keptBecause } = await detailOf(session, ({ keptBecause, counts }) =>
      Boolean(keptBecause && counts.segments > 0),
    );
    expect(keptBecause).toBe('error log');

    const { logs } = await logsOf(session, (found) =>
      ['charge attempt', 'fraud verdict', 'card checked', 'order placed', 'receipt not sent'].every((line) =>
        found.logs.some((log) => says(log, line)),
      ),
    );
    const errors = logs.filter(({ severityNumber }) => severityNumber >= 17);
    expect(errors.map(({ service }) => service)).toEqual(['receipts']);
    const failedAt = Number(errors[0]?.timeUnixNano) / 1e6;

    const { segments } = await api<SegmentList>(`/sessions/${session}/segments`);
    const first = segments.reduce((a, b) => (b.from < a.from ? b : a));
    expect(first.checkpoint).toBe(true);
    expect(first.from).toBeLessThan(failedAt);

    const trace = await paymentOf(session);
    expect(trace.traceId).toBe(errors[0]?.traceId);
    const ids = new Set(trace.spans.map(({ spanId }) => spanId));
    const orphans = trace.spans.filter(({ parentSpanId }) => parentSpanId && !ids.has(parentSpanId));
    expect(orphans.map(({ service, name }) => `${service} ${name}`)).toEqual([]);

    // What the page did from its load on, and what the gateway answered it before the payment.
    const { items } = await api<TimelinePage>(`/sessions/${session}/timeline`, (timeline) =>
      timeline.items.some(({ service, title }) => service === 'gateway' && title === 'GET /api/products'),
    );
    const before = items.filter(({ timeUnixNano }) => Number(timeUnixNano) / 1e6 < failedAt);
    for (const line of [/^GET \/api\/products/, /^click button "Add Harbour Lights/, /^click button "Pay/])
      expect(
        before.some(({ service, title }) => service === 'shop' && line.test(title)),
        `${line}`,
      ).toBe(true);
    expect((await detailOf(session)).services).toEqual(TIERS);
  });

  it('keeps nothing of a session in which nothing fails: its page sends no recording, and nothing holds it', async () => {
    const { page, session } = await buy();
    const trace = await paymentOf(session, BACK_ENDS);
    expect(new Set(trace.spans.map(({ service }) => service))).toEqual(new Set(BACK_ENDS));
    // The page has asked about itself since, and heard no reason.
    const asked = stack.sentToServer.length;
    await expect
      .poll(() => stack.sentToServer.slice(asked).some(({ path }) => path.includes(`session=${session}`)), {
        timeout: 30_000,
      })
      .toBe(true);
    await page.close({ runBeforeUnload: true });
    const { keptBecause, counts } = await detailOf(session);
    expect({ keptBecause, segments: counts.segments }).toEqual({ keptBecause: undefined, segments: 0 });
    const told = (await (await fetch(`${configUrl()}&session=${session}`)).json()) as SdkConfig;
    expect(told.keep).toBeUndefined();
  });
});

const debugOf = (logs: LogRecord[]) => logs.filter(({ eventName }) => eventName === 'incident_mode_debug');
const hasPayload = ({ attributes }: Span) =>
  Object.keys(attributes).some((name) => /\.body$|\.(request|response)\.header\./.test(name));

/** Asks the gateway as any client may, with headers of its choice. Answers the session's id. */
async function askFromOutside(path: string, init: RequestInit = {}): Promise<string> {
  const session = crypto.randomUUID();
  const answer = await fetch(`${stack.checkout.gatewayUrl}${path}`, {
    ...init,
    headers: {
      traceparent: `00-${crypto.randomUUID().replaceAll('-', '')}-b7ad6b7169203331-01`,
      baggage: `session.id=${session}`,
      'x-session-id': session,
      ...init.headers,
    },
  });
  expect(answer.status).toBe(200);
  return session;
}

const payFromOutside = (headers: Record<string, string> = {}) =>
  askFromOutside('/api/payment', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({
      basket: [{ sku: 'harbour-lights', quantity: 1 }],
      customer: { name: 'Robin Hale', email: 'robin@example.com' },
      card: { token: 'card_1', brand: 'visa' },
      account: { salt: 'c2FsdA==', proof: 'cHJvb2Y=' },
    }),
  });

describe('an incident', () => {
  it('is made by no header from outside, forged or too long', async () => {
    for (const until of [Date.now() + 60_000, Date.now() + 10 * 365 * 86_400_000]) {
      const session = await payFromOutside({ 'x-incident-mode-until': String(until) });
      const { spans } = await paymentOf(session, BACK_ENDS);
      expect(spans.filter(hasPayload)).toEqual([]);
      const { logs } = await logsOf(session, (found) => found.logs.some((log) => says(log, 'receipt sent')));
      expect(debugOf(logs)).toEqual([]);
      expect((await detailOf(session)).keptBecause).toBeUndefined();
    }
  });

  const begin = async (scope: Incident['scope']) =>
    (await send('POST', `${PATHS.incidentMode}?minutes=5`, { scope, ticket: 'OPS-17' })) as { id: string };

  it('records and keeps more of its scope in every service that the request comes to', async () => {
    const ofPayments = await begin({ route: '/api/payment' });

    // Each tier learns of it by asking; from then on a payment is enriched in all of them.
    let session = '';
    let trace: Trace | undefined;
    const enriched = ['gateway', 'orders', 'payment'];
    for (let attempt = 0; attempt < 10; attempt++) {
      session = await payFromOutside();
      trace = await paymentOf(session, BACK_ENDS);
      const having = new Set(trace.spans.filter(hasPayload).map(({ service }) => service));
      if (enriched.every((service) => having.has(service))) break;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
    for (const service of enriched)
      expect(
        trace?.spans.some((span) => span.service === service && hasPayload(span)),
        service,
      ).toBe(true);
    const { logs } = await logsOf(session, (found) => {
      const services = debugOf(found.logs).map(({ service }) => service);
      return enriched.every((service) => services.includes(service));
    });
    for (const log of debugOf(logs)) {
      expect(log).toMatchObject({ sessionId: session, traceId: trace?.traceId });
      expect(text(log.attributes['throughline.incident.id'])).toBe(ofPayments.id);
    }
    expect((await detailOf(session, ({ keptBecause }) => Boolean(keptBecause))).keptBecause).toContain(
      'incident',
    );
  });

  it('records nothing more of what is outside of its scope', async () => {
    const session = await askFromOutside('/api/products');
    const { spans } = await requestOf(session, 'GET /api/products', ['gateway']);
    expect(spans.filter(hasPayload)).toEqual([]);
    expect(debugOf((await logsOf(session)).logs)).toEqual([]);
  });

  it('records and keeps more in the pages of its scope, and of what they ask of other origins', async () => {
    const { id } = await begin({ service: 'shop' });
    await untilApi<SdkConfig>(configUrl(), ({ incidents }) => incidents.length === 2);
    const { page, session } = await buy();
    const { keptBecause } = await detailOf(
      session,
      (detail) => detail.counts.segments > 0 && detail.keptBecause !== undefined,
    );
    expect(keptBecause).toContain('incident');
    // The first request in an incident makes the page load what records payloads; a service may learn of it seconds later.
    const url = `${stack.checkout.gatewayUrl}/api/products`;
    const tiers = ['shop', 'gateway', 'orders'];
    const enriched = async (): Promise<Trace | undefined> => {
      await page.evaluate((asked) => fetch(asked).then((answer) => answer.text()), url);
      const { traceId } = await requestOf(session, 'GET /api/products', tiers);
      // A page sends its requests a little later than services do: their timings come late.
      const { spans, ...rest } = await api<Trace>(`/traces/${traceId}`, (found) =>
        found.spans.some(({ service, kind }) => service === 'shop' && kind === 'client'),
      );
      // What is asked so soon after the click that it belongs to it is in the trace of the payment.
      if (spans.some(({ name }) => name === 'POST /api/payment')) return undefined;
      const having = new Set(spans.filter(hasPayload).map(({ service }) => service));
      return tiers.every((tier) => having.has(tier)) ? { spans, ...rest } : undefined;
    };
    let trace: Trace | undefined;
    await expect
      .poll(
        async () => {
          trace = await enriched();
          return trace !== undefined;
        },
        { timeout: 60_000, interval: 1000 },
      )
      .toBe(true);
    const spans = trace?.spans ?? [];
    // The page is of another origin than the gateway, which is within another incident, too.
    const served = spans.find(({ service, kind }) => service === 'gateway' && kind === 'server');
    expect(text(served?.attributes['throughline.incident.id'])).toBe(id);
  });

  it('is over everywhere soon after somebody ends it', async () => {
    const { incidents: begun } = (await send('GET', PATHS.incidentMode)) as { incidents: Incident[] };
    expect(begun).toHaveLength(2);
    for (const { id } of begun) await send('DELETE', `${PATHS.incidentMode}/${id}`);
    await untilApi<SdkConfig>(configUrl(), ({ incidents }) => incidents.length === 0);
    await expect
      .poll(
        async () => {
          const after = await payFromOutside();
          return (await paymentOf(after, BACK_ENDS)).spans.filter(hasPayload).length;
        },
        { timeout: 60_000, interval: 1000 },
      )
      .toBe(0);
  });

  it('is begun, followed and ended on its page, which shows what was given as text', async () => {
    const page = await (await stack.browser.newContext()).newPage();
    open.push(page);
    await page.goto(`${stack.url}/incidents`);
    await page.getByRole('button', { name: 'Start an incident' }).click();
    const form = page.getByRole('dialog', { name: 'Start an incident' });
    await form.getByRole('textbox', { name: 'Reason' }).fill('charges time out');
    await form.getByRole('textbox', { name: 'Ticket' }).fill('javascript:alert(1)');
    await form.getByRole('textbox', { name: 'Service' }).fill('payment');
    await form.getByRole('button', { name: 'Start' }).click();
    const incidents = page.getByRole('list', { name: 'Incidents' });
    const row = incidents.getByRole('listitem', { name: 'charges time out' });
    await row.getByText(/ left$/).waitFor();
    await row.getByText('javascript:alert(1)').waitFor();
    expect(await row.getByRole('link').count()).toBe(0);
    const { incidents: known } = (await send('GET', PATHS.incidentMode)) as { incidents: Incident[] };
    expect(known[0]).toMatchObject({
      scope: { service: 'payment' },
      ticket: 'javascript:alert(1)',
      active: true,
    });
    await row.getByRole('button', { name: 'End now: charges time out' }).click();
    await row.getByText(/^ended /).waitFor();
    // The sessions of those before are a click away.
    await incidents
      .getByRole('link', { name: /^\d+ sessions?$/ })
      .first()
      .click();
    await page.getByRole('list', { name: 'Sessions' }).getByRole('listitem').first().waitFor();
    expect(new URL(page.url()).searchParams.get('incident')).toBe(
      known.find(({ sessions = 0 }) => sessions > 0)?.id,
    );
  });
});
