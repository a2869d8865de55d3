import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { IngestStatus, SessionDetail, Trace } from '@throughline/format';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { otlpProtobuf } from './testing/otlpMessages.ts';
import {
  browserResource,
  click,
  exportLogs,
  exportSpans,
  log,
  segmentBody,
  segmentHeader,
  span,
} from './testing/records.ts';
import {
  eventually,
  removeFolder,
  type ServerProcess,
  startServerProcess,
  TEST_KEY,
  temporaryFolder,
} from './testing/serverProcess.ts';

// Each test starts a server several times.
vi.setConfig({ testTimeout: 180_000 });

let data: string;
let server: ServerProcess;

beforeEach(async () => {
  data = await temporaryFolder();
  server = await startServerProcess(data);
});

afterEach(async () => {
  await server.stop();
  await removeFolder(data);
});

async function send(path: string, body: Buffer | string, type: string): Promise<void> {
  const response = await fetch(`${server.url}${path}?key=${TEST_KEY}`, {
    method: 'POST',
    body: new Uint8Array(Buffer.from(body)),
    headers: { 'content-type': type },
  });
  expect(response.status).toBe(200);
}

/** Resolves when all that was acknowledged is in the tables. */
const stored = () =>
  eventually<IngestStatus>(`${server.url}/api/admin/ingest`, ({ spool }) => spool.bytes === 0);

const spooled = async () => (await readdir(join(data, 'spool'))).length;

it('keeps what it acknowledged through kill -9, and neither loses nor doubles a row over restarts', async () => {
  const [session, tab] = [randomUUID(), randomUUID()];
  const served = span(Date.now() - 50, Date.now(), { name: 'survivor' });
  const segment = segmentBody(segmentHeader(session, tab, 0), {
    logs: exportLogs(browserResource(session, tab), [click(Date.now(), 'button "Pay"')]),
  });
  await Promise.all([
    send('/v1/segments', segment, 'text/plain'),
    send(
      '/v1/traces',
      JSON.stringify(exportSpans({ 'service.name': 'gateway', 'session.id': session }, [served])),
      'application/json',
    ),
  ]);
  await server.kill();
  // The proof is only one if the rows were not in the tables yet.
  expect(await spooled()).toBeGreaterThan(0);

  for (let restart = 0; restart < 2; restart++) {
    server = await startServerProcess(data);
    await stored();
    const detail = await eventually<SessionDetail>(`${server.url}/api/sessions/${session}`, () => true);
    expect(detail.counts).toMatchObject({ clicks: 1, segments: 1, spans: 1, logs: 1 });
    const trace = await eventually<Trace>(`${server.url}/api/traces/${served.traceId}`, () => true);
    expect(trace.spans.map(({ name }) => name)).toEqual(['survivor']);
    // A client that never saw the answer sends again, to a server that has restarted since.
    await send('/v1/segments', segment, 'text/plain');
    await server.kill();
  }
  server = await startServerProcess(data);
  await stored();
  const detail = await eventually<SessionDetail>(`${server.url}/api/sessions/${session}`, () => true);
  expect(detail.counts).toMatchObject({ clicks: 1, segments: 1, logs: 1 });
});

it('counts an OTLP body once that is sent again after kill -9, and one that differs by a byte as another', async () => {
  const session = randomUUID();
  const resource = { 'service.name': 'gateway', 'session.id': session };
  const served = span(Date.now() - 50, Date.now());
  const line = log(Date.now(), 'one line', { traceId: served.traceId });
  const bodies = [
    ['/v1/traces', 'application/x-protobuf', otlpProtobuf('traces', exportSpans(resource, [served]))],
    ['/v1/logs', 'application/json', JSON.stringify(exportLogs(resource, [line]))],
    // The same log record, but for a space that JSON allows.
    ['/v1/logs', 'application/json', `${JSON.stringify(exportLogs(resource, [line]))} `],
  ] as const;
  const sendAll = () => Promise.all(bodies.map(([path, type, body]) => send(path, body, type)));
  await sendAll();
  // As far as the client knows the answers were lost: it sends to a server that has them in its spool, then to one that has
  // them in its tables, then twice to the same.
  await server.kill();
  expect(await spooled()).toBeGreaterThan(0);
  for (let restart = 0; restart < 2; restart++) {
    server = await startServerProcess(data);
    await sendAll();
    await stored();
    await server.kill();
  }
  server = await startServerProcess(data);
  await sendAll();
  await sendAll();
  await stored();
  const { counts } = await eventually<SessionDetail>(`${server.url}/api/sessions/${session}`, () => true);
  expect(counts).toMatchObject({ spans: 1, logs: 2 });
  const trace = await eventually<Trace>(`${server.url}/api/traces/${served.traceId}`, () => true);
  expect([trace.spans.length, trace.logs.length]).toEqual([1, 2]);
  const { kinds } = await eventually<IngestStatus>(`${server.url}/api/admin/ingest`, () => true);
  expect(kinds).toMatchObject([
    { kind: 'segments', repeatedBodies: 0 },
    { kind: 'traces', bodies: 0, repeatedBodies: 2 },
    { kind: 'logs', bodies: 0, repeatedBodies: 4 },
    { kind: 'metrics' },
  ]);
});

it('keeps every acknowledged export of many when killed in the middle of inserting', async () => {
  const session = randomUUID();
  const acknowledged: string[] = [];
  const killed = new Promise<void>((resolve) => setTimeout(() => resolve(server.kill()), 2500));
  let alive = true;
  killed.then(() => {
    alive = false;
  });
  const sender = async () => {
    while (alive) {
      const one = span(Date.now() - 5, Date.now());
      const body = JSON.stringify(exportSpans({ 'service.name': 'gateway', 'session.id': session }, [one]));
      const sent = await fetch(`${server.url}/v1/traces?key=${TEST_KEY}`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json' },
      }).catch(() => undefined);
      if (sent?.status === 200) acknowledged.push(one.traceId);
    }
  };
  await Promise.all([killed, sender(), sender(), sender(), sender()]);
  expect(acknowledged.length).toBeGreaterThan(10);

  server = await startServerProcess(data);
  await stored();
  const { counts } = await eventually<SessionDetail>(`${server.url}/api/sessions/${session}`, () => true);
  // One more may have been stored whose answer the kill cut off, for each of the four senders.
  expect(counts.spans).toBeGreaterThanOrEqual(acknowledged.length);
  expect(counts.spans).toBeLessThanOrEqual(acknowledged.length + 4);
  for (const traceId of acknowledged.slice(-5)) {
    const { spans } = await eventually<Trace>(`${server.url}/api/traces/${traceId}`, () => true);
    expect(spans).toHaveLength(1);
  }
});

it('refuses a data folder that another server has', async () => {
  await expect(startServerProcess(data)).rejects.toThrow('is in use by process');
});
