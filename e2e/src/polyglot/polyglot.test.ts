import { visitCheckout } from '@throughline/example-checkout';
import type {
  AnyValue,
  LogPage,
  LogRecord,
  SessionDetail,
  Span,
  TimelinePage,
  Trace,
} from '@throughline/format';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Stack, startStack, untilApi } from '../stack.ts';
import { buildService } from './build.ts';
import { type PolyglotService, SERVICES } from './services.ts';
import { missing } from './toolchains.ts';

/** The shop's own check, in Node.js, which all the others come before. */
const LAST = 'fraud';

/** With nothing in any cache, building fetches and compiles; milliseconds. */
const BUILD_TIMEOUT_MS = 600_000;

const wanting = new Map<PolyglotService, string[]>();
for (const service of SERVICES) wanting.set(service, await missing(service.tools, process.env));
const present = SERVICES.filter((service) => wanting.get(service)?.length === 0);
for (const [{ language }, tools] of wanting)
  if (tools.length > 0)
    process.stderr.write(`left out, for want of ${tools.join(' and ')}: ${language} in the checkout\n`);

describe.skipIf(present.length === 0)('a checkout whose fraud check passes through other languages', () => {
  let stack: Stack;
  let session: string;
  let trace: Trace;
  let logs: LogRecord[];

  beforeAll(async () => {
    await Promise.all(present.map(buildService));
    stack = await startStack(present);
    const page = await stack.browser.newPage();
    session = await visitCheckout(page, { shopUrl: stack.checkout.shopUrl, basket: 'happy' });
    await page.close({ runBeforeUnload: true });

    const asked = [...present.map(({ name }) => name), LAST];
    const checkedBy = (found: LogRecord[]) => found.filter(isCheck).map(({ service }) => service);
    ({ logs } = await untilApi<LogPage>(`${stack.url}/api/sessions/${session}/logs`, (found) =>
      asked.every((name) => checkedBy(found.logs).includes(name)),
    ));
    const traceId = logs.find(isCheck)?.traceId;
    // Each sends its spans when it likes: the page its click, and a service what took the request later than what it asked of others.
    const isWhole = ({ spans }: Trace) =>
      spans.some(({ service, parentSpanId }) => service === 'shop' && !parentSpanId) &&
      ['payment', ...asked].every((name) => spans.some(isServerSpanOf(name)));
    trace = await untilApi<Trace>(`${stack.url}/api/traces/${traceId}`, isWhole);
  }, BUILD_TIMEOUT_MS);

  afterAll(async () => {
    await stack?.stop();
    await stack?.removeData();
  });

  const serverSpan = (name: string): Span | undefined => trace.spans.find(isServerSpanOf(name));

  it('is one trace of one session, from the click to the last check', async () => {
    expect(trace.sessions).toEqual([session]);
    const roots = trace.spans.filter(({ parentSpanId }) => !parentSpanId);
    expect(roots.map(({ name }) => name)).toEqual([expect.stringMatching(/^click button "Pay/)]);
    const { services } = await untilApi<SessionDetail>(`${stack.url}/api/sessions/${session}`, () => true);
    expect(services).toEqual(expect.arrayContaining(present.map(({ name }) => name)));
  });

  it('goes from service to service in the order in which they ask', () => {
    const callers = [...present.map(({ name }) => name), LAST].map((name) => {
      const parent = trace.spans.find(({ spanId }) => spanId === serverSpan(name)?.parentSpanId);
      return { name, caller: parent?.service, kind: parent?.kind };
    });
    const names = ['payment', ...present.map(({ name }) => name), LAST];
    expect(callers).toEqual(
      names.slice(1).map((name, index) => ({ name, caller: names[index], kind: 'client' })),
    );
  });

  describe.each(SERVICES)('$language', ({ name }) => {
    const isHere = present.some((one) => one.name === name);

    it.skipIf(!isHere)('puts the session on its spans, made by plain OpenTelemetry', () => {
      const spans = trace.spans.filter((span) => span.service === name);
      expect(spans.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['server', 'client']));
      for (const span of spans) {
        expect(span).toMatchObject({ sessionId: session, attributes: { 'session.id': text(session) } });
        expect(span.resource).toMatchObject({ 'service.name': text(name) });
        expect(JSON.stringify(span.resource)).not.toContain('throughline');
      }
      expect(serverSpan(name)?.name).toContain('/check');
    });

    it.skipIf(!isHere)('sends its log lines with session, trace and span', () => {
      expect(logs.filter((log) => log.service === name && isCheck(log))).toEqual([
        expect.objectContaining({
          traceId: trace.traceId,
          spanId: serverSpan(name)?.spanId,
          sessionId: session,
          attributes: expect.objectContaining({ 'session.id': text(session) }),
        }),
      ]);
    });

    it.skipIf(!isHere)('says session and trace in its own output', () => {
      const lines = stack.printed.filter((line) => line.startsWith(`[${name}]`) && line.includes('checked'));
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(new RegExp(`session_id"?[=:]"?${session}`));
      expect(lines[0]).toMatch(new RegExp(`trace_id"?[=:]"?${trace.traceId}`));
    });

    it.skipIf(!isHere)('stands on the timeline with span and log line', async () => {
      await untilApi<TimelinePage>(`${stack.url}/api/sessions/${session}/timeline`, ({ items }) =>
        ['span', 'log'].every((kind) => items.some((item) => item.service === name && item.kind === kind)),
      );
    });
  });
});

it.each(SERVICES)('$language is left out, and said to be, where its tools are missing', async ({ tools }) => {
  expect(await missing(tools, { PATH: '/var/empty' })).toEqual(tools.map(({ name }) => name));
});

const isServerSpanOf =
  (name: string) =>
  ({ service, kind }: Span): boolean =>
    service === name && kind === 'server';

const text = (stringValue: string): AnyValue => ({ stringValue });

/** Whether it is the line that each check writes. */
function isCheck({ body }: LogRecord): boolean {
  return JSON.stringify(body).includes('card checked');
}
