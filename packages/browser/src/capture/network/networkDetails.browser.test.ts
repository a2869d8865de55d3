import { ATTRIBUTES, EVENTS, type OtlpSpan } from '@throughline/format';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import type { ThroughlineOptions } from '../../options.ts';
import { flush, useFixture } from '../../testing/fixture.ts';
import { plain } from '../../testing/sink.ts';

const fixture = useFixture();
const REQUEST_BODY = 'throughline.http.request.body';
const RESPONSE_BODY = 'throughline.http.response.body';
const SECRET = 'Plum-tundra-7731';

beforeEach(() => {
  const { answers } = fixture.site;
  answers.set('/api/me', (_request, response) => {
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.setHeader('x-request-id', 'r-1');
    response.setHeader('x-tenant', 'acme');
    response.setHeader('x-foo-key', SECRET);
    response.setHeader('set-cookie', `sid=${SECRET}`);
    response.end(JSON.stringify({ name: 'Adä', session: { Access_Token: SECRET } }));
  });
  answers.set('/api/big', (_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ list: Array.from({ length: 40_000 }, (_, n) => n), password: SECRET }));
  });
  answers.set('/api/image', (_request, response) => {
    response.setHeader('content-type', 'image/png');
    response.end(Buffer.alloc(500, 1));
  });
  answers.set('/api/events', (_request, response) => {
    response.setHeader('content-type', 'text/event-stream');
    response.write(`data: {"price":1,"token":"${SECRET}"}\n\ndata: two\n\n`);
  });
});

async function spanOf(page: Page, path: string): Promise<OtlpSpan & { plain: Record<string, unknown> }> {
  await flush(page);
  const span = await fixture.sink.until(() =>
    fixture.sink.requests().find(({ name }) => name.includes(path)),
  );
  return { ...span, plain: plain(span.attributes) };
}

/** Opens a recorded page and waits until the part for headers and bodies is there. */
async function open(network: ThroughlineOptions['network'], more: Partial<ThroughlineOptions> = {}) {
  const page = await fixture.open('<p>Shop</p>', { network, ...more });
  await flush(page);
  return page;
}

const POST = {
  method: 'POST',
  headers: { 'content-type': 'application/json', authorization: `Bearer ${SECRET}`, 'x-tenant': 'acme' },
  body: JSON.stringify({ user: 'ada', PassWord: SECRET }),
};

const made = {
  fetch: (page: Page, url: string, init: typeof POST) =>
    page.evaluate(([url, init]) => fetch(url, init).then((answer) => answer.text()), [url, init] as const),
  xhr: (page: Page, url: string, init: typeof POST) =>
    page.evaluate(
      ([url, init]) =>
        new Promise<string>((resolve) => {
          const request = new XMLHttpRequest();
          request.open(init.method, url);
          for (const [name, value] of Object.entries(init.headers)) request.setRequestHeader(name, value);
          request.onloadend = () => resolve(request.responseText);
          request.send(init.body);
        }),
      [url, init] as const,
    ),
};

describe('without being asked', () => {
  it('neither headers nor bodies are recorded, and their part is not loaded', async () => {
    const files: string[] = [];
    fixture.context.on('request', (request) => files.push(request.url()));
    const page = await open(undefined);
    const answer = await made.fetch(page, '/api/me', POST);
    expect(answer).toContain(SECRET);
    const span = await spanOf(page, '/api/me');
    expect(Object.keys(span.plain).filter((name) => /header|\.body$/.test(name))).toEqual([]);
    expect(span.plain[ATTRIBUTES.httpRequestBodySize]).toBe(POST.body.length);
    expect(span.plain[ATTRIBUTES.httpResponseBodySize]).toBe(Buffer.byteLength(answer));
    expect(files.some((url) => url.includes('recorder'))).toBe(true);
    expect(files.some((url) => url.includes('payloads'))).toBe(false);
  });

  it('the operation of GraphQL is named', async () => {
    const page = await open(undefined);
    const body = JSON.stringify({ query: 'mutation Pay($card: String!) { pay(card: $card) { ok } }' });
    await made.xhr(page, '/api/graphql', { ...POST, body });
    const span = await spanOf(page, '/api/graphql');
    expect(span.name).toBe('POST /api/graphql Pay');
    expect(span.plain).toMatchObject({
      [ATTRIBUTES.graphqlOperationName]: 'Pay',
      [ATTRIBUTES.graphqlOperationType]: 'mutation',
    });
  });

  it('the time that a request took is told by what it went to', async () => {
    const page = await open(undefined);
    fixture.site.answers.set('/api/slow', (_request, response) => {
      setTimeout(() => response.end('x'), 50);
    });
    await page.evaluate(() => Promise.all([fetch('/api/slow'), fetch('/api/slow'), fetch('/api/slow#hash')]));
    await flush(page);
    const spans = fixture.sink.requests().map(({ attributes }) => plain(attributes));
    expect(spans).toHaveLength(3);
    for (const span of spans) expect(span[ATTRIBUTES.timingWait]).toBeGreaterThanOrEqual(45);
  });
});

describe.each(['fetch', 'xhr'] as const)('of %s, if asked for,', (initiator) => {
  it('headers of the list and bodies of text are recorded, secrets hidden, what is long cut off', async () => {
    const page = await open({ bodies: true, headers: ['x-tenant', 'Authorization'] });
    const answer = await made[initiator](page, '/api/me', POST);
    const long = await made[initiator](page, '/api/big', POST);
    await made[initiator](page, '/api/image', POST);
    const { plain: me } = await spanOf(page, '/api/me');
    expect(me).toMatchObject({
      'http.request.header.content-type': ['application/json'],
      'http.request.header.x-tenant': ['acme'],
      'http.request.header.authorization': ['[redacted]'],
      'http.response.header.content-type': ['application/json; charset=utf-8'],
      'http.response.header.x-request-id': ['r-1'],
      'http.response.header.x-tenant': ['acme'],
      [REQUEST_BODY]: '{"user":"ada","PassWord":"[redacted]"}',
      [RESPONSE_BODY]: '{"name":"Adä","session":{"Access_Token":"[redacted]"}}',
    });
    expect(Object.keys(me).filter((name) => /foo|cookie/.test(name))).toEqual([]);

    const { plain: big } = await spanOf(page, '/api/big');
    expect(big[ATTRIBUTES.httpResponseBodySize]).toBe(long.length);
    expect(big[`${RESPONSE_BODY}.truncated`]).toBe(true);
    const kept = String(big[RESPONSE_BODY]);
    expect(kept.length).toBeLessThanOrEqual(64 * 1024);
    expect(kept.length).toBeGreaterThan(64 * 1024 - 100);
    expect(long.startsWith(kept)).toBe(true);

    const { plain: image } = await spanOf(page, '/api/image');
    expect(image[RESPONSE_BODY]).toBeUndefined();
    expect(image[ATTRIBUTES.httpResponseBodySize]).toBe(500);
    expect(answer).toContain(SECRET);
    expect(fixture.sink.text()).not.toContain(SECRET);
  });

  it('failed and aborted requests show what was sent', async () => {
    const page = await open({ bodies: true, headers: true });
    await page.evaluate(
      ([initiator, init]) => {
        if (initiator === 'fetch') {
          const abort = new AbortController();
          const done = fetch('/api/hang', { ...init, signal: abort.signal }).catch(() => {});
          abort.abort();
          return done;
        }
        const request = new XMLHttpRequest();
        request.open('POST', '/api/hang');
        for (const [name, value] of Object.entries(init.headers)) request.setRequestHeader(name, value);
        request.send(init.body);
        request.abort();
        return undefined;
      },
      [initiator, POST] as const,
    );
    const span = await spanOf(page, '/api/hang');
    expect(span.plain).toMatchObject({
      [ATTRIBUTES.errorType]: 'AbortError',
      [REQUEST_BODY]: '{"user":"ada","PassWord":"[redacted]"}',
      'http.request.header.content-type': ['application/json'],
    });
  });
});

describe('bodies', () => {
  it('of all kinds are read: forms, files, bytes, requests', async () => {
    const page = await open({ bodies: true });
    await page.evaluate(async (secret) => {
      const form = new FormData();
      form.append('user', 'ada');
      form.append('password', secret);
      form.append('photo', new File(['12345'], 'me.png', { type: 'image/png' }));
      const json = JSON.stringify({ a: 1, secret });
      const headers = { 'content-type': 'application/json' };
      await fetch('/api/form', { method: 'POST', body: form });
      await fetch('/api/params', { method: 'POST', body: new URLSearchParams({ q: 'x', token: secret }) });
      await fetch('/api/blob', { method: 'POST', body: new Blob([json], { type: 'application/json' }) });
      await fetch('/api/bytes', { method: 'POST', headers, body: new TextEncoder().encode(json) });
      await fetch(new Request('/api/request', { method: 'POST', headers, body: json }));
      await fetch('/api/pixels', { method: 'POST', body: new Uint8Array(9) });
    }, SECRET);
    await flush(page);
    const bodies = Object.fromEntries(
      fixture.sink
        .requests()
        .map(({ name, attributes }) => [name.slice(10), plain(attributes)[REQUEST_BODY]]),
    );
    expect(bodies).toEqual({
      form: 'user=ada&password=[redacted]&photo=%5Bfile%20me.png%2C%20image%2Fpng%2C%205%20bytes%5D',
      params: 'q=x&token=[redacted]',
      blob: '{"a":1,"secret":"[redacted]"}',
      bytes: '{"a":1,"secret":"[redacted]"}',
      request: '{"a":1,"secret":"[redacted]"}',
      pixels: undefined,
    });
  });

  it('of all response types of XMLHttpRequest are read', async () => {
    const page = await open({ bodies: true });
    const types = ['', 'text', 'json', 'blob', 'arraybuffer', 'document'] as const;
    await page.evaluate(
      (types) =>
        Promise.all(
          types.map(
            (type) =>
              new Promise((resolve) => {
                const request = new XMLHttpRequest();
                request.open('GET', '/api/me');
                request.responseType = type;
                request.onloadend = resolve;
                request.send();
              }),
          ),
        ),
      types,
    );
    await flush(page);
    const bodies = fixture.sink.requests().map(({ attributes }) => plain(attributes)[RESPONSE_BODY]);
    const shown = '{"name":"Adä","session":{"Access_Token":"[redacted]"}}';
    expect(bodies.filter((body) => body === shown)).toHaveLength(5);
    expect(bodies.filter((body) => body === undefined)).toHaveLength(1);
  });

  it('are recorded of chosen addresses only', async () => {
    const other = fixture.sink.origin;
    const paths = async (bodies: NonNullable<ThroughlineOptions['network']>['bodies']) => {
      const page = await open({ bodies });
      await page.evaluate(async (other) => {
        for (const url of ['/api/a?q=1', '/api/b', `${other}/api/c`])
          await fetch(url, { method: 'POST', body: 'text' }).catch(() => {});
      }, other);
      await flush(page);
      const found = fixture.sink
        .spans()
        .filter(({ attributes }) => plain(attributes)[REQUEST_BODY] === 'text');
      fixture.sink.segments.length = 0;
      return found.map(({ name }) => name.slice(-1)).sort();
    };
    expect(await paths(true)).toEqual(['a', 'b']);
    expect(await paths(['/api/a'])).toEqual(['a']);
    expect(await paths([`${other}/`])).toEqual(['c']);
    expect(await paths([])).toEqual([]);
  });

  it('are not recorded where the page is not to be read', async () => {
    const page = await open({ bodies: true, headers: true }, { privacy: 'strict' });
    await made.fetch(page, '/api/me', POST);
    const { plain: me } = await spanOf(page, '/api/me');
    expect([me[REQUEST_BODY], me[RESPONSE_BODY]]).toEqual([undefined, undefined]);
    expect(me['http.response.header.x-request-id']).toEqual(['r-1']);
  });

  it('of streams are not waited for, nor held', async () => {
    const page = await open({ bodies: true });
    const first = await page.evaluate(async () => {
      const answer = await fetch('/api/events');
      const { value } = (await answer.body?.getReader().read()) ?? {};
      return new TextDecoder().decode(value);
    });
    expect(first).toContain('price');
    const span = await spanOf(page, '/api/events');
    expect(span.plain[RESPONSE_BODY]).toBeUndefined();
    expect(span.plain[ATTRIBUTES.httpStatus]).toBe(200);
  });

  it('go through the application’s own function, and are hidden whole if it throws', async () => {
    const page = await fixture.open('<p>Shop</p>');
    await page.evaluate((endpoint) => {
      window.throughline.stop();
      const { Throughline } = window as unknown as {
        Throughline: { init(options: object): typeof window.throughline };
      };
      window.throughline = Throughline.init({
        endpoint,
        key: 'k',
        network: {
          bodies: true,
          redact(payload: { target: string; body?: string }) {
            if (payload.target.endsWith('/broken')) throw new Error('broken');
            return { ...payload, body: payload.body?.replace('ada', 'someone') };
          },
        },
      });
    }, fixture.sink.origin);
    await flush(page);
    await made.fetch(page, '/api/fine', POST);
    await made.fetch(page, '/api/broken', POST);
    expect((await spanOf(page, '/api/fine')).plain[REQUEST_BODY]).toBe(
      '{"user":"someone","PassWord":"[redacted]"}',
    );
    const broken = await spanOf(page, '/api/broken');
    expect([broken.plain[REQUEST_BODY], broken.plain[RESPONSE_BODY]]).toEqual(['[redacted]', '[redacted]']);
  });

  it('are not recorded if the options cannot be understood, and the page is told', async () => {
    const warnings: string[] = [];
    fixture.context.on('console', (message) => warnings.push(message.text()));
    const page = await open({ body: true } as never);
    await made.fetch(page, '/api/me', POST);
    const span = await spanOf(page, '/api/me');
    expect(span.plain[REQUEST_BODY]).toBeUndefined();
    expect(warnings.join()).toContain('network.body is no option');
  });
});

describe('while an incident lasts', () => {
  it('headers and bodies are recorded though nobody asked, from the first request on', async () => {
    const { sink } = fixture;
    sink.config = {
      ...sink.config,
      incidents: [{ id: 'i', until: Date.now() + 600_000, scope: {} }],
    };
    const page = await open(undefined);
    const isHeard = async () => {
      await flush(page);
      return sink.logs(EVENTS.keep).length > 0;
    };
    await expect.poll(isHeard).toBe(true);
    // Resolves when the part for it is there.
    await flush(page);
    await made.fetch(page, '/api/me', POST);
    const span = await spanOf(page, '/api/me');
    expect(span.plain).toMatchObject({
      [RESPONSE_BODY]: '{"name":"Adä","session":{"Access_Token":"[redacted]"}}',
      'http.response.header.x-request-id': ['r-1'],
    });
    expect(sink.text()).not.toContain(SECRET);
  });
});

describe('beacons', () => {
  it('are recorded, with their body if asked for', async () => {
    const page = await open({ bodies: true });
    const sent = await page.evaluate(() => [
      navigator.sendBeacon('/api/beacon', 'left'),
      navigator.sendBeacon('/api/huge', new Blob([new Uint8Array(70_000)])),
    ]);
    expect(sent).toEqual([true, false]);
    const span = await spanOf(page, '/api/beacon');
    expect(span.plain).toMatchObject({
      [ATTRIBUTES.requestInitiator]: 'beacon',
      [ATTRIBUTES.httpMethod]: 'POST',
      [ATTRIBUTES.httpRequestBodySize]: 4,
      [REQUEST_BODY]: 'left',
    });
    const refused = await spanOf(page, '/api/huge');
    expect(refused.status?.code).toBe(2);
  });
});

describe('connections', () => {
  const logs = (eventName: string) =>
    fixture.sink
      .logs(eventName)
      .map((log) => ({ ...plain(log.attributes), body: log.body?.stringValue, spanId: log.spanId }));

  it('by WebSocket are recorded: opened, counted, closed', async () => {
    const sockets = new WebSocketServer({ server: fixture.site.server });
    sockets.on('connection', (socket) =>
      socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary })),
    );
    const page = await open(undefined);
    const url = `${fixture.site.origin.replace('http', 'ws')}/socket?token=${SECRET}`;
    await page.evaluate(
      (url) =>
        new Promise<void>((resolve) => {
          const socket = new WebSocket(url);
          socket.binaryType = 'arraybuffer';
          let left = 2;
          socket.onopen = () => {
            socket.send('hello');
            socket.send(new Uint8Array(7));
          };
          socket.onmessage = () => {
            left -= 1;
            if (left === 0) socket.close(4001, 'enough');
          };
          socket.onclose = () => resolve();
        }),
      url,
    );
    const span = await spanOf(page, '/socket');
    expect(span.plain).toMatchObject({
      [ATTRIBUTES.requestInitiator]: 'websocket',
      [ATTRIBUTES.urlFull]: url.split('?')[0],
      [ATTRIBUTES.httpStatus]: 101,
    });
    expect(logs(EVENTS.connectionMessage)).toEqual([]);
    expect(logs(EVENTS.connectionClose)).toMatchObject([
      {
        [ATTRIBUTES.connectionSentMessages]: 2,
        [ATTRIBUTES.connectionSentSize]: 12,
        [ATTRIBUTES.connectionReceivedMessages]: 2,
        [ATTRIBUTES.connectionReceivedSize]: 12,
        [ATTRIBUTES.connectionCloseCode]: 4001,
        body: 'enough',
        spanId: span.spanId,
      },
    ]);
    sockets.close();
  });

  it('that fail are told, and those that were there before are found', async () => {
    const sockets = new WebSocketServer({ server: fixture.site.server, path: '/early' });
    const url = fixture.site.origin.replace('http', 'ws');
    const page = await fixture.openAtOnce(
      `<script>window.early = new WebSocket('${url}/early'); early.onopen = () => { early.isOpen = true; };</script>`,
    );
    await page.waitForFunction(() => (window as unknown as { early: { isOpen?: boolean } }).early.isOpen);
    await flush(page);
    await page.evaluate(
      (url) =>
        new Promise<void>((resolve) => {
          (window as unknown as { early: WebSocket }).early.send('late');
          new WebSocket(`${url}/nowhere`).onclose = () => resolve();
        }),
      url,
    );
    const failed = await spanOf(page, '/nowhere');
    expect(failed.status?.code).toBe(2);
    expect(logs(EVENTS.connectionClose)).toMatchObject([{ [ATTRIBUTES.connectionCloseCode]: 1006 }]);
    expect((await spanOf(page, '/early')).plain[ATTRIBUTES.requestInitiator]).toBe('websocket');
    sockets.close();
  });

  it('tell what came and went when the page is left', async () => {
    const sockets = new WebSocketServer({ server: fixture.site.server });
    sockets.on('connection', (socket) => {
      socket.send('one');
      socket.send('two');
    });
    const page = await open(undefined);
    await page.evaluate(
      (url) =>
        new Promise<void>((resolve) => {
          let left = 2;
          new WebSocket(url).onmessage = () => {
            left -= 1;
            if (left === 0) resolve();
          };
        }),
      fixture.site.origin.replace('http', 'ws'),
    );
    await page.goto('about:blank');
    await fixture.sink.until(() => logs(EVENTS.connectionTraffic).length > 0);
    expect(logs(EVENTS.connectionTraffic)).toMatchObject([
      { [ATTRIBUTES.requestInitiator]: 'websocket', [ATTRIBUTES.connectionReceivedMessages]: 2 },
    ]);
    sockets.close();
  });

  it('show their messages if asked for, redacted', async () => {
    const page = await open({ messages: true });
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const source = new EventSource('/api/events');
          source.onmessage = ({ data }) => {
            if (data !== 'two') return;
            source.close();
            resolve();
          };
        }),
    );
    const span = await spanOf(page, '/api/events');
    expect(logs(EVENTS.connectionMessage)).toMatchObject([
      {
        body: '{"price":1,"token":"[redacted]"}',
        [ATTRIBUTES.networkIoDirection]: 'receive',
        spanId: span.spanId,
      },
      { body: 'two', [ATTRIBUTES.networkIoDirection]: 'receive' },
    ]);
    expect(logs(EVENTS.connectionClose)).toHaveLength(1);
    expect(fixture.sink.text()).not.toContain(SECRET);
  });
});
