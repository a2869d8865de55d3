import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { ATTRIBUTES } from '@throughline/format';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startBrokers } from './testing/brokers.ts';
import { startFakeSqs } from './testing/fakeSqs.ts';
import { OtlpSink } from './testing/otlpSink.ts';
import { type Row, tableOfPage, withVersion } from './testing/propagationPage.ts';
import { buildPackage, TestApp } from './testing/testApp.ts';

const INTERNAL = 1;
const SERVER = 2;
const PRODUCER = 4;
const CONSUMER = 5;
const WAIT = { timeout: 45_000 };

interface Hop {
  hop: string;
  /** What it is a hop of, for people. */
  title: string;
  /** The package, where `hop` is not its name. */
  package?: string;
  /** The variable that names its broker. */
  needs?: string;
  kind: number;
}

/** Hops between two processes, and how the work on what came is joined. */
const BETWEEN: Hop[] = [
  { hop: 'node:http', title: 'HTTP', package: '', kind: SERVER },
  { hop: 'fetch', title: 'HTTP', package: '', kind: SERVER },
  { hop: 'undici', title: 'HTTP', kind: SERVER },
  { hop: 'axios', title: 'HTTP', kind: SERVER },
  { hop: 'got', title: 'HTTP', kind: SERVER },
  { hop: '@grpc/grpc-js', title: 'gRPC', kind: SERVER },
  { hop: 'ws', title: 'WebSocket messages', kind: CONSUMER },
  { hop: 'kafkajs', title: 'Kafka', needs: 'KAFKA_BROKER', kind: CONSUMER },
  {
    hop: 'kafkajs, eachBatch',
    title: 'Kafka, in batches',
    package: 'kafkajs',
    needs: 'KAFKA_BROKER',
    kind: CONSUMER,
  },
  { hop: 'amqplib', title: 'RabbitMQ', needs: 'AMQP_URL', kind: CONSUMER },
  { hop: 'bullmq', title: 'BullMQ', needs: 'REDIS_PORT', kind: CONSUMER },
  {
    hop: 'bullmq, addBulk',
    title: 'BullMQ, in bulk',
    package: 'bullmq',
    needs: 'REDIS_PORT',
    kind: CONSUMER,
  },
  {
    hop: 'bullmq, FlowProducer',
    title: 'BullMQ flows',
    package: 'bullmq',
    needs: 'REDIS_PORT',
    kind: CONSUMER,
  },
  {
    hop: 'bullmq, sandboxed',
    title: 'BullMQ, worked on in a process of its own',
    package: 'bullmq',
    needs: 'REDIS_PORT',
    kind: CONSUMER,
  },
  { hop: 'ioredis', title: 'a list of Redis', needs: 'REDIS_PORT', kind: CONSUMER },
  { hop: 'nats', title: 'NATS, with a callback', needs: 'NATS_URL', kind: CONSUMER },
  { hop: 'nats, for await', title: 'NATS, in a loop', package: 'nats', needs: 'NATS_URL', kind: CONSUMER },
  { hop: '@aws-sdk/client-sqs', title: 'SQS (a fake of its API)', needs: 'SQS_URL', kind: CONSUMER },
  { hop: 'pg-boss', title: 'pg-boss', needs: 'DATABASE_URL', kind: CONSUMER },
];

/** Brokers whose messages are sent with a header of the application's own. */
const WITH_HEADERS = [
  { system: 'kafka', needs: 'KAFKA_BROKER' },
  { system: 'rabbitmq', needs: 'AMQP_URL' },
  { system: 'nats', needs: 'NATS_URL' },
  { system: 'aws_sqs', needs: 'SQS_URL' },
];

/** Hops that end in the process that they begin in, or in one that it starts, and what carries across them. */
const WITHIN: [hop: string, carriedBy: string][] = [
  ['timers', 'OpenTelemetry (asynchronous context)'],
  ['streams', 'OpenTelemetry (asynchronous context)'],
  ['events.on()', 'by hand: `inject()` into what is emitted, `withMessage()` in the loop'],
  ['worker_threads', 'by hand: `inject()` into the message, `withMessage()`'],
  ['worker_threads, workerData', 'by hand: `inject()` into the data, `withMessage()`'],
  ['child_process.spawn', 'Throughline (`TRACEPARENT`, `BAGGAGE`)'],
  ['child_process.execFileSync', 'Throughline (`TRACEPARENT`, `BAGGAGE`)'],
];

const traceId = '0af7651916cd43dd8448eb211c80319c';
const traceparent = `00-${traceId}-b7ad6b7169203331-01`;
const sink = new OtlpSink();
const stops: (() => unknown)[] = [];
let env: Record<string, string>;
let producer: string;
/** What was found, for the page. */
const between: Row[] = [];
const within: Row[] = [];

beforeAll(async () => {
  await buildPackage();
  const brokers = await startBrokers();
  const sqs = await startFakeSqs();
  const database = new PGLiteSocketServer({ db: await PGlite.create(), port: 0, maxConnections: 20 });
  await database.start();
  stops.push(brokers.stop, sqs.stop, sink.stop.bind(sink), async () => {
    await database.stop();
    await database.db.close();
  });
  env = {
    ...brokers.env,
    SQS_URL: sqs.url,
    DATABASE_URL: `postgres://postgres:postgres@${database.getServerConn()}/postgres`,
    THROUGHLINE_ENDPOINT: await sink.start(),
    THROUGHLINE_PAYLOADS: 'on',
    OTEL_BSP_SCHEDULE_DELAY: '100',
    OTEL_BLRP_SCHEDULE_DELAY: '100',
  };
  const consumer = await start('consumer');
  producer = await start('producer', { CONSUMER: consumer });
}, 200_000);
afterAll(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function start(role: 'consumer' | 'producer', more: Record<string, string> = {}): Promise<string> {
  const app = new TestApp(`hops/${role}.mjs`, { ...env, ...more, OTEL_SERVICE_NAME: role });
  stops.push(async () => {
    app.kill('SIGKILL');
    await app.ended();
  });
  return app.url();
}

/** Sends one message by `hop` in a new session; gives back the session and the line of whoever worked on it. */
async function send(hop: string) {
  const session = crypto.randomUUID();
  const response = await fetch(`${producer}/${encodeURIComponent(hop)}`, {
    headers: { traceparent, 'x-session-id': session },
  });
  expect(response.status).toBe(200);
  const line = await vi.waitFor(() => {
    const found = sink.logs.find((log) => log.body === `worked ${hop}`);
    if (!found) throw new Error(`nothing has worked on what came by ${hop}`);
    return found;
  }, WAIT);
  return { session, line };
}

function spanOf(spanId: string | undefined) {
  return vi.waitFor(() => {
    const found = sink.spans.find((each) => each.spanId === spanId);
    if (!found) throw new Error(`the span ${spanId} has not come`);
    return found;
  }, WAIT);
}

describe('one session id goes through', () => {
  for (const { hop, title, package: packageName = hop, needs, kind } of BETWEEN)
    test(hop, async ({ skip }) => {
      if (needs && !env[needs]) skip(`no broker: ${needs} is not set`);
      const { session, line } = await send(hop);
      expect(line).toMatchObject({ service: 'consumer', traceId });
      expect(line.attributes[ATTRIBUTES.sessionId]).toBe(session);
      const span = await spanOf(line.spanId);
      expect(span).toMatchObject({ service: 'consumer', kind, traceId });
      expect(span.attributes[ATTRIBUTES.sessionId]).toBe(session);
      const isLinked = kind === CONSUMER;
      const senderId = isLinked ? span.links[0]?.spanId : span.parentSpanId;
      const sender = await spanOf(senderId);
      expect(sender).toMatchObject({ service: 'producer', traceId });
      if (isLinked) expect(span.attributes['throughline.messaging.message.body']).toMatch(/order|copies/);
      if (sender.kind === PRODUCER && isLinked)
        expect(sender.attributes['throughline.messaging.message.body']).toMatch(/order|copies/);
      const client = packageName === '' ? `\`${hop}\` of Node` : await withVersion(packageName);
      // Where the request's own span is the sender, nothing but the application has carried it.
      const sentBy = sender.kind === SERVER ? 'by hand (`inject()`)' : carrierOf(sender.scope);
      const joined = isLinked ? 'session, trace, link' : 'session, trace';
      between.push([title, client, sentBy, carrierOf(span.scope), joined]);
    });

  test.each(WITHIN)('%s', async (hop, carriedBy) => {
    const { session, line } = await send(hop);
    expect(line).toMatchObject({ service: 'producer', traceId });
    expect(line.attributes[ATTRIBUTES.sessionId]).toBe(session);
    within.push([`\`${hop}\``, carriedBy]);
  });

  test('node-cron, each run in a trace of its own', async () => {
    const { session, line } = await send('node-cron');
    expect(line).toMatchObject({ service: 'producer', traceId: expect.not.stringContaining(traceId) });
    expect(line.attributes[ATTRIBUTES.sessionId]).toBe(session);
    const span = await spanOf(line.spanId);
    expect(span).toMatchObject({ name: 'cron tick', parentSpanId: '', kind: INTERNAL, links: [{ traceId }] });
    expect(span.attributes).toMatchObject({ [ATTRIBUTES.sessionId]: session, 'faas.cron': '* * * * * *' });
    within.push(['`node-cron`', 'Throughline: a trace for each run, linked to `schedule()`, in its session']);
  });
});

describe('of a message', () => {
  test('headers are recorded beside its body, where it is sent and where it is taken up', () => {
    const recorded = sink.spans.flatMap(({ kind, attributes }) => {
      if (attributes['throughline.messaging.message.header.x-request-id'] === undefined) return [];
      expect(attributes).toMatchObject({
        'throughline.messaging.message.header.x-request-id': ['r-1'],
        'throughline.messaging.message.body': 'order',
        'messaging.message.body.size': 5,
      });
      return [`${attributes['messaging.system']} ${kind}`];
    });
    const there = WITH_HEADERS.filter(({ needs }) => env[needs]).map(({ system }) => system);
    for (const system of there)
      expect(recorded).toEqual(expect.arrayContaining([`${system} ${PRODUCER}`, `${system} ${CONSUMER}`]));
  });
});

describe('docs/user/propagation.md says what was found', () => {
  test('between processes', async () => {
    const { written, found } = await tableOfPage('between', between, between.length === BETWEEN.length);
    expect(written).toEqual(found);
  });

  test('within a process', async () => {
    const { written, found } = await tableOfPage('within', within, within.length === WITHIN.length + 1);
    expect(written).toEqual(found);
  });
});

/** Whose instrumentation a span is from. */
function carrierOf(scope: string): string {
  if (scope === '@throughline/node/withMessage') return 'by hand (`withMessage()`)';
  if (scope.startsWith('@throughline/')) return 'Throughline';
  return `OpenTelemetry (\`${scope.replace('@opentelemetry/', '')}\`)`;
}
