import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { builtSdk } from '../../testing/builtSdk.ts';
import { launchChromium } from '../../testing/chromium.ts';
import { type ObservedCase, prepareCases } from '../../testing/observed/casePage.ts';
import { CONNECTION_CASES } from '../../testing/observed/connectionCases.ts';
import { FETCH_CASES } from '../../testing/observed/fetchCases.ts';
import { XHR_CASES } from '../../testing/observed/xhrCases.ts';
import { listen, type TestServer } from '../../testing/server.ts';
import { type Sink, startSink } from '../../testing/sink.ts';
import { recordedPage, type Site, startSite } from '../../testing/site.ts';

const CASES = { ...FETCH_CASES, ...XHR_CASES, ...CONNECTION_CASES };
const BODY = '<p>Shop</p>';

let browser: Browser;
let sink: Sink;
let site: Site;
let allowing: Site;
let refusing: TestServer;
let sockets: WebSocketServer;
/** The same page without us, with us, and with us recording all that can be recorded. */
const pages = new Map<string, Page>();
const messages = new Map<string, string[]>();

beforeAll(async () => {
  const sdk = await builtSdk();
  [browser, sink, site, allowing, refusing] = await Promise.all([
    launchChromium(),
    startSink(),
    startSite(sdk),
    startSite(new Map()),
    listen((_request, response) => response.end('refused')),
  ]);
  answer(site);
  answer(allowing);
  sockets = new WebSocketServer({ server: site.server, path: '/socket' });
  sockets.on('connection', (socket) => socket.on('message', (data, binary) => socket.send(data, { binary })));
  await openPage(
    'without us',
    `<!doctype html><html><head><title>Shop</title></head><body>${BODY}</body></html>`,
  );
  await openPage('with us', recordedPage({ endpoint: sink.origin }, BODY));
  const anywhere = [site, allowing, refusing].map(({ origin }) => `${origin}/`);
  const network = { headers: true, bodies: anywhere, messages: anywhere };
  await openPage('with everything', recordedPage({ endpoint: sink.origin, network }, BODY));
});

afterAll(async () => {
  await browser?.close();
  sockets?.close();
  await Promise.all([sink, site, allowing, refusing].map((server) => server?.close()));
});

async function openPage(name: string, html: string): Promise<void> {
  const page = await (await browser.newContext()).newPage();
  const told: string[] = [];
  page.on('console', (message) => told.push(message.text()));
  await page.goto(site.page('/', html));
  await page.evaluate(prepareCases, {
    allowing: allowing.origin,
    refusing: refusing.origin,
    sockets: `${site.origin.replace('http', 'ws')}/socket`,
  });
  // Until all that is loaded later is there.
  if (name !== 'without us') await page.evaluate(() => window.throughline.flush());
  pages.set(name, page);
  messages.set(name, told);
}

const run = (name: string, action: ObservedCase) => (pages.get(name) as Page).evaluate(action);

describe.each(['with us', 'with everything'])('a page %s sees the same', (variant) => {
  it.each(Object.entries(CASES))('in %s', async (_, action) => {
    const [expected, seen] = [await run('without us', action), await run(variant, action)];
    expect(expected).toBeDefined();
    expect(seen).toEqual(expected);
  });
});

it('has more than forty cases', () => {
  expect(Object.keys(CASES).length).toBeGreaterThanOrEqual(40);
});

it('is told nothing on its console', () => {
  for (const told of messages.values())
    expect(told.filter((text) => /throughline|SDK/i.test(text))).toEqual([]);
});

it('was recorded all the while', async () => {
  for (const name of ['with us', 'with everything'])
    await (pages.get(name) as Page).evaluate(() => window.throughline.flush());
  const names = sink.requests().map(({ name }) => name);
  for (const name of [
    'GET /api/json',
    'POST /api/headers',
    'GET /api/events',
    'GET /socket',
    'POST /api/echo',
  ])
    expect(names.filter((found) => found === name).length).toBeGreaterThan(1);
  expect(sink.text().includes('throughline.http.response.body')).toBe(true);
});

describe('beside other wrappers', () => {
  /** Wraps as others do: keeps what it found, and puts that back, whatever stands there by then. */
  const OTHER = `
    window.calls = [];
    window.unwrap = {};
    window.natives = [fetch, XMLHttpRequest.prototype.send, WebSocket];
    window.wrapBy = (name) => {
      const [foundFetch, foundSend, FoundSocket] = [fetch, XMLHttpRequest.prototype.send, WebSocket];
      window.fetch = function (...args) { calls.push(name + ' fetch'); return foundFetch.apply(this, args); };
      XMLHttpRequest.prototype.send = function (...args) { calls.push(name + ' send'); return foundSend.apply(this, args); };
      window.WebSocket = class extends FoundSocket { constructor(...args) { super(...args); calls.push(name + ' socket'); } };
      unwrap[name] = () => {
        window.fetch = foundFetch;
        XMLHttpRequest.prototype.send = foundSend;
        window.WebSocket = FoundSocket;
      };
    };`;

  const ask = (page: Page, url: string) =>
    page.evaluate(async (url) => {
      const { calls } = window as unknown as { calls: string[] };
      calls.length = 0;
      const text = await (await fetch('/api/json')).text();
      const sent = await new Promise((resolve) => {
        const request = new XMLHttpRequest();
        request.onload = () => resolve(request.responseText);
        request.open('GET', '/api/json');
        request.send();
      });
      const opened = await new Promise((resolve) => {
        const socket = new WebSocket(url);
        socket.onopen = () => {
          socket.close();
          resolve(socket instanceof WebSocket);
        };
      });
      return [text === sent, opened, [...calls]];
    }, url);

  const recordedOf = (session: string) => {
    const ours = sink.segments.filter(({ header }) => header.session === session);
    const ids = new Set(ours.flatMap(({ spans }) => spans.map(({ spanId }) => spanId)));
    const found = sink.requests().filter(({ spanId }) => ids.has(spanId));
    return found.map(({ name }) => name).sort();
  };

  it.each([
    ['before', 'ours', 'after'],
    ['before', 'after', 'ours'],
    ['ours', 'before', 'after'],
    ['ours', 'after', 'before'],
    ['after', 'before', 'ours'],
    ['after', 'ours', 'before'],
  ])('all are called once, and unwrapped in the order %s, %s, %s', async (...order) => {
    const url = `${site.origin.replace('http', 'ws')}/socket`;
    const html = recordedPage({ endpoint: sink.origin }, `${BODY}`).replace(
      '<head>',
      `<head><script>${OTHER} wrapBy('before');</script>`,
    );
    const page = await (await browser.newContext()).newPage();
    await page.goto(site.page('/', html));
    await page.evaluate(() => window.throughline.flush());
    await page.evaluate("wrapBy('after')");
    const [same, opened, calls] = await ask(page, url);
    expect([same, opened]).toEqual([true, true]);
    // A class calls its parent's constructor before it counts itself.
    expect(calls).toEqual([
      'after fetch',
      'before fetch',
      'after send',
      'before send',
      'before socket',
      'after socket',
    ]);
    await page.evaluate(() => window.throughline.flush());
    const recorded = ['GET /api/json', 'GET /api/json', 'GET /socket'];
    const session = await page.evaluate(() => window.throughline.sessionId());
    expect(recordedOf(session)).toEqual(recorded);

    let untilStop = 0;
    for (const [unwrapped, name] of order.entries()) {
      if (name === 'ours') {
        await page.evaluate('throughline.flush().then(() => throughline.stop())');
        untilStop = recordedOf(session).length;
      } else await page.evaluate(`unwrap['${name}']()`);
      expect((await ask(page, url)).slice(0, 2), `after ${unwrapped + 1}`).toEqual([true, true]);
    }
    const isNative = await page.evaluate(
      '[fetch, XMLHttpRequest.prototype.send, WebSocket].map((one, place) => one === natives[place])',
    );
    // Whoever unwraps last puts back what it found.
    if (order.join() === 'after,ours,before') expect(isNative).toEqual([true, true, true]);
    await page.context().close();
    expect(recordedOf(session)).toHaveLength(untilStop);
  });
});

/** What the cases ask for. */
function answer({ answers }: Site): void {
  let waiting: (() => void)[] = [];
  const text = (response: ServerResponse, type: string, body: string | Buffer) => {
    response.setHeader('content-type', type);
    response.setHeader('access-control-allow-origin', '*');
    response.end(body);
  };
  const redirect =
    (status: number, location: string) => (_request: IncomingMessage, response: ServerResponse) =>
      response.writeHead(status, { location }).end();
  answers.set('/api/json', (_request, response) =>
    text(response, 'application/json', '{"a":[1,2,{"b":"c"}]}'),
  );
  answers.set('/api/page', (_request, response) => text(response, 'text/html', '<p id="x">page</p>'));
  answers.set('/api/form', (_request, response) =>
    text(response, 'application/x-www-form-urlencoded', 'a=b&c=d+e'),
  );
  answers.set('/api/bytes', (_request, response) =>
    text(response, 'application/json', Buffer.alloc(300_000, '1')),
  );
  answers.set('/api/held', (_request, response) => {
    response.setHeader('content-type', 'text/plain');
    response.write('first');
  });
  answers.set('/api/chunks', (_request, response) => {
    response.setHeader('content-type', 'text/plain; charset=utf-8');
    response.setHeader('x-content-type-options', 'nosniff');
    response.write('one ');
    waiting.push(() => response.end('two'));
  });
  answers.set('/api/release', (_request, response) => {
    for (const go of waiting) go();
    waiting = [];
    response.end();
  });
  answers.set('/api/events', (_request, response) => {
    response.setHeader('content-type', 'text/event-stream');
    response.write('id: 7\ndata: one\n\nevent: price\ndata: 2\n\n');
  });
  answers.set('/api/redirect', redirect(302, '/api/echo'));
  answers.set('/api/redirect307', redirect(307, '/api/headers'));
  answers.set('/api/headers', ({ method, headers }, response, body) => {
    const given = Object.entries(headers).filter(([name]) => !NOT_THE_PAGES.test(name));
    const seen = JSON.stringify({ method, headers: given, body: body.toString('latin1').slice(0, 1_000) });
    text(response, 'application/json', seen.replace(/----WebKitFormBoundary\w+/g, 'boundary'));
  });
}

/** The context headers, and what a browser sends of its own accord. */
const NOT_THE_PAGES =
  /^(?:traceparent|baggage|x-session-id|x-incident-mode-until|host|connection|user-agent)$|^sec-|^accept-(?:encoding|language)$/;
