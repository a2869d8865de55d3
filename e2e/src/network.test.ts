import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchChromium } from '@throughline/example-checkout';
import {
  ATTRIBUTES,
  anyValueText,
  EVENTS,
  fromAnyValue,
  type LogRecord,
  type Span,
  type TimelinePage,
  type Trace,
} from '@throughline/format';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { INGEST_KEY, startServer, untilApi } from './stack.ts';
import { placesOf } from './storedText.ts';

const SECRET = 'Plum-tundra-7731';
const CARD = '4111 1111 1111 1111';

let data: string;
let server: Awaited<ReturnType<typeof startServer>>;
let browser: Browser;
let site: Server;
let spans: Span[];
let logs: LogRecord[];

/** A page that sends what pages send, to a site that echoes, recorded with all that can be recorded; read back by the API. */
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'throughline-e2e-'));
  [server, browser] = await Promise.all([
    startServer(data),
    launchChromium(process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'),
  ]);
  const origin = await startSite();
  const page = await browser.newPage();
  await page.goto(origin);
  const session = await page.evaluate<string>('throughline.flush().then(() => throughline.sessionId())');
  await page.evaluate(send, {
    secret: SECRET,
    card: CARD,
    sockets: `${origin.replace('http', 'ws')}/socket`,
  });
  await page.evaluate('throughline.flush()');
  await page.close({ runBeforeUnload: true });
  const timeline = await untilApi<TimelinePage>(
    `${server.url}/api/sessions/${session}/timeline`,
    ({ items }) => NAMES.every((name) => items.some(({ title }) => title.includes(name))),
  );
  const socket = timeline.items.find(({ title }) => title.includes('/socket'));
  await untilApi<Trace>(`${server.url}/api/traces/${socket?.traceId}`, (trace) =>
    trace.logs.some(({ eventName }) => eventName === EVENTS.connectionClose),
  );
  const ids = new Set(timeline.items.flatMap(({ traceId }) => (traceId ? [traceId] : [])));
  const traces = await Promise.all(
    [...ids].map(async (id) => (await (await fetch(`${server.url}/api/traces/${id}`)).json()) as Trace),
  );
  spans = traces.flatMap((trace) => trace.spans);
  logs = traces.flatMap((trace) => trace.logs);
});

let stopping: Promise<void> | undefined;
function stopServer(): Promise<void> | undefined {
  stopping ??= server?.stop();
  return stopping;
}

afterAll(async () => {
  await browser?.close();
  await stopServer();
  site?.closeAllConnections();
  site?.close();
  await rm(data, { recursive: true, force: true, maxRetries: 3 });
});

const NAMES = ['/api/login', '/api/long', '/graphql', '/api/left', '/socket', '/api/gone'];

async function startSite(): Promise<string> {
  site = createServer((request, response) => {
    if (request.url === '/') {
      response.setHeader('content-type', 'text/html');
      response.end(`<!doctype html><title>Network</title><script src="${server.url}/throughline.js"></script>
        <script>window.throughline = Throughline.init({ endpoint: '${server.url}', key: '${INGEST_KEY}', service: 'page',
          network: { headers: ['x-tenant'], bodies: true, messages: true } });</script>`);
      return;
    }
    if (request.url === '/api/gone') {
      request.socket.destroy();
      return;
    }
    response.setHeader('content-type', 'application/json');
    response.setHeader('x-request-id', 'r-7');
    response.setHeader('set-cookie', `sid=${SECRET}`);
    if (request.url === '/api/long') response.end(JSON.stringify({ list: 'word '.repeat(50_000) }));
    else response.end(JSON.stringify({ ok: true, Access_Token: SECRET }));
  });
  const sockets = new WebSocketServer({ server: site, path: '/socket' });
  sockets.on('connection', (socket) => socket.on('message', (message) => socket.send(String(message))));
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
}

/** Runs in the page. */
async function send({
  secret,
  card,
  sockets,
}: {
  secret: string;
  card: string;
  sockets: string;
}): Promise<void> {
  const post = (url: string, body: unknown) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}`, 'x-tenant': 'acme' },
      body: JSON.stringify(body),
    });
  await post('/api/login', { user: 'ada', PassWord: secret, note: `paid with ${card}` });
  await fetch('/api/long');
  await post('/graphql', {
    query: 'mutation Pay($c: String) { pay(card: $c) }',
    variables: { cardNumber: card },
  });
  await fetch('/api/gone').catch(() => {});
  navigator.sendBeacon('/api/left', 'left');
  await new Promise<void>((resolve) => {
    const socket = new WebSocket(sockets);
    socket.onopen = () => socket.send(JSON.stringify({ text: 'hello', token: secret }));
    socket.onmessage = () => socket.close(1000);
    socket.onclose = () => resolve();
  });
}

function spanOf(path: string): Record<string, unknown> {
  const span = spans.find(({ name }) => name.includes(path));
  const attributes = Object.entries(span?.attributes ?? {});
  return Object.fromEntries(attributes.map(([name, value]) => [name, fromAnyValue(value)]));
}

it('gives back headers and bodies of a request, and its sizes', () => {
  expect(spanOf('/api/login')).toMatchObject({
    'http.request.header.content-type': ['application/json'],
    'http.request.header.x-tenant': ['acme'],
    'http.response.header.x-request-id': ['r-7'],
    'throughline.http.request.body':
      '{"user":"ada","PassWord":"[redacted]","note":"paid with **** **** **** ****"}',
    'throughline.http.response.body': '{"ok":true,"Access_Token":"[redacted]"}',
    [ATTRIBUTES.httpRequestBodySize]: JSON.stringify({
      user: 'ada',
      PassWord: SECRET,
      note: `paid with ${CARD}`,
    }).length,
    [ATTRIBUTES.httpResponseBodySize]: JSON.stringify({ ok: true, Access_Token: SECRET }).length,
    [ATTRIBUTES.timingWait]: expect.any(Number),
  });
});

it('gives back the beginning of a long body, marked, with its true size', () => {
  const long = spanOf('/api/long');
  expect(long[ATTRIBUTES.httpResponseBodySize]).toBe(250_011);
  expect(long['throughline.http.response.body.truncated']).toBe(true);
  expect(String(long['throughline.http.response.body'])).toMatch(/^\{"list":"word word /);
  expect(String(long['throughline.http.response.body']).length).toBeGreaterThan(65_000);
});

it('names the operation of GraphQL', () => {
  expect(spanOf('/graphql')).toMatchObject({
    [ATTRIBUTES.graphqlOperationName]: 'Pay',
    [ATTRIBUTES.graphqlOperationType]: 'mutation',
  });
});

it('gives back beacons and failures', () => {
  expect(spanOf('/api/left')).toMatchObject({
    [ATTRIBUTES.requestInitiator]: 'beacon',
    'throughline.http.request.body': 'left',
  });
  expect(spanOf('/api/gone')).toMatchObject({ [ATTRIBUTES.errorType]: 'TypeError' });
});

it('gives back a WebSocket, its messages and its end within one trace', () => {
  expect(spanOf('/socket')).toMatchObject({
    [ATTRIBUTES.requestInitiator]: 'websocket',
    [ATTRIBUTES.httpStatus]: 101,
  });
  const told = logs
    .filter(({ eventName }) => eventName.startsWith('throughline.connection'))
    .map(({ eventName, body }) => [eventName, anyValueText(body)]);
  const message = '{"text":"hello","token":"[redacted]"}';
  expect(told).toEqual([
    [EVENTS.connectionMessage, message],
    [EVENTS.connectionMessage, message],
    [EVENTS.connectionClose, ''],
  ]);
});

it('has kept no secret, neither in what it answers nor on the disk', async () => {
  const answers = JSON.stringify([spans, logs]);
  await stopServer();
  // What must be found, so that the search is seen to search.
  expect(await placesOf(data, 'paid with')).not.toEqual([]);
  const secrets = [SECRET, CARD, CARD.replaceAll(' ', '')];
  for (const secret of secrets) expect(answers.includes(secret)).toBe(false);
  expect(await placesOf(data, ...secrets)).toEqual([]);
});
