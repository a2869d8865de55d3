import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type LogPage, newTraceId, type Trace } from '@throughline/format';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { INGEST_KEY, startServer, untilApi } from './stack.ts';

/** Hops that need no broker; packages/node tries the others, and all of them one by one. */
const HOPS = ['node:http', 'fetch', 'undici', 'axios', 'got', '@grpc/grpc-js', 'ws'];
const LOCAL = ['timers', 'streams', 'events.on()', 'worker_threads, workerData', 'child_process.spawn'];

const NODE_PACKAGE = fileURLToPath(new URL('../../packages/node/', import.meta.url));
const data = await mkdtemp(join(tmpdir(), 'throughline-propagation-'));
const apps: ChildProcess[] = [];
let server: Awaited<ReturnType<typeof startServer>>;
let producer: string;
let sent: Map<string, Sent>;

beforeAll(async () => {
  server = await startServer(data);
  const consumer = await startApp('consumer', {});
  producer = await startApp('producer', { CONSUMER: consumer });
  sent = new Map(await Promise.all([...HOPS, ...LOCAL].map(send)));
});
afterAll(async () => {
  for (const app of apps) app.kill('SIGKILL');
  await server?.stop();
  await rm(data, { recursive: true, force: true, maxRetries: 3 });
});

/** Runs one of the applications that the tests of packages/node run; gives back where it listens. */
async function startApp(role: string, env: Record<string, string>): Promise<string> {
  const app = spawn(
    process.execPath,
    ['--import', '@throughline/node/register', `src/testing/apps/hops/${role}.mjs`],
    {
      cwd: NODE_PACKAGE,
      env: {
        PATH: process.env.PATH ?? '',
        OTEL_SERVICE_NAME: role,
        THROUGHLINE_ENDPOINT: server.url,
        THROUGHLINE_KEY: INGEST_KEY,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  apps.push(app);
  for await (const line of createInterface({ input: app.stdout })) {
    const [, url] = /^listening (\S+)$/.exec(line) ?? [];
    if (!url) continue;
    app.stdout.resume();
    return url;
  }
  const [code] = await once(app, 'exit');
  throw new Error(`the ${role} ended with ${code}`);
}

interface Sent {
  session: string;
  traceId: string;
}

/** Sends one message by `hop`, in a session and a trace of its own. */
async function send(hop: string): Promise<[hop: string, sent: Sent]> {
  const session = crypto.randomUUID();
  const traceId = newTraceId();
  const response = await fetch(`${producer}/${encodeURIComponent(hop)}`, {
    headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01`, 'x-session-id': session },
  });
  expect(response.status).toBe(200);
  return [hop, { session, traceId }];
}

test.each([...HOPS, ...LOCAL])(
  'one session id goes through %s and is read back from the server',
  async (hop) => {
    const { session, traceId } = sent.get(hop) as Sent;
    const worker = HOPS.includes(hop) ? 'consumer' : 'producer';
    const body = { stringValue: `worked ${hop}` };
    const { logs } = await untilApi<LogPage>(`${server.url}/api/sessions/${session}/logs`, (page) =>
      page.logs.some((log) => JSON.stringify(log.body) === JSON.stringify(body)),
    );
    expect(logs).toContainEqual(
      expect.objectContaining({ body, service: worker, traceId, sessionId: session }),
    );
    const services = ({ spans }: Trace) => [...new Set(spans.map(({ service }) => service))].sort();
    const expected = [...new Set([worker, 'producer'])].sort();
    const trace = await untilApi<Trace>(
      `${server.url}/api/traces/${traceId}`,
      (found) => String(services(found)) === String(expected),
    );
    expect(trace.sessions).toEqual([session]);
  },
);
