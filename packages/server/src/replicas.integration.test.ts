import { randomBytes, randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  type AlertDelivery,
  type IngestStatus,
  type SegmentList,
  type SessionDetail,
  type TimelinePage,
  type Trace,
  toKeyValues,
} from '@throughline/format';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ClickhouseProcess, startClickhouseProcess } from './testing/clickhouseProcess.ts';
import { findPostgres, type PostgresServer, startPostgres } from './testing/postgresServer.ts';
import { startReceiver } from './testing/receiver.ts';
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

const bin = await findPostgres();
if (!bin)
  process.stderr.write('skipped: no PostgreSQL is installed (on Debian: apt-get install postgresql)\n');

/** Servers are started many times here, which takes a while on a busy machine, milliseconds. */
vi.setConfig({ testTimeout: 400_000 });

/** The load under which servers are restarted: so many at a time, each with a pause, milliseconds. */
const SENDERS = 4;
const PAUSE_MS = 20;
/** What was sent meanwhile is stored by then, milliseconds, on a very busy machine too. */
const STORED_WITHIN_MS = 240_000;

let folder: string;
let clickhouse: ClickhouseProcess;
let postgres: PostgresServer;
let replicas: ServerProcess[];

describe.skipIf(!bin)('two servers over one ClickHouse and one PostgreSQL, with no shared disk', () => {
  beforeAll(async () => {
    // By it both open the secrets that one of them sealed.
    process.env.THROUGHLINE_SECRET_KEY = randomBytes(32).toString('hex');
    folder = await temporaryFolder();
    clickhouse = await startClickhouseProcess(join(folder, 'clickhouse'));
    postgres = await startPostgres(bin ?? '');
    replicas = await Promise.all(['a', 'b'].map((name) => startReplica(name)));
  });

  afterAll(async () => {
    delete process.env.THROUGHLINE_SECRET_KEY;
    await Promise.all(replicas.map((replica) => replica.stop()));
    await clickhouse.stop();
    await postgres.stop();
    await removeFolder(folder);
  });

  const startReplica = (name: string) =>
    startServerProcess(join(folder, name), [
      ...['--clickhouse-url', clickhouse.url, '--database-url', postgres.url],
    ]);

  async function send(replica: number, path: string, body: Buffer, headers: Record<string, string>) {
    const response = await fetch(`${replicas[replica]?.url}${path}?key=${TEST_KEY}`, {
      method: 'POST',
      body: new Uint8Array(body),
      headers,
    });
    expect(response.status).toBe(200);
  }
  const sendSegment = (replica: number, body: Buffer) =>
    send(replica, '/v1/segments', body, { 'content-type': 'text/plain' });
  const sendSpans = (replica: number, body: object) =>
    send(replica, '/v1/traces', gzipSync(JSON.stringify(body)), {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
    });

  const sendLogs = (replica: number, body: object) =>
    send(replica, '/v1/logs', Buffer.from(JSON.stringify(body)), { 'content-type': 'application/json' });

  const clickSegment = (session: string, tab: string, seq: number) =>
    segmentBody(segmentHeader(session, tab, seq), {
      logs: exportLogs(browserResource(session, tab), [click(Date.now(), `button ${seq}`)]),
    });

  it('answer the whole session alike, whichever took which part', async () => {
    const [session, tab] = [randomUUID(), randomUUID()];
    const now = Date.now();
    const request = span(now - 500, now, { kind: 3, name: 'POST /pay' });
    const served = span(now - 400, now - 100, { traceId: request.traceId, parentSpanId: request.spanId });
    await sendSegment(
      0,
      segmentBody(segmentHeader(session, tab, 0), {
        spans: exportSpans(browserResource(session, tab), [request]),
        logs: exportLogs(browserResource(session, tab), [click(now - 600, 'button "Pay"')]),
      }),
    );
    await sendSpans(1, exportSpans({ 'service.name': 'gateway' }, [served]));

    for (const { url } of replicas) {
      const detail = await eventually<SessionDetail>(
        `${url}/api/sessions/${session}`,
        ({ counts }) => counts?.spans === 2 && counts.segments === 1,
      );
      expect(detail.services).toEqual(['gateway', 'shop']);
      expect(detail.counts).toMatchObject({ clicks: 1, requests: 1, logs: 1 });
      const { items } = await eventually<TimelinePage>(`${url}/api/sessions/${session}/timeline`, () => true);
      expect(items.map(({ service }) => service)).toEqual(expect.arrayContaining(['shop', 'gateway']));
      const trace = await eventually<Trace>(`${url}/api/traces/${request.traceId}`, () => true);
      expect(trace.spans.map(({ service }) => service)).toEqual(['shop', 'gateway']);
      const { segments } = await eventually<SegmentList>(
        `${url}/api/sessions/${session}/segments`,
        () => true,
      );
      expect(segments).toHaveLength(1);
    }
  });

  it('count a segment once that was sent to both: at a time, soon after, and after a kill -9', async () => {
    const [session, tab] = [randomUUID(), randomUUID()];
    const first = clickSegment(session, tab, 0);
    const second = clickSegment(session, tab, 1);
    await Promise.all([sendSegment(0, first), sendSegment(1, first)]);
    await sendSegment(0, second);
    const counted = (replica: number, segments: number) =>
      eventually<SessionDetail>(
        `${replicas[replica]?.url}/api/sessions/${session}`,
        ({ counts }) => counts?.segments >= segments,
      );
    await counted(0, 2);
    await sendSegment(1, second);

    const third = clickSegment(session, tab, 2);
    await sendSegment(0, third);
    await replicas[0]?.kill();
    await sendSegment(1, third);
    await counted(1, 3);
    replicas[0] = await startReplica('a');

    // Files are stored in order: when these count, so would everything before them, from either server.
    await sendSegment(0, clickSegment(session, tab, 3));
    await sendSegment(1, clickSegment(session, tab, 4));
    const { counts } = await counted(1, 5);
    expect(counts).toMatchObject({ segments: 5, clicks: 5, logs: 5 });
    const { items } = await eventually<TimelinePage>(
      `${replicas[1]?.url}/api/sessions/${session}/timeline`,
      () => true,
    );
    expect(items.map(({ title }) => title).sort()).toEqual(
      [0, 1, 2, 3, 4].map((seq) => `click button ${seq}`),
    );
  });

  it('count an OTLP body once that was sent to both, in spans, logs and summaries', async () => {
    const session = randomUUID();
    const resource = { 'service.name': 'gateway', 'session.id': session };
    const served = span(Date.now() - 50, Date.now());
    const line = log(Date.now(), 'one line', { traceId: served.traceId });
    const sendBoth = async (replica: number) => {
      await sendSpans(replica, exportSpans(resource, [served]));
      await sendLogs(replica, exportLogs(resource, [line]));
    };
    await Promise.all([sendBoth(0), sendBoth(1)]);
    const counted = (replica: number, logs: number) =>
      eventually<SessionDetail>(
        `${replicas[replica]?.url}/api/sessions/${session}`,
        ({ counts }) => counts?.logs >= logs,
      );
    await counted(0, 1);
    await sendBoth(1);
    for (const { url } of replicas)
      await eventually<IngestStatus>(`${url}/api/admin/ingest`, ({ spool }) => spool?.bytes === 0);
    const { counts } = await counted(0, 1);
    expect(counts).toMatchObject({ spans: 1, logs: 1 });
    const trace = await eventually<Trace>(`${replicas[1]?.url}/api/traces/${served.traceId}`, () => true);
    expect([trace.spans.length, trace.logs.length]).toEqual([1, 1]);
  });

  it('tell of an issue once, whichever of them looks, and when one of them is killed', async () => {
    const receiver = await startReceiver();
    const make = async (what: string, body: object) => {
      const answer = await fetch(`${replicas[0]?.url}/api/alerts/${what}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect(answer.status).toBe(201);
      return ((await answer.json()) as { id: string }).id;
    };
    const hook = await make('destinations', { kind: 'webhook', name: 'Hook', url: receiver.url });
    await make('rules', { name: 'New', condition: { on: 'new-issue' }, destinations: [hook] });
    const faults = ['card declined', 'cart lost', 'stock away'];
    const titles = () => receiver.received.map(({ body }) => (JSON.parse(body) as { title: string }).title);
    try {
      for (const [index, fault] of faults.entries()) {
        if (index === 1) await replicas[0]?.kill();
        const thrown = { 'exception.type': 'Error', 'exception.message': fault };
        const resource = { 'service.name': 'payment' };
        const line = log(Date.now(), fault, { attributes: toKeyValues(thrown) });
        await sendLogs(index % 2, exportLogs(resource, [line]));
        await expect
          .poll(titles, { timeout: STORED_WITHIN_MS })
          .toContainEqual(expect.stringContaining(fault));
        if (index === 1) replicas[0] = await startReplica('a');
      }
      // By the last one both have looked again after each of those before.
      expect(titles()).toEqual(faults.map((fault) => expect.stringContaining(fault)));
      const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
      expect(new Set(ids).size).toBe(faults.length);
      const { deliveries } = await eventually<{ deliveries: AlertDelivery[] }>(
        `${replicas[1]?.url}/api/alerts/deliveries`,
        () => true,
      );
      expect(deliveries.map(({ state, attempts }) => [state, attempts])).toEqual(
        faults.map(() => ['sent', 1]),
      );
    } finally {
      await receiver.close();
    }
  });

  it('refuse what one of them has erased', async () => {
    const [session, tab] = [randomUUID(), randomUUID()];
    await sendSegment(0, clickSegment(session, tab, 0));
    const erased = await fetch(`${replicas[0]?.url}/api/sessions/${session}`, { method: 'DELETE' });
    expect([erased.status, await erased.json()]).toMatchObject([200, { sessions: 1, segments: 1, logs: 1 }]);
    // Sent again, so that it is the claim of the first one's file, forgotten, that would let it in.
    const late = () =>
      fetch(`${replicas[1]?.url}/v1/segments?key=${TEST_KEY}`, {
        method: 'POST',
        body: new Uint8Array(clickSegment(session, tab, 0)),
        headers: { 'content-type': 'text/plain' },
      });
    await expect.poll(async () => (await late()).status).toBe(410);
  });

  it('take data in while ClickHouse is away, and store it when it is back', async () => {
    const [session, tab] = [randomUUID(), randomUUID()];
    const { port } = clickhouse;
    await clickhouse.stop();
    await sendSegment(0, clickSegment(session, tab, 0));
    await expect.poll(() => replicas[0]?.output()).toContain('could not be stored yet; trying again');
    await sendSegment(0, clickSegment(session, tab, 1));
    expect(await readdir(join(folder, 'a', 'spool'))).not.toEqual([]);

    clickhouse = await startClickhouseProcess(join(folder, 'clickhouse'), port);
    const { counts } = await eventually<SessionDetail>(
      `${replicas[1]?.url}/api/sessions/${session}`,
      ({ counts }) => counts?.segments === 2,
    );
    expect(counts).toMatchObject({ clicks: 2, segments: 2 });
  });

  it('lose nothing and count nothing twice while one after the other is restarted under load', async () => {
    const [session, tab] = [randomUUID(), randomUUID()];
    let acknowledged = 0;
    let seq = 0;
    let done = false;
    /** As a load balancer does: to the other one, when the first does not take it. */
    async function sendToAny(body: Buffer, first: number): Promise<void> {
      for (let replica = first; ; replica++) {
        const path = `${replicas[replica % 2]?.url}/v1/segments?key=${TEST_KEY}`;
        const sent = fetch(path, { method: 'POST', body: new Uint8Array(body) });
        if ((await sent.catch(() => undefined))?.ok) return;
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }
    const load = Array.from({ length: SENDERS }, async () => {
      while (!done) {
        const own = seq++;
        await sendToAny(clickSegment(session, tab, own), own);
        acknowledged++;
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    });

    for (const [index, name] of ['a', 'b'].entries()) {
      const before = acknowledged;
      await expect.poll(() => acknowledged).toBeGreaterThan(before + 2 * SENDERS);
      await replicas[index]?.stop();
      replicas[index] = await startReplica(name);
    }
    done = true;
    await Promise.all(load);

    expect(acknowledged).toBe(seq);
    const { counts } = await eventually<SessionDetail>(
      `${replicas[0]?.url}/api/sessions/${session}`,
      ({ counts }) => counts?.segments >= seq,
      STORED_WITHIN_MS,
    );
    expect(counts).toMatchObject({ segments: seq, clicks: seq, logs: seq });
  });
});
