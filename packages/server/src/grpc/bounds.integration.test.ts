import { once } from 'node:events';
import type { ClientHttp2Session } from 'node:http2';
import { connect as connectSocket } from 'node:net';
import { status } from '@grpc/grpc-js';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { Ingest } from '../ingest/ingest.ts';
import { GRPC_LIMITS } from '../limits.ts';
import { Spool } from '../spool/spool.ts';
import { otlpProtobuf } from '../testing/otlpMessages.ts';
import { connectGrpc, endOf, framed, startExport } from '../testing/rawGrpc.ts';
import { exportSpans, span } from '../testing/records.ts';
import { removeFolder, temporaryFolder } from '../testing/serverProcess.ts';
import { createGrpcServer, type GrpcServer } from './server.ts';

/** What gRPC lets in before it has read it, over plain HTTP/2, so that a call can stop anywhere. */

let folder: string;
let spool: Spool;
let server: GrpcServer;
let port: number;
const clients: ClientHttp2Session[] = [];

beforeAll(async () => {
  folder = await temporaryFolder();
  ({ spool } = await Spool.open(folder, () => undefined));
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await server.close();
});

afterAll(async () => {
  await spool.close();
  await removeFolder(folder);
});

async function listen(limits: Partial<Record<keyof typeof GRPC_LIMITS, number>>): Promise<void> {
  server = createGrpcServer({
    ingest: new Ingest(spool),
    grantOfKey: async (key) => (key === 'right' ? { project: 'default', allowedOrigins: [] } : undefined),
    onError: () => undefined,
    limits: { ...GRPC_LIMITS, ...limits },
  });
  port = await server.listen('127.0.0.1', 0);
}

function client(): ClientHttp2Session {
  const session = connectGrpc(`127.0.0.1:${port}`);
  clients.push(session);
  return session;
}

/** A call of which only the headers are sent. */
const call = (session: ClientHttp2Session, key: string) =>
  startExport(session, 'trace.v1.TraceService', { 'x-throughline-key': key });

const body = () => framed(otlpProtobuf('traces', exportSpans({}, [span(1, 2)])));

it('refuses a wrong key before a byte of the message was sent', async () => {
  await listen({});
  expect(await endOf(call(client(), 'wrong'))).toBe(status.UNAUTHENTICATED);
});

it('receives so many messages at a time, lets some wait, and ends those that do not come', async () => {
  await listen({ callsReceiving: 2, callsWaiting: 1, messageMs: 1_000 });
  const session = client();
  const stalled = [call(session, 'right'), call(session, 'right')];
  const ends = stalled.map(endOf);
  for (const stream of stalled) stream.write(body().subarray(0, 10));
  const waiting = call(session, 'right');
  const waited = endOf(waiting);
  waiting.end(body());
  // Which of the two is let wait is not said.
  const tooMany = call(session, 'right');
  const refused = endOf(tooMany);
  expect(await refused).toBe(status.UNAVAILABLE);
  expect(await Promise.all(ends)).toEqual([status.DEADLINE_EXCEEDED, status.DEADLINE_EXCEEDED]);
  expect(await waited).toBe(status.OK);
  const next = call(session, 'right');
  const answered = endOf(next);
  next.end(body());
  expect(await answered).toBe(status.OK);
});

it('gives the place of a client that goes away to the next', async () => {
  await listen({ callsReceiving: 1, callsWaiting: 10, messageMs: 600_000 });
  const leaving = client();
  call(leaving, 'right').write(body().subarray(0, 10));
  await once(leaving, 'remoteSettings');
  const next = call(client(), 'right');
  const answered = endOf(next);
  next.end(body());
  leaving.destroy();
  expect(await answered).toBe(status.OK);
});

it('holds so many connections, and closes those that say nothing', async () => {
  await listen({ connections: 3, prefaceMs: 300 });
  const silent = Array.from({ length: 8 }, () =>
    connectSocket(port, '127.0.0.1')
      .on('error', () => undefined)
      .resume(),
  );
  await Promise.all(silent.map((socket) => once(socket, 'close')));
  const good = call(client(), 'right');
  const answered = endOf(good);
  good.end(body());
  expect(await answered).toBe(status.OK);
});
