import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Checkout, DEFAULT_PORTS, DOOMED_SKU, HAPPY_SKU, launchCheckout } from './index.ts';
import { startJsonSink } from './testing/jsonSink.ts';

/** Any free port for every part. */
const ANY_PORTS = Object.fromEntries(Object.keys(DEFAULT_PORTS).map((name) => [name, 0]));

const run = promisify(execFile);
const repository = fileURLToPath(new URL('../../../', import.meta.url));

beforeAll(async () => {
  vi.stubEnv('OTEL_EXPORTER_OTLP_PROTOCOL', 'http/json');
  await run('npx', ['tsc', '-b', 'examples/checkout'], { cwd: repository });
  // Vitest says `test`, by which React would be built for development.
  const env = { ...process.env, NODE_ENV: 'production' };
  await run('npm', ['run', 'build', '-w', 'examples/checkout'], { cwd: repository, env });
});
afterAll(() => vi.unstubAllEnvs());

describe('the checkout', () => {
  let sink: Awaited<ReturnType<typeof startJsonSink>>;
  let checkout: Checkout;
  const output: string[] = [];

  beforeAll(async () => {
    sink = await startJsonSink();
    checkout = await launchCheckout({
      endpoint: sink.endpoint,
      key: 'key-1',
      ports: ANY_PORTS,
      log: (line) => output.push(line),
    });
  });
  afterAll(async () => {
    await checkout?.stop();
    sink.stop();
  });

  async function pay(sku: string) {
    const session = crypto.randomUUID();
    const traceId = crypto.randomUUID().replaceAll('-', '');
    const response = await fetch(`${checkout.gatewayUrl}/api/payment`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        traceparent: `00-${traceId}-b7ad6b7169203331-01`,
        baggage: `session.id=${session}`,
        'x-session-id': session,
      },
      body: JSON.stringify({
        basket: [{ sku, quantity: 1 }],
        customer: { name: 'Robin Hale', email: 'robin@example.com' },
        card: { token: 'card_1', brand: 'visa' },
        account: { salt: 'c2FsdA==', proof: 'cHJvb2Y=' },
      }),
    });
    const ofTrace = <Item extends { traceId: string }>(items: Item[]) =>
      items.filter((item) => item.traceId === traceId);
    return {
      response,
      session,
      spans: () => ofTrace(sink.spans),
      logs: () => ofTrace(sink.logs),
    };
  }

  test('pays a basket, and the receipt is sent in the same trace and session', async () => {
    const { response, session, spans, logs } = await pay(HAPPY_SKU);
    expect(response.status).toBe(200);
    await vi.waitFor(
      () => {
        expect(logs().map((log) => `${log.service}: ${log.text.split(' {')[0]}`)).toEqual(
          expect.arrayContaining([
            'gateway: charge attempt',
            'fraud: card checked',
            'orders: order placed',
            'gateway: charge response',
            'receipts: receipt sent',
          ]),
        );
        expect(spans().map((span) => `${span.service}: ${span.text}`)).toEqual(
          expect.arrayContaining([
            'gateway: POST /api/payment',
            'payment: POST /charge',
            'fraud: POST /check',
            'orders: POST /orders',
            'orders: send receipts',
            'receipts: process receipts',
          ]),
        );
      },
      { timeout: 30_000 },
    );
    // fraud has nothing of ours: it is known by its trace.
    const ours = [...spans(), ...logs()].filter((item) => item.service !== 'fraud');
    expect(new Set(ours.map((item) => item.attributes['session.id']))).toEqual(new Set([session]));
  });

  test('the doomed basket fails in the database, and every service says so in one trace', async () => {
    const { response, session, spans, logs } = await pay(DOOMED_SKU);
    expect(response.status).toBe(502);
    expect(await response.json()).toEqual({
      error: {
        code: 'payment_failed',
        message: 'We could not place your order.',
        reference: expect.stringMatching(/^[0-9A-F]{8}$/),
      },
    });
    await vi.waitFor(
      () => {
        expect(new Set(spans().map((span) => span.service))).toEqual(
          new Set(['gateway', 'payment', 'fraud', 'orders']),
        );
        expect(spans().map((span) => span.error)).toContain('Query read timeout');
        expect(logs().map((log) => log.text.split(' {')[0])).toEqual(
          expect.arrayContaining(['stock reservation failed', 'charge error']),
        );
      },
      { timeout: 30_000 },
    );
    const failedQuery = spans().find((span) => span.error === 'Query read timeout');
    expect(failedQuery?.service).toBe('orders');
    const statement = failedQuery?.attributes['db.query.text'] ?? failedQuery?.attributes['db.statement'];
    expect(statement).toContain('WITH RECURSIVE waiting_line');
    const statuses = spans().map((span) => [span.text, span.attributes['http.response.status_code']]);
    expect(statuses).toEqual(
      expect.arrayContaining([
        ['POST /orders', '504'],
        ['POST /charge', '502'],
        ['POST /api/payment', '502'],
      ]),
    );
    expect(logs().every((log) => log.service === 'fraud' || log.attributes['session.id'] === session)).toBe(
      true,
    );
  });

  test('takes orders again after the slow query has ended', async () => {
    await vi.waitFor(async () => expect((await pay(HAPPY_SKU)).response.status).toBe(200), {
      timeout: 30_000,
      interval: 500,
    });
  });

  test('refuses a payment that is none', async () => {
    const response = await fetch(`${checkout.gatewayUrl}/api/payment`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"basket":[]}',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'bad_request' } });
  });

  test('lets the page of another origin send the headers that carry the line', async () => {
    const preflight = await fetch(`${checkout.gatewayUrl}/api/payment`, {
      method: 'OPTIONS',
      headers: {
        origin: checkout.shopUrl,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'baggage,content-type,traceparent,tracestate,x-session-id',
      },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBe(checkout.shopUrl);
    expect(preflight.headers.get('access-control-allow-headers')).toBe(
      'content-type, traceparent, tracestate, baggage, x-session-id',
    );
    const stranger = await fetch(`${checkout.gatewayUrl}/api/products`, {
      headers: { origin: 'https://example.com' },
    });
    expect(stranger.headers.has('access-control-allow-origin')).toBe(false);
  });

  test('serves the page at every address of its router', async () => {
    const [home, till] = await Promise.all(
      ['/', '/till'].map(async (path) => (await fetch(checkout.shopUrl + path)).text()),
    );
    expect(home).toContain('<div id="shop">');
    expect(till).toBe(home);
    expect(await (await fetch(`${checkout.shopUrl}/settings.js`)).text()).toContain(checkout.gatewayUrl);
  });
});

describe('launching', () => {
  const away = { endpoint: 'http://127.0.0.1:9', ports: ANY_PORTS };

  test('moves a part whose port is taken to a free one and says so', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    const output: string[] = [];
    const checkout = await launchCheckout({
      ...away,
      key: 'key-1',
      ports: { ...ANY_PORTS, shop: port, database: port },
      log: (line) => output.push(line),
    });
    try {
      expect(output).toContain(`[shop] port ${port} is taken, moving to a free one`);
      expect(output).toContain(`[database] port ${port} is taken, moving to a free one`);
      expect((await fetch(checkout.shopUrl)).status).toBe(200);
    } finally {
      await checkout.stop();
      taken.close();
    }
    await expect(fetch(checkout.shopUrl)).rejects.toThrow();
  });

  test('says which part cannot start and why, and leaves nothing running', async () => {
    const failing = launchCheckout({ ...away, key: '' });
    await expect(failing).rejects.toThrow(/shop could not start[\s\S]*THROUGHLINE_KEY must be set/);
  });

  test('ends every part when the launching process is killed', async () => {
    const script = `
      import { launchCheckout } from './dist/index.js';
      const checkout = await launchCheckout(${JSON.stringify({ ...away, key: 'key-1' })});
      process.stdout.write(checkout.shopUrl + ' ' + checkout.gatewayUrl, () => process.kill(process.pid, 'SIGKILL'));
    `;
    const killed = await run(process.execPath, ['--input-type=module', '-e', script], {
      cwd: fileURLToPath(new URL('../', import.meta.url)),
    }).catch((error) => error);
    const urls = killed.stdout.split(' ');
    expect(urls).toHaveLength(2);
    for (const url of urls)
      await vi.waitFor(() => expect(fetch(url)).rejects.toThrow('fetch failed'), { timeout: 30_000 });
  });
});
