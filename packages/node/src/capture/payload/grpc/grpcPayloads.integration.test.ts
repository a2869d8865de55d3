import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { OtlpSink, type SinkSpan } from '../../../testing/otlpSink.ts';
import { buildPackage, TestApp } from '../../../testing/testApp.ts';

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
    const app = new TestApp('grpc.mjs', { ...env, ...more }, flags);
    apps.push(app);
    return app.url();
  };
  [plain, silent, recorded] = await Promise.all([
    start({}, []),
    start({ OTEL_SERVICE_NAME: 'silent' }),
    start({
      OTEL_SERVICE_NAME: 'recorded',
      THROUGHLINE_PAYLOADS: 'on',
      THROUGHLINE_PAYLOAD_HEADERS: 'x-tenant,authorization',
    }),
  ]);
});
afterAll(() => {
  for (const app of apps) app.kill('SIGKILL');
  sink.stop();
});

/** Makes a call of this kind in a trace of its own; gives back the answer, and the spans of client and server. */
async function call(url: string, kind: string, message: unknown) {
  const traceId = crypto.randomUUID().replaceAll('-', '');
  const response = await fetch(`${url}/${kind}?message=${encodeURIComponent(JSON.stringify(message))}`, {
    headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` },
  });
  const answer = await response.text();
  const ofCall = (each: SinkSpan) => each.traceId === traceId && each.attributes['rpc.system'] === 'grpc';
  return {
    answer,
    spans: () =>
      vi.waitFor(() => {
        const found = sink.spans.filter(ofCall);
        const [client, server] = [CLIENT, SERVER].map((each) => found.find((span) => span.kind === each));
        if (!client || !server) throw new Error(`the spans of ${kind} have not come`);
        return { client: client.attributes, server: server.attributes };
      }, WAIT),
  };
}

/** What `apps/grpc.mjs` makes of a message. */
const wireSize = (message: unknown) => Buffer.byteLength(`\0${JSON.stringify(message)}`, 'utf16le');

const CALLS: [kind: string, message: unknown][] = [
  ['unary', { order: 7 }],
  ['unary', { order: 7, fail: true }],
  ['clientStream', { parts: 3 }],
  ['serverStream', { parts: 3 }],
  ['bidi', { parts: 3 }],
];

test.each(CALLS)(
  'a call of kind %s with %j is answered the same, encoded and decoded as often',
  async (kind, message) => {
    const { answer } = await call(plain, kind, message);
    expect(answer).toContain('"serialized"');
    expect((await call(silent, kind, message)).answer).toBe(answer);
    expect((await call(recorded, kind, message)).answer).toBe(answer);
  },
);

describe('the spans of a call', () => {
  test('hold its messages and metadata on both sides, redacted', async () => {
    const request = { order: 8, card: { cvc: '123' }, image: 'bytes of an image' };
    const response = { taken: 8, password: 'hunter2' };
    const { client, server } = await (await call(recorded, 'unary', request)).spans();
    for (const attributes of [client, server]) {
      expect(attributes).toMatchObject({
        'throughline.rpc.request.header.x-tenant': ['shop'],
        'throughline.rpc.request.header.authorization': ['[redacted]'],
        'throughline.rpc.request.body.size': wireSize(request),
        'throughline.rpc.response.header.x-tenant': ['shop'],
        'throughline.rpc.response.body': '{"taken":8,"password":"[redacted]"}',
        'throughline.rpc.response.body.size': wireSize(response),
      });
      expect(attributes).not.toHaveProperty(['throughline.rpc.request.messages']);
      expect(JSON.stringify(attributes)).not.toMatch(/hunter2|"123"|-bin/);
    }
    // The client gave a text, of which the server's decoder made bytes.
    expect(server['throughline.rpc.request.body']).toBe(
      '{"order":8,"card":{"cvc":"[redacted]"},"image":"(17 bytes)"}',
    );
  });

  test('keep 64 KiB of a message, and its true size', async () => {
    const request = { order: 9, words: 50_000 };
    const { client, server } = await (await call(recorded, 'unary', request)).spans();
    for (const attributes of [client, server])
      for (const way of ['request', 'response']) {
        expect(attributes[`throughline.rpc.${way}.body.size`]).toBeGreaterThan(500_000);
        expect(attributes[`throughline.rpc.${way}.body.truncated`]).toBe(true);
        expect(String(attributes[`throughline.rpc.${way}.body`]).length).toBeLessThanOrEqual(65_536);
      }
  });

  test.each([
    [
      'serverStream',
      'response',
      3,
      '{"part":0,"secret":"[redacted]"}\n{"part":1,"secret":"[redacted]"}\n{"part":2,"secret":"[redacted]"}\n',
    ],
    [
      'clientStream',
      'request',
      3,
      '{"part":0,"secret":"[redacted]"}\n{"part":1,"secret":"[redacted]"}\n{"part":2,"secret":"[redacted]"}\n',
    ],
    ['bidi', 'response', 3, '{"echo":0}\n{"echo":1}\n{"echo":2}\n'],
  ])(
    'of kind %s hold the messages of its %s, a line each, and their number',
    async (kind, way, parts, body) => {
      const { client, server } = await (await call(recorded, kind, { parts })).spans();
      for (const attributes of [client, server])
        expect(attributes).toMatchObject({
          [`throughline.rpc.${way}.messages`]: parts,
          [`throughline.rpc.${way}.body`]: body,
        });
    },
  );

  test('of a long stream hold the first messages, the number of all and their size', async () => {
    const parts = 5_000;
    const { client, server } = await (await call(recorded, 'serverStream', { parts })).spans();
    for (const attributes of [client, server]) {
      expect(attributes['throughline.rpc.response.messages']).toBe(parts);
      expect(attributes['throughline.rpc.response.body.size']).toBeGreaterThan(300_000);
      expect(attributes['throughline.rpc.response.body.truncated']).toBe(true);
      expect(String(attributes['throughline.rpc.response.body']).length).toBeLessThanOrEqual(65_536);
    }
  });

  test('hold none of it unless it is asked for', async () => {
    const { client, server } = await (await call(silent, 'unary', { order: 7 })).spans();
    for (const attributes of [client, server])
      expect(Object.keys(attributes).filter((name) => name.startsWith('throughline.'))).toEqual([]);
  });
});

test('an incident records what its setting leaves out', async () => {
  sink.incidents = [{ id: 'incident-1', until: Date.now() + 300_000, scope: {} }];
  await vi.waitFor(async () => {
    const { client, server } = await (await call(silent, 'unary', { order: 7 })).spans();
    expect(client['throughline.rpc.request.body']).toBe('{"order":7}');
    expect(server['throughline.rpc.request.body']).toBe('{"order":7}');
    expect(server['throughline.rpc.response.body']).toContain('"taken":7');
  }, WAIT);
  sink.incidents = [];
});
