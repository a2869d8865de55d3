import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startEchoService } from '../testing/echoService.ts';
import { OtlpSink } from '../testing/otlpSink.ts';
import { SECRET_SHAPES } from '../testing/secretShapes.ts';
import { buildPackage, TestApp } from '../testing/testApp.ts';

/** Server span and two client spans of each request, both sides of a gRPC call, and two messages. */
const SPANS_OF_REQUEST = 7;
const LINES_OF_LOGGED = 4;
const sink = new OtlpSink();
let app: TestApp;
let downstream: Awaited<ReturnType<typeof startEchoService>>;
let url: string;
let sent = '';

beforeAll(async () => {
  await buildPackage();
  downstream = await startEchoService('{"ok":true}');
  app = new TestApp('secrets.mjs', {
    DOWNSTREAM: downstream.url,
    THROUGHLINE_ENDPOINT: await sink.start(),
    THROUGHLINE_PAYLOADS: 'on',
    THROUGHLINE_PAYLOAD_HEADERS: 'authorization,proxy-authorization,cookie,x-api-key,referer',
    THROUGHLINE_SENSITIVE_NAMES: 'loyalty_code',
    THROUGHLINE_REDACT_EMAILS: 'on',
    OTEL_BSP_SCHEDULE_DELAY: '100',
    OTEL_BLRP_SCHEDULE_DELAY: '100',
  });
  url = await app.url();
  let logged = 0;
  for (const {
    query = '',
    headers = {},
    contentType = 'text/plain',
    body = 'x',
    isLogged,
  } of SECRET_SHAPES) {
    if (isLogged) logged += 1;
    const response = await fetch(`${url}/take?${query}&logged=${isLogged ? 1 : 0}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': contentType },
      body,
    });
    expect(await response.text()).toBe(body);
  }
  await vi.waitFor(
    () => {
      expect(sink.spans).toHaveLength(SECRET_SHAPES.length * SPANS_OF_REQUEST);
      // One more says where the application listens.
      expect(sink.logs).toHaveLength(logged * LINES_OF_LOGGED + 1);
    },
    { timeout: 45_000 },
  );
  sent = JSON.stringify([sink.spans, sink.logs]);
});
afterAll(() => {
  app.kill('SIGKILL');
  downstream.stop();
  sink.stop();
});

test('bodies, headers, queries and log lines are recorded at all', () => {
  for (const shown of [
    'throughline.http.request.body',
    'http.request.header.authorization',
    'throughline.rpc.request.body',
    'throughline.rpc.request.header.authorization',
    'throughline.rpc.response.body',
    'throughline.messaging.message.body',
    'throughline.messaging.message.header.authorization',
    'paid by',
    'got ',
  ])
    expect(sent).toContain(shown);
  expect(SECRET_SHAPES.length).toBeGreaterThanOrEqual(40);
});

test.each(SECRET_SHAPES)('$name does not leave the process', ({ secret }) => {
  // Not by `toContain`, which would print all of it.
  const whole = sent.indexOf(secret);
  expect(whole < 0 ? '' : sent.slice(whole - 300, whole + 100)).toBe('');
  expect(sent.includes(secret.replaceAll('-', ''))).toBe(false);
});

test("if the application's own function throws, nothing of any kind of payload is left", async () => {
  const traceId = crypto.randomUUID().replaceAll('-', '');
  await fetch(`${url}/broken`, {
    method: 'POST',
    headers: {
      traceparent: `00-${traceId}-b7ad6b7169203331-01`,
      'content-type': 'application/json',
      referer: 'https://shop.example/plain-words',
    },
    body: '{"note":"plain words"}',
  });
  const spans = await vi.waitFor(
    () => {
      const found = sink.spans.filter((span) => span.traceId === traceId);
      expect(found).toHaveLength(SPANS_OF_REQUEST);
      return found;
    },
    { timeout: 45_000 },
  );
  const recorded = spans.flatMap(({ attributes }) => Object.entries(attributes));
  const bodies = recorded.filter(([name]) => /^throughline\..*\.body$/.test(name));
  expect(new Set(bodies.map(([name]) => name))).toEqual(
    new Set(
      ['http.request', 'http.response', 'rpc.request', 'rpc.response', 'messaging.message'].map(
        (subject) => `throughline.${subject}.body`,
      ),
    ),
  );
  for (const [, body] of bodies) expect(body).toBe('[redacted]');
  const headers = recorded.filter(([name]) => /\.header\./.test(name));
  expect(headers.map(([name]) => name)).toEqual(
    expect.arrayContaining([
      'http.request.header.referer',
      'throughline.rpc.request.header.referer',
      'throughline.messaging.message.header.referer',
    ]),
  );
  for (const [, values] of headers) expect(new Set(values as string[])).toEqual(new Set(['[redacted]']));
});
