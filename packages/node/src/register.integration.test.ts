import { ATTRIBUTES, SEVERITY } from '@throughline/format';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { OtlpSink } from './testing/otlpSink.ts';
import { buildPackage, TestApp } from './testing/testApp.ts';

const SERVER = 2;
const CLIENT = 3;

const running: { stop(): void }[] = [];
beforeAll(buildPackage);
afterEach(() => {
  for (const { stop } of running.splice(0)) stop();
});

async function startSink() {
  const sink = new OtlpSink();
  const endpoint = await sink.start();
  running.push({ stop: () => sink.stop() });
  return { sink, endpoint };
}

function startApp(file: string, env: Record<string, string>, flags?: string[]) {
  const app = new TestApp(file, env, flags);
  running.push({ stop: () => app.kill('SIGKILL') });
  return app;
}

async function startTwoServices() {
  const { sink, endpoint } = await startSink();
  const back = startApp('back.cjs', {
    OTEL_SERVICE_NAME: 'back',
    THROUGHLINE_ENDPOINT: endpoint,
    THROUGHLINE_KEY: 'key-1',
  });
  const front = startApp('front.mjs', {
    OTEL_SERVICE_NAME: 'front',
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20key-1',
    BACK: await back.url(),
  });
  return { sink, url: await front.url() };
}

const traceId = '0af7651916cd43dd8448eb211c80319c';
const traceparent = `00-${traceId}-b7ad6b7169203331-01`;

async function allSpans(sink: OtlpSink, count: number) {
  await vi.waitFor(() => expect(sink.spans.length).toBeGreaterThanOrEqual(count), { timeout: 45_000 });
  return sink.spans;
}

describe('with the register flag alone', () => {
  test.each([
    ['baggage', (id: string) => ({ baggage: `shop=1,session.id=${id}` })],
    ['X-Session-ID', (id: string) => ({ 'x-session-id': id })],
  ])('a session in %s reaches every span and log of two services', async (_, headersOf) => {
    const { sink, url } = await startTwoServices();
    const session = crypto.randomUUID();
    const response = await fetch(`${url}/orders/7`, { headers: { traceparent, ...headersOf(session) } });
    const { byFetch, byHttp } = (await response.json()) as Record<string, Record<string, string>>;
    for (const headers of [byFetch, byHttp]) {
      expect(headers?.['x-session-id']).toBe(session);
      expect(headers?.baggage).toContain(`session.id=${session}`);
      expect(headers?.traceparent).toContain(traceId);
    }

    const spans = await allSpans(sink, 6);
    expect(new Set(spans.map((span) => span.traceId))).toEqual(new Set([traceId]));
    expect(new Set(spans.map((span) => span.attributes[ATTRIBUTES.sessionId]))).toEqual(new Set([session]));
    const kinds = spans.map((span) => `${span.service} ${span.kind}`);
    expect(kinds.filter((kind) => kind === `front ${CLIENT}`)).toHaveLength(2);
    expect(kinds.filter((kind) => kind === `back ${SERVER}`)).toHaveLength(2);
    const server = spans.find((span) => span.service === 'front' && span.kind === SERVER);
    expect(server?.name).toBe('GET /orders/:id');
    expect(server?.parentSpanId).toBe('b7ad6b7169203331');

    await vi.waitFor(() => expect(sink.logs.filter((log) => log.traceId !== '')).toHaveLength(4), {
      timeout: 45_000,
    });
    const asked = sink.logs.find((log) => log.body === "order asked { id: '7' }");
    expect(asked).toMatchObject({ service: 'front', severityNumber: SEVERITY.info, severityText: 'INFO' });
    expect(asked).toMatchObject({ traceId, spanId: expect.stringMatching(/^[0-9a-f]{16}$/) });
    expect(asked?.attributes[ATTRIBUTES.sessionId]).toBe(session);
    const failed = sink.logs.find((log) => log.severityNumber === SEVERITY.error);
    expect(failed?.attributes).toMatchObject({
      [ATTRIBUTES.exceptionType]: 'RangeError',
      [ATTRIBUTES.exceptionMessage]: 'none left',
      [ATTRIBUTES.exceptionStacktrace]: expect.stringContaining('front.mjs'),
      [ATTRIBUTES.sessionId]: session,
    });
    const inBack = sink.logs.filter((log) => log.service === 'back' && log.traceId === traceId);
    expect(inBack.map((log) => log.body).sort()).toEqual(['asked /price', 'asked /stock']);
    expect(inBack.every((log) => log.attributes[ATTRIBUTES.sessionId] === session)).toBe(true);

    expect(sink.requests.map((headers) => headers.authorization)).toEqual(
      sink.requests.map(() => 'Bearer key-1'),
    );
    expect(sink.requests.every((headers) => headers['content-type'] === 'application/x-protobuf')).toBe(true);
  });

  test('malformed ids are ignored and never passed on', async () => {
    const { sink, url } = await startTwoServices();
    const response = await fetch(`${url}/orders/7`, {
      headers: {
        traceparent: '00-zzz-1-01',
        baggage: 'shop=1,session.id=%3Cscript%3E',
        'x-session-id': '../../etc/passwd',
      },
    });
    const { byFetch } = (await response.json()) as { byFetch: Record<string, string> };
    expect(byFetch.baggage).toBe('shop=1');
    expect(byFetch).not.toHaveProperty('x-session-id');
    const spans = await allSpans(sink, 6);
    expect(spans.some((span) => ATTRIBUTES.sessionId in span.attributes)).toBe(false);
    expect(new Set(spans.map((span) => span.traceId)).size).toBe(1);
  });

  test('a span of Fastify is named by its route', async () => {
    const { sink, endpoint } = await startSink();
    const app = startApp('fastify.mjs', { OTEL_SERVICE_NAME: 'pay', THROUGHLINE_ENDPOINT: endpoint });
    await fetch(`${await app.url()}/charge/1`, { method: 'POST' });
    const [span] = await allSpans(sink, 1);
    expect(span).toMatchObject({ name: 'POST /charge/:id', kind: SERVER });
  });

  test("the application's own output stays as it was", async () => {
    const { endpoint } = await startSink();
    const plain = startApp('short.mjs', {}, []);
    const instrumented = startApp('short.mjs', { THROUGHLINE_ENDPOINT: endpoint });
    await Promise.all([plain.ended(), instrumented.ended()]);
    expect(instrumented.stdout).toBe(plain.stdout);
    expect(instrumented.stderr).toBe('');
  });
});

describe('the end of the process', () => {
  test('a process that has nothing left to do sends its last lines and keeps its exit code', async () => {
    const { sink, endpoint } = await startSink();
    const app = startApp('short.mjs', { THROUGHLINE_ENDPOINT: endpoint });
    expect(await app.ended()).toEqual({ code: 7, signal: null });
    expect(sink.logs.map((log) => log.body)).toEqual(['working']);
  });

  test('SIGTERM sends what waits, and the process still dies by it', async () => {
    const { sink, endpoint } = await startSink();
    // A batch delay beyond the test's own time: only the flush can have sent it.
    const app = startApp('back.cjs', {
      THROUGHLINE_ENDPOINT: endpoint,
      OTEL_BSP_SCHEDULE_DELAY: '600000',
      OTEL_BLRP_SCHEDULE_DELAY: '600000',
    });
    await (await fetch(`${await app.url()}/last`)).text();
    app.kill('SIGTERM');
    expect(await app.ended()).toEqual({ code: null, signal: 'SIGTERM' });
    expect(sink.logs.map((log) => log.body)).toContain('asked /last');
    expect(sink.spans.map((span) => span.attributes[ATTRIBUTES.urlPath])).toContain('/last');
  });

  test('an application that listens to SIGTERM ends as it decides', async () => {
    const { sink, endpoint } = await startSink();
    const app = startApp('graceful.mjs', { THROUGHLINE_ENDPOINT: endpoint });
    await app.url();
    app.kill('SIGTERM');
    expect(await app.ended()).toEqual({ code: 3, signal: null });
    expect(sink.logs.length).toBeGreaterThan(0);
  });
});

describe('without a server', () => {
  // Port 9 (discard) answers on no test machine.
  const away = { THROUGHLINE_ENDPOINT: 'http://127.0.0.1:9' };

  test('the application works, ends with its own code, and is warned once', async () => {
    const app = startApp('short.mjs', away);
    expect(await app.ended()).toEqual({ code: 7, signal: null });
    expect(app.stdout).toBe('working\n');
    expect(app.stderr.match(/could not send telemetry/g)).toHaveLength(1);
  });

  test('requests are answered and SIGTERM ends the process', async () => {
    const app = startApp('back.cjs', away);
    const url = await app.url();
    for (let i = 0; i < 20; i++) expect((await fetch(url)).status).toBe(200);
    app.kill('SIGTERM');
    expect(await app.ended()).toEqual({ code: null, signal: 'SIGTERM' });
  });

  test('a wrong setting turns telemetry off, not the application', async () => {
    const app = startApp('short.mjs', { THROUGHLINE_ENDPOINT: 'localhost:4318' });
    expect(await app.ended()).toEqual({ code: 7, signal: null });
    expect(app.stderr).toContain('THROUGHLINE_ENDPOINT must be an http or https URL');
  });
});
