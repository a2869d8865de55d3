import { randomUUID } from 'node:crypto';
import type { ClientHttp2Session } from 'node:http2';
import { gunzipSync, gzipSync } from 'node:zlib';
import { status as grpcStatus } from '@grpc/grpc-js';
import {
  type IngestStatus,
  newTraceId,
  type SegmentList,
  type Trace,
  toKeyValues,
} from '@throughline/format';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  GZIP_BOMB,
  LARGEST_BOMB,
  misframed,
  mutated,
  mutatedGzip,
  seededRandom,
} from './testing/mutations.ts';
import { otlpProtobuf } from './testing/otlpMessages.ts';
import { peakMemory } from './testing/processMemory.ts';
import { connectGrpc, endOf, framed, startExport } from './testing/rawGrpc.ts';
import { exportLogs, exportSpans, log, segmentBody, segmentHeader, span } from './testing/records.ts';
import {
  eventually,
  removeFolder,
  type ServerProcess,
  startServerProcess,
  TEST_KEY,
  temporaryFolder,
} from './testing/serverProcess.ts';

/** Bodies of each kind; among them every tenth is a valid one, which must be stored once, and a few are gzip bombs. */
const BODIES = 3000;
const VALID_EVERY = 10;
const BOMB_EVERY = 601;
const AT_ONCE = 8;
/**
 * The most that the process may ever have held in memory. The engine takes about half of it by itself, and bombs that stop at
 * 64 MiB each, some at a time, the rest.
 */
const PEAK_MEMORY_BYTES = 2 * 1024 ** 3;

let server: ServerProcess;
let grpc: ClientHttp2Session;

beforeAll(async () => {
  // What goes into quarantine is logged; thousands of lines would hide everything else.
  server = await startServerProcess(await temporaryFolder(), ['--log-level', 'silent']);
  grpc = connectGrpc(server.grpcAddress);
});

afterAll(async () => {
  grpc.destroy();
  await server.stop();
  await removeFolder(server.data);
});

const traceId = newTraceId();
const session = randomUUID();
const tab = randomUUID();
const attributes = toKeyValues({ text: 'grüße', whole: 7, half: 0.5, yes: true, list: ['a', { b: 1 }] });

/** Those to be mutated belong to another trace and session, so that a mutation cannot pass for a valid body. */
type Name = 'valid' | 'mutated';
const of = (name: Name) => (name === 'valid' ? traceId : newTraceId());
const spans = (name: Name) =>
  exportSpans({ service: 'a' }, [span(1, 2, { traceId: of(name), name, attributes })]);
/** No two alike: the same bytes would count once. */
let line = 0;
const logs = (name: Name) =>
  exportLogs({ service: 'a' }, [
    log(1, `${name} ${line++}`, { traceId: of(name), spanId: 'ab'.repeat(8), attributes }),
  ]);
const json = (body: object) => Buffer.from(JSON.stringify(body));
const segment = (name: Name, index: number) => {
  const [ofSession, ofTab] = name === 'valid' ? [session, tab] : [randomUUID(), randomUUID()];
  return gunzipSync(segmentBody(segmentHeader(ofSession, ofTab, index), { spans: spans(name) }));
};

interface Kind {
  valid: (index: number) => Promise<unknown>;
  wrong: (index: number, random: () => number) => Promise<unknown>;
  bomb: () => Promise<unknown>;
  /** What valid bodies are answered, what bombs are, and what all others may be. */
  answers: { valid: unknown; bomb: unknown; any: unknown[] };
}

async function post(path: string, type: string, body: Buffer, gzip: boolean): Promise<number> {
  const response = await fetch(server.url + path, {
    method: 'POST',
    body: new Uint8Array(body),
    headers: {
      'content-type': type,
      'x-throughline-key': TEST_KEY,
      // A segment says nothing of its encoding in headers.
      ...(gzip && path !== '/v1/segments' && { 'content-encoding': 'gzip' }),
    },
  });
  await response.arrayBuffer();
  return response.status;
}

/** A kind that is sent over HTTP, gzipped or as it is. */
function overHttp(
  path: string,
  type: string,
  make: (name: Name, index: number) => Buffer,
  gzip: boolean,
): Kind {
  return {
    valid: (index) => post(path, type, gzip ? gzipSync(make('valid', index)) : make('valid', index), gzip),
    wrong: (index, random) =>
      post(path, type, (gzip ? mutatedGzip : mutated)(make('mutated', index), random), gzip),
    bomb: () => post(path, type, GZIP_BOMB, true),
    answers: { valid: 200, bomb: 413, any: [200, 400] },
  };
}

/** A kind that is sent over gRPC. Some calls end in the middle of their message. */
function overGrpc(service: Parameters<typeof startExport>[1], make: (name: Name) => Buffer): Kind {
  const call = (bytes: Buffer, goesAway = false) => {
    const stream = startExport(grpc, service, { 'x-throughline-key': TEST_KEY, 'grpc-encoding': 'gzip' });
    const end = endOf(stream);
    if (goesAway) stream.write(bytes, () => stream.close());
    else stream.end(bytes);
    return end;
  };
  const { OK, INVALID_ARGUMENT, RESOURCE_EXHAUSTED, UNIMPLEMENTED, INTERNAL } = grpcStatus;
  return {
    valid: () => call(framed(gzipSync(make('valid')), true)),
    wrong: (index, random) => {
      const message = make('mutated');
      switch (index % 4) {
        case 0:
          return call(framed(mutated(message, random)));
        case 1:
          return call(framed(mutatedGzip(message, random), true));
        case 2:
          return call(misframed(message, random));
        default:
          return call(mutated(framed(message), random), random() < 0.5);
      }
    },
    bomb: () => call(framed(GZIP_BOMB, true)),
    answers: {
      valid: OK,
      bomb: RESOURCE_EXHAUSTED,
      any: [OK, INVALID_ARGUMENT, RESOURCE_EXHAUSTED, UNIMPLEMENTED, INTERNAL, undefined],
    },
  };
}

const [PROTOBUF, JSON_TYPE] = ['application/x-protobuf', 'application/json'];
const KINDS: Record<string, Kind> = {
  'traces as Protobuf': overHttp(
    '/v1/traces',
    PROTOBUF,
    (name) => otlpProtobuf('traces', spans(name)),
    false,
  ),
  'traces as JSON': overHttp('/v1/traces', JSON_TYPE, (name) => json(spans(name)), true),
  'logs as Protobuf': overHttp('/v1/logs', PROTOBUF, (name) => otlpProtobuf('logs', logs(name)), true),
  'logs as JSON': overHttp('/v1/logs', JSON_TYPE, (name) => json(logs(name)), false),
  segments: overHttp('/v1/segments', 'text/plain', segment, true),
  'traces over gRPC': overGrpc('trace.v1.TraceService', (name) => otlpProtobuf('traces', spans(name))),
  'logs over gRPC': overGrpc('logs.v1.LogsService', (name) => otlpProtobuf('logs', logs(name))),
};

it.each(Object.entries(KINDS))(
  'survives thousands of bodies gone wrong: %s',
  { timeout: 300_000 },
  async (name, { valid, wrong, bomb, answers }) => {
    const random = seededRandom(Object.keys(KINDS).indexOf(name));
    const told = new Set<unknown>();
    let next = 0;
    const sendSome = async () => {
      for (let index = next++; index < BODIES; index = next++) {
        if (index % VALID_EVERY === 0) expect(await valid(index)).toBe(answers.valid);
        else if (index % BOMB_EVERY === 1) expect(await bomb()).toBe(answers.bomb);
        else told.add(await wrong(index, random));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sendSome));
    for (const answer of told) expect(answers.any).toContain(answer);
    // Some were refused, and some passed for telemetry.
    expect(told.size).toBeGreaterThan(1);
  },
);

it('stops at the bound of the largest bombs, sent together', async () => {
  const sent = Array.from({ length: AT_ONCE }, () => post('/v1/traces', PROTOBUF, LARGEST_BOMB, true));
  for (const status of await Promise.all(sent)) expect([413, 503]).toContain(status);
});

it('has stored every valid one among them once', { timeout: 300_000 }, async () => {
  await eventually<IngestStatus>(
    `${server.url}/api/admin/ingest`,
    ({ spool }) => spool?.bytes === 0,
    240_000,
  );
  const valid = BODIES / VALID_EVERY;
  const trace = await eventually<Trace>(`${server.url}/api/traces/${traceId}`, () => true);
  // Spans in three kinds and in segments, logs in three.
  expect(trace.spans).toHaveLength(4 * valid);
  expect(trace.logs).toHaveLength(3 * valid);
  const { segments } = await eventually<SegmentList>(
    `${server.url}/api/sessions/${session}/segments`,
    () => true,
  );
  expect(segments).toHaveLength(valid);
});

it('never held more memory than it may', async () => {
  const peak = await peakMemory(server.pid);
  const { quarantinedBodies } = await eventually<IngestStatus>(`${server.url}/api/admin/ingest`, () => true);
  process.stdout.write(
    `fuzz: ${quarantinedBodies} bodies in quarantine, peak memory ${Math.round(peak / 2 ** 20)} MiB\n`,
  );
  expect(peak).toBeGreaterThan(0);
  expect(peak).toBeLessThan(PEAK_MEMORY_BYTES);
});
