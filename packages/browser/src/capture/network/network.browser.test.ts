import { ATTRIBUTES, isSessionId, type OtlpSpan, parseTraceparent } from '@throughline/format';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { flush, useFixture } from '../../testing/fixture.ts';
import { plain } from '../../testing/sink.ts';
import { type Site, startSite } from '../../testing/site.ts';

const fixture = useFixture();
let listed: Site;
let foreign: Site;

beforeEach(async () => {
  [listed, foreign] = await Promise.all([startSite(new Map()), startSite(new Map())]);
});
afterEach(() => Promise.all([listed.close(), foreign.close()]));

const CONTEXT_HEADERS = ['traceparent', 'baggage', 'x-session-id'] as const;

const open = () => fixture.open('<p>Shop</p>', { propagateTo: [listed.origin] });

function xhr(page: Page, url: string, headers: Record<string, string> = {}) {
  return page.evaluate(
    ([url, headers]) =>
      new Promise<string>((resolve) => {
        const request = new XMLHttpRequest();
        request.open('POST', url);
        for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
        request.onloadend = () => resolve(`${request.status} ${request.responseText}`);
        request.send('body');
      }),
    [url, headers] as const,
  );
}

async function onlySpan(page: Page): Promise<OtlpSpan & { plain: Record<string, unknown> }> {
  await flush(page);
  const spans = fixture.sink.requests();
  expect(spans).toHaveLength(1);
  const [span] = spans;
  if (!span) throw new Error('no span');
  return { ...span, plain: plain(span.attributes) };
}

describe('context headers', () => {
  it('go to the page’s own origin, and join the server to the client span', async () => {
    const page = await open();
    await page.evaluate(() => fetch('/api/status/200'));
    const span = await onlySpan(page);
    const [request] = fixture.site.requests;
    const sessionId = await page.evaluate(() => window.throughline.sessionId());
    expect(isSessionId(sessionId)).toBe(true);
    expect(parseTraceparent(request?.headers.traceparent)).toEqual({
      traceId: span.traceId,
      spanId: span.spanId,
      sampled: true,
    });
    expect(request?.headers.baggage).toBe(`session.id=${sessionId}`);
    expect(request?.headers['x-session-id']).toBe(sessionId);
    expect(request?.headers.tracestate).toBeUndefined();
  });

  it('go to listed origins and to no others, by fetch and by XMLHttpRequest', async () => {
    const page = await open();
    for (const { origin } of [listed, foreign]) {
      await page.evaluate((url) => fetch(url), `${origin}/api/status/200`);
      await xhr(page, `${origin}/api/status/200`);
    }
    const sent = (site: Site) =>
      site.requests
        .filter(({ method }) => method !== 'OPTIONS')
        .map(({ headers }) => CONTEXT_HEADERS.filter((name) => headers[name] !== undefined));
    expect(sent(listed)).toEqual([[...CONTEXT_HEADERS], [...CONTEXT_HEADERS]]);
    expect(sent(foreign)).toEqual([[], []]);
    expect(foreign.requests.map(({ method }) => method)).not.toContain('OPTIONS');
    await flush(page);
    expect(fixture.sink.requests()).toHaveLength(4);
  });

  it('leave the application’s own in place, and make its trace the span’s', async () => {
    const page = await open();
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    const own = { traceparent, tracestate: 'vendor=1', baggage: 'tenant=7', 'x-session-id': 'theirs' };
    await page.evaluate((headers) => fetch('/api/status/200', { headers }), own);
    await xhr(page, '/api/status/200', own);
    await flush(page);
    const sessionId = await page.evaluate(() => window.throughline.sessionId());
    for (const { headers } of fixture.site.requests) {
      expect(headers).toMatchObject({ traceparent, tracestate: 'vendor=1', 'x-session-id': 'theirs' });
      expect(String(headers.baggage).replaceAll(' ', '')).toBe(`tenant=7,session.id=${sessionId}`);
    }
    for (const span of fixture.sink.requests())
      expect(span).toMatchObject({ traceId: 'a'.repeat(32), parentSpanId: 'b'.repeat(16) });
    expect(fixture.sink.requests()).toHaveLength(2);
  });

  it('are given to the application for requests that are not seen', async () => {
    const page = await open();
    const given = await page.evaluate(
      ([listed, foreign]) => [
        window.throughline.headers(),
        window.throughline.headers(listed),
        window.throughline.headers(foreign),
      ],
      [listed.origin, foreign.origin] as const,
    );
    expect(given.map((headers) => Object.keys(headers).sort())).toEqual([
      [...CONTEXT_HEADERS].sort(),
      [...CONTEXT_HEADERS].sort(),
      [],
    ]);
  });
});

describe('client spans', () => {
  const made = {
    fetch: (page: Page, url: string) =>
      page.evaluate(
        (url) =>
          fetch(url, { method: 'POST', body: 'body' }).then(
            () => {},
            () => {},
          ),
        url,
      ),
    xhr: (page: Page, url: string) => xhr(page, url).then(() => {}),
  };

  describe.each(['fetch', 'xhr'] as const)('of %s', (initiator) => {
    it('describe an answer', async () => {
      const page = await open();
      const before = Date.now();
      await made[initiator](page, '/api/status/201?token=secret');
      const span = await onlySpan(page);
      const { hostname, port } = new URL(fixture.site.origin);
      expect(span).toMatchObject({ name: 'POST /api/status/201', kind: 3, status: {} });
      const { [ATTRIBUTES.timingWait]: wait, [ATTRIBUTES.timingReceive]: receive, ...others } = span.plain;
      delete others[ATTRIBUTES.timingConnect];
      expect(wait).toBeGreaterThan(0);
      expect(Number(receive ?? 0)).toBeGreaterThanOrEqual(0);
      expect(others).toEqual({
        [ATTRIBUTES.httpMethod]: 'POST',
        [ATTRIBUTES.urlFull]: `${fixture.site.origin}/api/status/201`,
        [ATTRIBUTES.serverAddress]: hostname,
        [ATTRIBUTES.serverPort]: Number(port),
        [ATTRIBUTES.httpStatus]: 201,
        [ATTRIBUTES.requestInitiator]: initiator,
        [ATTRIBUTES.httpRequestBodySize]: 4,
        [ATTRIBUTES.httpResponseBodySize]: 40,
        [ATTRIBUTES.httpResponseSize]: 340,
        [ATTRIBUTES.networkProtocolVersion]: '1.1',
      });
      const start = Number(BigInt(span.startTimeUnixNano) / 1_000_000n);
      const end = Number(BigInt(span.endTimeUnixNano) / 1_000_000n);
      expect(start).toBeGreaterThanOrEqual(before - 5);
      expect(end).toBeGreaterThanOrEqual(start);
      expect(end).toBeLessThanOrEqual(Date.now() + 5);
    });

    it.each([404, 500])('count status %i as an error', async (status) => {
      const page = await open();
      await made[initiator](page, `/api/status/${status}`);
      const span = await onlySpan(page);
      expect(span.status?.code).toBe(2);
      expect(span.plain).toMatchObject({
        [ATTRIBUTES.httpStatus]: status,
        [ATTRIBUTES.errorType]: String(status),
      });
    });

    it('count a network failure as an error, and say which', async () => {
      const page = await open();
      const gone = await startSite(new Map());
      await gone.close();
      await made[initiator](page, `${gone.origin}/api/status/200`);
      const span = await onlySpan(page);
      expect(span.status?.code).toBe(2);
      expect(span.status?.message).not.toBe('');
      expect(span.plain[ATTRIBUTES.errorType]).toBe(initiator === 'fetch' ? 'TypeError' : 'NetworkError');
      expect(span.plain).not.toHaveProperty(ATTRIBUTES.httpStatus);
    });

    it('do not count what the application aborted as an error', async () => {
      const page = await open();
      await page.evaluate(async (initiator) => {
        if (initiator === 'fetch') {
          const abort = new AbortController();
          const hanging = fetch('/api/hang', { signal: abort.signal }).catch(() => {});
          abort.abort();
          return hanging;
        }
        const request = new XMLHttpRequest();
        request.open('GET', '/api/hang');
        request.send();
        request.abort();
        return undefined;
      }, initiator);
      const span = await onlySpan(page);
      expect(span.status).toEqual({});
      expect(span.plain[ATTRIBUTES.errorType]).toBe('AbortError');
    });
  });

  it('end as aborted when an XMLHttpRequest is opened again, and follow a synchronous one', async () => {
    const page = await open();
    await page.evaluate(() => {
      const request = new XMLHttpRequest();
      request.open('GET', '/api/hang');
      request.send();
      request.open('GET', '/api/status/200', false);
      request.send();
    });
    await flush(page);
    const spans = fixture.sink.requests().map(({ name, attributes }) => {
      const { [ATTRIBUTES.httpStatus]: status, [ATTRIBUTES.errorType]: error } = plain(attributes);
      return [name, status ?? error];
    });
    expect(spans).toEqual([
      ['GET /api/hang', 'AbortError'],
      ['GET /api/status/200', 200],
    ]);
  });

  it('are not made of the SDK’s own requests', async () => {
    const page = await open();
    for (let round = 0; round < 3; round++) {
      await page.evaluate((round) => window.throughline.track(`round ${round}`), round);
      await flush(page);
    }
    expect(fixture.sink.segments).toHaveLength(3);
    expect(fixture.sink.requests()).toEqual([]);
  });
});

describe('the wrapped functions', () => {
  it('look like the browser’s own, and are given back', async () => {
    const page = await open();
    const [looks, restored] = await page.evaluate(() => {
      const look = (method: (...args: never[]) => unknown) => [
        method.name,
        method.length,
        `${method}`.includes('[native code]'),
      ];
      const looks = [
        fetch,
        XMLHttpRequest.prototype.open,
        XMLHttpRequest.prototype.send,
        history.pushState,
        console.log,
      ].map(look);
      const wrapped = fetch;
      window.throughline.stop();
      return [looks, fetch !== wrapped] as const;
    });
    expect(looks).toEqual([
      ['fetch', 1, true],
      ['open', 2, true],
      ['send', 0, true],
      ['pushState', 2, true],
      ['log', 0, true],
    ]);
    expect(restored).toBe(true);
  });

  it('send the same as without us, body and headers, whatever a request is made of', async () => {
    const exercise = async () => {
      const form = new FormData();
      form.append('field', 'value');
      form.append('file', new Blob(['bytes']), 'a.txt');
      const request = (init: RequestInit) => new Request('/api/echo', { method: 'POST', ...init });
      class Init {
        get method() {
          return 'PUT';
        }
        get body() {
          return 'from getter';
        }
      }
      const answers = [
        await fetch('/api/echo', { method: 'POST', body: form }),
        await fetch(request({ body: 'text', headers: { 'x-own': '1' } })),
        await fetch(request({ body: JSON.stringify({ a: 1 }) }), {
          headers: { 'x-own': '2', 'content-type': 'application/json' },
        }),
        await fetch(new URL('/api/echo', location.href), {
          headers: [
            ['x-own', '3'],
            ['x-own', '4'],
          ],
        }),
        await fetch({ toString: () => '/api/echo' } as unknown as string, new Init() as RequestInit),
        await fetch('/api/echo', request({ method: 'DELETE', headers: { 'x-own': '5' } }) as RequestInit),
        await fetch(request({ body: 'referred', referrer: '/elsewhere', referrerPolicy: 'same-origin' })),
        await fetch('/api/echo', { method: 'POST', body: new URLSearchParams({ a: 'b' }) }),
        await fetch('/api/echo', { method: 'POST', body: new Blob(['blob'], { type: 'text/x' }) }),
      ];
      return Promise.all(answers.map((answer) => answer.text()));
    };
    const boundary = /----WebKitFormBoundary\w+/g;
    const normal = ({ method, headers, body }: (typeof fixture.site.requests)[number]) => ({
      method,
      body: body.replace(boundary, 'boundary'),
      type: headers['content-type']?.replace(boundary, 'boundary'),
      own: headers['x-own'],
      referrer: headers.referer,
    });
    const bare = await fixture.context.newPage();
    await bare.goto(fixture.site.page('/bare', '<p>bare</p>'));
    const expected = (await bare.evaluate(exercise)).map((text) => text.replace(boundary, 'boundary'));
    const withoutUs = fixture.site.requests.splice(0).map(normal);
    const page = await open();
    const answers = (await page.evaluate(exercise)).map((text) => text.replace(boundary, 'boundary'));
    const withUs = fixture.site.requests.map(normal);
    const samePage = (referrer: string | undefined) => referrer?.replace(/\/bare$/, '/');
    expect(answers).toEqual(expected);
    expect(withUs).toEqual(
      withoutUs.map((request) => ({ ...request, referrer: samePage(request.referrer) })),
    );
    expect(withUs).toHaveLength(9);
    expect(fixture.site.requests.every(({ headers }) => headers['x-session-id'])).toBe(true);
  });

  it('fail as the browser’s own do, and leave unhandled rejections unhandled', async () => {
    const exercise = async () => {
      const reason = async (action: () => unknown) => {
        try {
          await action();
          return 'fine';
        } catch (error) {
          return `${(error as Error).name}: ${(error as Error).message}`;
        }
      };
      const aborted = new AbortController();
      aborted.abort(new Error('my reason'));
      const request = new XMLHttpRequest();
      const reasons = [
        await reason(() => fetch('http://[')),
        await reason(() => (fetch as () => unknown)()),
        await reason(() => fetch('/api/echo', { method: 'GET', body: 'x' })),
        await reason(() => fetch('/api/echo', { headers: { 'bad name': 'x' } })),
        await reason(() => fetch('/api/echo', 7 as unknown as RequestInit)),
        await reason(() => fetch('/api/echo', { signal: aborted.signal })),
        await reason(() => request.send()),
        await reason(() => request.open('GET', 'http://[')),
        await reason(() => request.setRequestHeader('a', 'b')),
      ];
      const unhandled = new Promise((resolve) =>
        addEventListener(
          'unhandledrejection',
          (event) => {
            event.preventDefault();
            resolve((event.reason as Error).name);
          },
          { once: true },
        ),
      );
      void fetch('http://[');
      return [...reasons, await unhandled];
    };
    const bare = await fixture.context.newPage();
    await bare.goto(fixture.site.page('/bare', '<p>bare</p>'));
    const withoutUs = await bare.evaluate(exercise);
    const page = await open();
    expect(await page.evaluate(exercise)).toEqual(withoutUs);
    expect(withoutUs).toContain('Error: my reason');
  });

  it('keep working under and over other wrappers, in any order of unwrapping', async () => {
    const page = await open();
    const result = await page.evaluate(async () => {
      const ours = window.fetch;
      const calls: string[] = [];
      window.fetch = (...args) => {
        calls.push('other');
        return ours(...args);
      };
      await fetch('/api/status/200');
      window.throughline.stop();
      const answer = await fetch('/api/status/202');
      return [calls, answer.status];
    });
    expect(result).toEqual([['other', 'other'], 202]);
    expect(fixture.site.requests.map(({ headers }) => headers['x-session-id'] !== undefined)).toEqual([
      true,
      false,
    ]);
  });
});
