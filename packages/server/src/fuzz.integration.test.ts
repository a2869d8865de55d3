import { randomUUID } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  type IngestStatus,
  newTraceId,
  type SegmentList,
  type Trace,
  toKeyValues,
} from '@throughline/format';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { GZIP_BOMB, mutated, seededRandom } from './testing/mutations.ts';
import { otlpProtobuf } from './testing/otlpMessages.ts';
import { exportLogs, exportSpans, log, segmentBody, segmentHeader, span } from './testing/records.ts';
import {
  eventually,
  removeFolder,
  type ServerProcess,
  startServerProcess,
  TEST_KEY,
  temporaryFolder,
} from './testing/serverProcess.ts';

/** Mutated bodies of each kind; among them every tenth is a valid one, which must be stored once. */
const BODIES = 2000;
const VALID_EVERY = 10;
const AT_ONCE = 8;
/** What the process may hold in memory at the end. Most of it is the engine's own. */
const MEMORY_BYTES = 2 * 1024 ** 3;

let server: ServerProcess;

beforeAll(async () => {
  // What goes into quarantine is logged; thousands of lines would hide everything else.
  server = await startServerProcess(await temporaryFolder(), ['--log-level', 'silent']);
});

afterAll(async () => {
  await server.stop();
  await removeFolder(server.data);
});

const traceId = newTraceId();
const session = randomUUID();
const tab = randomUUID();
const attributes = toKeyValues({ text: 'grüße', whole: 7, half: 0.5, yes: true, list: ['a', { b: 1 }] });

interface Kind {
  path: string;
  type: string;
  /** The body as it is mutated; what does not say `valid` must not count as one of the valid ones. */
  make: (index: number, name: string) => Buffer;
  /** Whether it is gzipped after it was mutated. */
  compressed: boolean;
}

// Those to be mutated belong to another trace and session, so that a mutation cannot pass for a valid body.
const of = (name: string) => (name === 'valid' ? traceId : newTraceId());
const spans = (name: string) =>
  exportSpans({ service: 'a' }, [span(1, 2, { traceId: of(name), name, attributes })]);
const logs = (name: string) =>
  exportLogs({ service: 'a' }, [log(1, name, { traceId: of(name), spanId: 'ab'.repeat(8), attributes })]);
const json = (body: object) => Buffer.from(JSON.stringify(body));

const KINDS: Record<string, Kind> = {
  'traces as Protobuf': {
    path: '/v1/traces',
    type: 'application/x-protobuf',
    make: (_index, name) => otlpProtobuf('traces', spans(name)),
    compressed: false,
  },
  'traces as JSON': {
    path: '/v1/traces',
    type: 'application/json',
    make: (_index, name) => json(spans(name)),
    compressed: true,
  },
  'logs as Protobuf': {
    path: '/v1/logs',
    type: 'application/x-protobuf',
    make: (_index, name) => otlpProtobuf('logs', logs(name)),
    compressed: true,
  },
  'logs as JSON': {
    path: '/v1/logs',
    type: 'application/json',
    make: (_index, name) => json(logs(name)),
    compressed: false,
  },
  segments: {
    path: '/v1/segments',
    type: 'text/plain',
    make: (index, name) => {
      const [ofSession, ofTab] = name === 'valid' ? [session, tab] : [randomUUID(), randomUUID()];
      const header = segmentHeader(ofSession, ofTab, index);
      return gunzipSync(segmentBody(header, { spans: spans('in a segment') }));
    },
    compressed: true,
  },
};

async function send({ path, type }: Kind, body: Buffer, gzip: boolean): Promise<number> {
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

it.each(Object.entries(KINDS))(
  'survives thousands of bodies gone wrong: %s',
  { timeout: 300_000 },
  async (name, kind) => {
    const random = seededRandom(Object.keys(KINDS).indexOf(name));
    const answers = new Map<number, number>();
    let next = 0;
    const sendSome = async () => {
      for (let index = next++; index < BODIES; index = next++) {
        const valid = index % VALID_EVERY === 0;
        const body = valid ? kind.make(index, 'valid') : mutated(kind.make(index, 'mutated'), random);
        const status = await send(kind, kind.compressed ? gzipSync(body) : body, kind.compressed);
        if (valid) expect(status).toBe(200);
        answers.set(status, (answers.get(status) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sendSome));
    expect(await send(kind, GZIP_BOMB, true)).toBe(413);
    expect([...answers.keys()].sort()).toEqual([200, 400]);
    await eventually<IngestStatus>(
      `${server.url}/api/admin/ingest`,
      ({ spool }) => spool?.bytes === 0,
      240_000,
    );
  },
);

it('has stored every valid one among them once', async () => {
  const valid = BODIES / VALID_EVERY;
  const trace = await eventually<Trace>(`${server.url}/api/traces/${traceId}`, () => true);
  expect(trace.spans).toHaveLength(2 * valid);
  expect(trace.logs).toHaveLength(2 * valid);
  const { segments } = await eventually<SegmentList>(
    `${server.url}/api/sessions/${session}/segments`,
    () => true,
  );
  expect(segments).toHaveLength(valid);
});

it('holds no more memory than it may', async () => {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  const resident = Number(/^process_resident_memory_bytes (\d+)$/m.exec(text)?.[1]);
  expect(resident).toBeGreaterThan(0);
  expect(resident).toBeLessThan(MEMORY_BYTES);
});
