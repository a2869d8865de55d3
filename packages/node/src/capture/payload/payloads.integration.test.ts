import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { OtlpSink, type SinkSpan } from '../../testing/otlpSink.ts';
import { buildPackage, TestApp } from '../../testing/testApp.ts';

const SERVER = 2;
const CLIENT = 3;
const WAIT = { timeout: 45_000 };
const sink = new OtlpSink();
const apps: TestApp[] = [];
/** The same application: recorded, instrumented but not recorded, and not instrumented. */
let recorded: string;
let silent: string;
let plain: string;

beforeAll(async () => {
  await buildPackage();
  const env = { THROUGHLINE_ENDPOINT: await sink.start(), OTEL_BSP_SCHEDULE_DELAY: '100' };
  const start = (more: Record<string, string>, flags?: string[]) => {
    const app = new TestApp('payloads.mjs', { ...env, ...more }, flags);
    apps.push(app);
    return app.url();
  };
  plain = await start({}, []);
  silent = await start({ OTEL_SERVICE_NAME: 'silent', BACK: plain });
  recorded = await start({
    OTEL_SERVICE_NAME: 'recorded',
    THROUGHLINE_PAYLOADS: 'on',
    THROUGHLINE_PAYLOAD_HEADERS: 'x-tenant,authorization',
    BACK: plain,
  });
});
afterAll(() => {
  for (const app of apps) app.kill('SIGKILL');
  sink.stop();
});

/** Every byte that comes back, but for the time of day. */
function rawAnswer(url: string, path: string, method = 'GET', body = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () =>
      socket.write(
        `${method} ${path} HTTP/1.1\r\nHost: shop\r\nConnection: close\r\nContent-Type: application/json\r\n` +
          `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      ),
    );
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () =>
      resolve(
        Buffer.concat(chunks)
          .toString('latin1')
          .replace(/Date: .*\r\n/, ''),
      ),
    );
  });
}

async function spanOf(path: string, kind = SERVER, service = 'recorded'): Promise<SinkSpan> {
  return vi.waitFor(() => {
    const found = sink.spans.find(
      (span) =>
        span.service === service && span.kind === kind && JSON.stringify(span.attributes).includes(path),
    );
    if (!found) throw new Error(`no span of ${path} has come`);
    return found;
  }, WAIT);
}

describe('an answer that is recorded is the same, byte for byte', () => {
  test.each<[method: string, path: string, body?: string]>([
    ['POST', 'echo', '{"order":7}'],
    ['POST', 'ignored', '{"order":7}'],
    ['POST', 'piped', 'x'.repeat(200_000)],
    ['GET', 'chunked'],
    ['GET', 'file'],
    ['GET', 'json'],
    ['HEAD', 'json'],
    ['HEAD', 'length'],
    ['GET', 'length'],
    ['GET', 'none'],
    ['GET', 'gzip'],
    ['GET', 'binary'],
    ['GET', 'events'],
    ['GET', 'trailers'],
    ['GET', 'aborted'],
  ])('%s /%s', async (method, path, body) => {
    const answer = async (url: string) => {
      const raw = await rawAnswer(url, `/${path}`, method, body);
      // Of what is piped the size of each chunk is what the socket happened to have when it was read.
      return path === 'piped' ? raw.replace(/\r\n[\da-f]+\r\n/g, '') : raw;
    };
    const expected = await answer(plain);
    expect(expected).not.toBe('');
    expect(await answer(recorded)).toBe(expected);
    expect(await answer(silent)).toBe(expected);
  });
});

describe('what a client sees is the same, and so is what it is told of back-pressure', () => {
  test.each(['http', 'http, piped', 'fetch', 'undici'])('by %s', async (client) => {
    const seen = async (url: string) =>
      (await fetch(`${url}/outgoing?by=${encodeURIComponent(client)}`)).json() as Promise<
        Record<string, { status: number; end: string; size: number; said?: boolean[] }>
      >;
    const expected = await seen(plain);
    expect(Object.keys(expected)).toHaveLength(12);
    expect(expected['GET aborted']?.end).not.toBe('end');
    expect(expected['POST piped']?.size).toBe(1_000_010);
    if (client === 'http') expect(expected['POST piped']?.said).toEqual([true, false, false]);
    expect(await seen(recorded)).toEqual(expected);
    expect(await seen(silent)).toEqual(expected);
  });
});

test('no body is parsed a second time, unless it is recorded and looked through for secrets', async () => {
  const parsed = async (url: string) =>
    (
      await fetch(`${url}/counting`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ order: 'counted', password: 'hunter2' }),
      })
    ).json();
  // What came, and what the service behind answered.
  expect(await parsed(plain)).toEqual({ parsed: 2 });
  expect(await parsed(silent)).toEqual({ parsed: 2 });
});

describe('the span of a request', () => {
  test('holds headers and bodies of both ways, redacted', async () => {
    const body = { order: 8, items: [{ accessToken: 'hunter2' }], note: 'x' };
    await fetch(`${recorded}/echo?case=both&api_key=hunter2`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-other': 'hunter2',
        authorization: 'Bearer hunter2hunter2',
      },
      body: JSON.stringify(body),
    });
    const { attributes } = await spanOf('case=both');
    const shown = '{"order":8,"items":[{"accessToken":"[redacted]"}],"note":"x"}';
    expect(attributes).toMatchObject({
      'http.request.header.content-type': ['application/json'],
      'http.request.header.authorization': ['[redacted]'],
      'http.request.body.size': JSON.stringify(body).length,
      'throughline.http.request.body': shown,
      'http.response.header.content-type': ['application/json'],
      'http.response.header.x-tenant': ['shop'],
      'http.response.body.size': JSON.stringify(body).length,
      'throughline.http.response.body': shown,
    });
    expect(JSON.stringify(attributes)).not.toContain('hunter2');
  });

  test('keeps 64 KiB of a body, and its true size', async () => {
    const words = 'word '.repeat(100_000);
    await fetch(`${recorded}/piped?case=long`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: words,
    });
    const { attributes } = await spanOf('case=long');
    for (const way of ['request', 'response']) {
      expect(attributes[`http.${way}.body.size`]).toBe(500_000);
      expect(attributes[`throughline.http.${way}.body.truncated`]).toBe(true);
      const kept = String(attributes[`throughline.http.${way}.body`]);
      expect(kept.length).toBeLessThanOrEqual(65_536);
      expect(kept.length).toBeGreaterThan(65_000);
    }
  });

  test.each([
    ['binary', undefined, 6],
    ['events', undefined, 22],
    ['none', undefined, 0],
    ['gzip', '"order":7', undefined],
    ['chunked', 'café', undefined],
    ['aborted', '{', undefined],
  ])('of /%s holds the body %j', async (path, body, size) => {
    await fetch(`${recorded}/${path}?case=kind-${path}`)
      .then(
        (answer) => answer.arrayBuffer(),
        () => {},
      )
      .catch(() => {});
    const { attributes } = await spanOf(`case=kind-${path}`);
    if (body === undefined) expect(attributes).not.toHaveProperty('throughline.http.response.body');
    else expect(attributes['throughline.http.response.body']).toContain(body);
    if (size !== undefined) expect(attributes['http.response.body.size']).toBe(size);
  });

  test.each(['http', 'fetch', 'undici'])('that was sent by %s holds the same', async (client) => {
    const answers = (await (await fetch(`${recorded}/calls?by=${client}`)).json()) as Record<string, string>;
    expect(answers[client]).toBe(JSON.stringify({ client, secret: 'hunter2' }));
    const { attributes } = await spanOf(`\\"client\\":\\"${client}\\"`, CLIENT);
    const shown = JSON.stringify({ client, secret: '[redacted]' });
    expect(attributes).toMatchObject({
      'http.request.header.authorization': ['[redacted]'],
      'throughline.http.request.body': shown,
      'http.request.body.size': answers[client]?.length,
      'http.response.header.x-tenant': ['shop'],
      'throughline.http.response.body': shown,
      'http.response.body.size': answers[client]?.length,
    });
    expect(JSON.stringify(attributes)).not.toMatch(/hunter2|abc123def456/);
  });

  test('holds none of it unless it is asked for', async () => {
    await fetch(`${silent}/json?case=silent`);
    const { attributes } = await spanOf('case=silent', SERVER, 'silent');
    expect(Object.keys(attributes).filter((name) => /body|header/.test(name))).toEqual([]);
  });
});

test('an incident records what its setting leaves out, and stops when it is over', async () => {
  const record = async (mark: string) => {
    await (await fetch(`${silent}/json?case=${mark}`)).text();
    return 'throughline.http.response.body' in (await spanOf(`case=${mark}`, SERVER, 'silent')).attributes;
  };
  sink.incidents = [{ id: 'incident-1', until: Date.now() + 300_000, scope: {} }];
  await vi.waitFor(async () => expect(await record(crypto.randomUUID())).toBe(true), WAIT);
  sink.incidents = [];
  await vi.waitFor(async () => expect(await record(crypto.randomUUID())).toBe(false), WAIT);
});
