import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { ATTRIBUTES } from '@throughline/format';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { OtlpSink } from '../testing/otlpSink.ts';
import { buildPackage, TestApp } from '../testing/testApp.ts';
import { ENVELOPE_KEY } from './envelope.ts';

const PRODUCER = 4;
const CONSUMER = 5;
const ERROR = 2;

describe.each(['queue.mjs', 'queue.cjs'])('pg-boss in %s', (file) => {
  const sink = new OtlpSink();
  const session = crypto.randomUUID();
  let database: PGLiteSocketServer | undefined;
  let app: TestApp | undefined;
  let url: string;

  beforeAll(async () => {
    await buildPackage();
    database = new PGLiteSocketServer({ db: await PGlite.create(), port: 0, maxConnections: 20 });
    await database.start();
    app = new TestApp(file, {
      OTEL_SERVICE_NAME: 'queue',
      THROUGHLINE_ENDPOINT: await sink.start(),
      DATABASE_URL: `postgres://postgres:postgres@${database.getServerConn()}/postgres`,
    });
    url = await app.url();
    await (await fetch(`${url}/send`, { headers: { 'x-session-id': session } })).text();
    await vi.waitFor(
      () => expect(sink.spans.filter((span) => span.kind === CONSUMER)).toHaveLength(4),
      30_000,
    );
    await vi.waitFor(() => expect(sink.logs.filter((log) => log.traceId !== '')).toHaveLength(3), 30_000);
  });
  afterAll(async () => {
    app?.kill('SIGKILL');
    await app?.ended();
    sink.stop();
    await database?.stop();
    await database?.db.close();
  });

  const spanNamed = (name: string) => sink.spans.find((span) => span.name === name);

  test('a job is worked on in the trace and session that sent it', () => {
    const producer = spanNamed('send single');
    const consumer = spanNamed('process single');
    expect(producer?.kind).toBe(PRODUCER);
    expect(consumer).toMatchObject({
      kind: CONSUMER,
      traceId: producer?.traceId,
      parentSpanId: producer?.spanId,
      links: [{ traceId: producer?.traceId, spanId: producer?.spanId }],
    });
    expect(consumer?.attributes).toMatchObject({
      [ATTRIBUTES.sessionId]: session,
      [ATTRIBUTES.messagingSystem]: 'pg-boss',
      [ATTRIBUTES.messagingOperation]: 'process',
      [ATTRIBUTES.messagingDestination]: 'single',
      [ATTRIBUTES.messagingMessageId]: producer?.attributes[ATTRIBUTES.messagingMessageId],
    });
    const line = sink.logs.find((log) => String(log.body).startsWith('worked single'));
    expect(line).toMatchObject({ traceId: producer?.traceId, spanId: consumer?.spanId });
    expect(line?.attributes[ATTRIBUTES.sessionId]).toBe(session);
  });

  test('the handler sees the data that was sent and nothing else', () => {
    const bodies = sink.logs.map((log) => log.body);
    expect(bodies).toContain('worked single {"order":1}');
    expect(bodies).toContain('worked empty null');
    expect(bodies).toContain('worked batch [2,3]');
  });

  test('a batch begins a trace of its own, linked to its producers, in their session', () => {
    const producer = spanNamed('send batch');
    const consumer = spanNamed('process batch');
    expect(consumer?.traceId).not.toBe(producer?.traceId);
    expect(consumer?.links.map((link) => link.spanId)).toEqual([producer?.spanId, producer?.spanId]);
    expect(consumer?.attributes).toMatchObject({
      [ATTRIBUTES.sessionId]: session,
      'messaging.batch.message_count': 2,
    });
  });

  test('a job that fails is an error on its span', () => {
    expect(spanNamed('process failing')).toMatchObject({
      status: { code: ERROR, message: 'no printer' },
      attributes: { [ATTRIBUTES.errorType]: 'TypeError' },
    });
  });

  test('jobs fetched by hand show no envelope', async () => {
    const fetched = await (await fetch(`${url}/fetch`)).text();
    expect(fetched).toContain('"order":5');
    expect(fetched).not.toContain(ENVELOPE_KEY);
  });

  test("the worker's polling makes no traces", () => {
    const roots = sink.spans.filter((span) => span.parentSpanId === '');
    expect(roots.map((span) => span.name).filter((name) => !/^(GET|process batch)/.test(name))).toEqual([]);
  });
});
