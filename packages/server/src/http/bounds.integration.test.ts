import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type ClientRequest, request } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { promisify } from 'node:util';
import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { BytesInFlight } from '../ingest/bytesInFlight.ts';
import { Ingest, type IngestOptions } from '../ingest/ingest.ts';
import { SessionBounds } from '../ingest/sessionBounds.ts';
import { HTTP_LIMITS } from '../limits.ts';
import { Spool } from '../spool/spool.ts';
import { ServerStatus } from '../status/serverStatus.ts';
import { exportLogs, log, segmentBody, segmentHeader } from '../testing/records.ts';
import { removeFolder, temporaryFolder } from '../testing/serverProcess.ts';
import { createHttpServer, type HttpDependencies } from './server.ts';

/** What one connection, one session, or all requests together may take: by the real routes over a real spool. */

let folder: string;
let spool: Spool;
let app: FastifyInstance;
let ingest: Ingest;

beforeAll(async () => {
  folder = await temporaryFolder();
  ({ spool } = await Spool.open(folder, () => undefined));
});

afterEach(() => app.close());

afterAll(async () => {
  await spool.close();
  await removeFolder(folder);
});

async function listen(
  options: IngestOptions = {},
  limits: Partial<Record<keyof typeof HTTP_LIMITS, number>> = {},
) {
  ingest = new Ingest(spool, options);
  const nothing = { list: async () => [] };
  // Nothing is asked here: there is no engine and no database.
  const dependencies: Partial<HttpDependencies> = {
    ingest,
    status: new ServerStatus(ingest, spool, nothing),
    quarantine: nothing,
    loader: { retry: async () => false },
    grantOfKey: async () => ({ project: 'default', allowedOrigins: [] }),
    access: { isOpen: true, operatorToken: '', isSecure: false },
    setupCode: '',
    siteFolder: folder,
    playerFolder: folder,
    sdkFile: folder,
    logLevel: 'silent',
    limits: { ...HTTP_LIMITS, ...limits },
  };
  app = await createHttpServer(dependencies as HttpDependencies);
  return app.listen({ host: '127.0.0.1', port: 0 });
}

const port = () => (app.server.address() as AddressInfo).port;
const connections = () => promisify(app.server.getConnections.bind(app.server))();

function opened(text: string): Socket {
  const socket = connect(port(), '127.0.0.1');
  socket.on('error', () => undefined).resume();
  socket.write(text);
  return socket;
}

const small = () => Buffer.from(JSON.stringify(exportLogs({}, [log(Date.now(), randomUUID())])));
const post = (url: string, body: Buffer, path = '/v1/logs') =>
  fetch(url + path, {
    method: 'POST',
    body: new Uint8Array(body),
    headers: { 'content-type': 'application/json', connection: 'close' },
  });

it('closes connections that trickle their headers or their body, and holds few of them at a time', async () => {
  const url = await listen({}, { connections: 10, headersMs: 200, requestMs: 400, checkEveryMs: 50 });
  const head = 'POST /v1/logs HTTP/1.1\r\nHost: here\r\n';
  const slow = Array.from({ length: 30 }, (_, index) =>
    opened(index % 2 ? head : `${head}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`),
  );
  let most = 0;
  const watching = setInterval(async () => {
    most = Math.max(most, await connections());
  }, 10);
  await Promise.all(slow.map((socket) => new Promise((resolve) => socket.once('close', resolve))));
  clearInterval(watching);
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThanOrEqual(10);
  expect(await connections()).toBe(0);
  // On a busy machine what is honest may be late as well.
  await expect.poll(async () => (await post(url, small())).status).toBe(200);
  await expect.poll(() => ingest.inFlight.bytes).toBe(0);
});

/** A request that has sent all of its body but the last byte. */
async function almostSent(
  body: Buffer,
): Promise<{ sending: ClientRequest; status: Promise<number | undefined> }> {
  const before = ingest.inFlight.bytes;
  const sending = request({
    ...{ host: '127.0.0.1', port: port(), path: '/v1/logs', method: 'POST', agent: false },
    headers: { 'content-type': 'application/json', 'content-length': body.length },
  });
  const status = once(sending, 'response').then(([{ statusCode }]) => statusCode as number);
  sending.write(body.subarray(0, -1));
  await expect.poll(() => ingest.inFlight.bytes).toBe(before + body.length - 1);
  return { sending, status };
}

it('answers 503 to what is more than all requests may hold, and takes it when others are done', async () => {
  const url = await listen({ inFlight: new BytesInFlight(100_000) });
  const padded = (bytes: number) => Buffer.concat([small(), Buffer.alloc(bytes, ' ')]);
  const first = padded(60_000);
  const { sending, status } = await almostSent(first);
  const refused = await post(url, padded(60_000));
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
  expect(await refused.json()).toMatchObject({ code: 14 });
  expect((await post(url, padded(20_000))).status).toBe(200);
  sending.end(first.subarray(-1));
  expect(await status).toBe(200);
  await expect.poll(() => ingest.inFlight.bytes).toBe(0);
  expect((await post(url, padded(60_000))).status).toBe(200);
});

it('holds nothing any more of a client that goes away', async () => {
  await listen();
  const { sending, status } = await almostSent(small());
  status.catch(() => undefined);
  sending.on('error', () => undefined).destroy();
  await expect.poll(() => ingest.inFlight.bytes).toBe(0);
});

it('takes of one session what it may send, and then nothing new', async () => {
  const sessions = new SessionBounds({ segments: 2, bytes: 1e6, sessions: 10 });
  const url = await listen({ sessions });
  const [session, tab] = [randomUUID(), randomUUID()];
  const send = async (seq: number, of = session) =>
    (await post(url, segmentBody(segmentHeader(of, tab, seq)), '/v1/segments')).status;
  expect([await send(0), await send(1), await send(2), await send(3)]).toEqual([200, 200, 403, 403]);
  // One that was taken is acknowledged again; another session goes on.
  expect([await send(1), await send(0, randomUUID())]).toEqual([200, 200]);
});
