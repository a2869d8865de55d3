import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { OtlpSink } from '../testing/otlpSink.ts';
import { buildPackage, TestApp } from '../testing/testApp.ts';

const MINUTE_MS = 60_000;
const WAIT = { timeout: 45_000 };

let sink: OtlpSink;
let url: string;
let backUrl: string;
const running: { stop(): void }[] = [];

beforeAll(buildPackage);

beforeEach(async () => {
  sink = new OtlpSink();
  running.push({ stop: () => sink.stop() });
  const endpoint = await sink.start();
  const start = (file: string, name: string, more = {}) => {
    const app = new TestApp(file, { OTEL_SERVICE_NAME: name, THROUGHLINE_ENDPOINT: endpoint, ...more });
    running.push({ stop: () => app.kill('SIGKILL') });
    return app;
  };
  const back = start('back.cjs', 'back');
  backUrl = await back.url();
  const front = start('front.mjs', 'front', { BACK: backUrl });
  url = await front.url();
});

afterEach(() => {
  for (const { stop } of running.splice(0)) stop();
});

/** Asks the front service; gives back the headers with which it asked the back one. */
async function ask(headers: Record<string, string> = {}): Promise<Record<string, string>> {
  const session = crypto.randomUUID();
  const response = await fetch(`${url}/orders/7`, { headers: { 'x-session-id': session, ...headers } });
  return ((await response.json()) as { byFetch: Record<string, string> }).byFetch;
}

const enriched = (service: string) =>
  sink.logs.filter(
    (log) => log.service === service && log.attributes['throughline.keep.reason'] === 'incident incident-1',
  );

test('an incident enriches what is in its scope, every hop down, and ends in all of them when it is ended', async () => {
  expect(await ask()).not.toHaveProperty('x-incident-mode-until');
  const until = Date.now() + 5 * MINUTE_MS;
  // The back service is not in the scope by itself: it falls into it by what the front one says, once it has asked the server.
  sink.incidents = [{ id: 'incident-1', until, scope: { service: 'front', route: '/orders/*' } }];
  await vi.waitFor(async () => expect((await ask())['x-incident-mode-until']).toBe(String(until)), WAIT);
  await vi.waitFor(async () => {
    await ask();
    expect(enriched('front')).not.toHaveLength(0);
    expect(enriched('back')).not.toHaveLength(0);
  }, WAIT);
  const [record] = enriched('back');
  expect(record).toMatchObject({ severityText: 'DEBUG', traceId: expect.stringMatching(/^[0-9a-f]{32}$/) });
  expect(record?.attributes).toMatchObject({
    'throughline.incident.id': 'incident-1',
    'session.id': expect.stringMatching(/^[0-9a-f-]{36}$/),
  });

  sink.incidents = [];
  await vi.waitFor(async () => expect(await ask()).not.toHaveProperty('x-incident-mode-until'), WAIT);
});

test('an answer says that its request fell into an incident, to whoever asked', async () => {
  const answered = async () => (await fetch(`${url}/orders/7`)).headers.get('x-incident-mode-until');
  expect(await answered()).toBeNull();
  const until = Date.now() + 5 * MINUTE_MS;
  sink.incidents = [{ id: 'incident-1', until, scope: { service: 'front' } }];
  await vi.waitFor(async () => expect(await answered()).toBe(String(until)), WAIT);
  sink.incidents = [];
  await vi.waitFor(async () => expect(await answered()).toBeNull(), WAIT);
});

test('what a service further on answers brings the one that asked into the incident', async () => {
  const until = Date.now() + 5 * MINUTE_MS;
  sink.incidents = [{ id: 'incident-1', until, scope: { service: 'back' } }];
  await vi.waitFor(async () => {
    await ask();
    expect(enriched('back')).not.toHaveLength(0);
    expect(enriched('front')).not.toHaveLength(0);
  }, WAIT);
  const [front] = enriched('front');
  expect(enriched('back').map(({ traceId }) => traceId)).toContain(front?.traceId);
});

test('a header that the server does not vouch for enriches nothing and makes it be asked seldom', async () => {
  await vi.waitFor(() => expect(sink.asked).toBeGreaterThanOrEqual(2));
  const before = sink.asked;
  for (const until of [Date.now() + MINUTE_MS, Date.now() + 100 * 24 * 60 * MINUTE_MS, 'yes'])
    for (let time = 0; time < 20; time += 1)
      expect(await ask({ 'x-incident-mode-until': String(until) })).not.toHaveProperty(
        'x-incident-mode-until',
      );
  await ask();
  await vi.waitFor(() => expect(sink.spans.length).toBeGreaterThan(100), WAIT);
  expect(enriched('front')).toHaveLength(0);
  expect(enriched('back')).toHaveLength(0);
  // 20 plausible ones to one service; the other never heard of them.
  expect(sink.asked - before).toBeLessThan(20);
});

test('a service that was told falls back by itself when the server is gone', async () => {
  const until = Date.now() + 12_000;
  sink.incidents = [{ id: 'incident-2', until, scope: {} }];
  await vi.waitFor(async () => expect(await ask()).toHaveProperty('x-incident-mode-until'), WAIT);
  sink.stop();
  await vi.waitFor(async () => expect(await ask()).not.toHaveProperty('x-incident-mode-until'), WAIT);
  expect(Date.now()).toBeGreaterThanOrEqual(until);
});
