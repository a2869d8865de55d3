import { gzipSync } from 'node:zlib';
import { toKeyValues } from '@throughline/format';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Assets } from '../control/assets.ts';
import type { Database } from '../control/database.ts';
import { SecretBox } from '../control/secretBox.ts';
import { Ingest } from '../ingest/ingest.ts';
import { ProjectRates } from '../ingest/projectRates.ts';
import { Spool } from '../spool/spool.ts';
import { ServerStatus } from '../status/serverStatus.ts';
import type { Engine } from '../store/engine.ts';
import { otlpProtobuf, readExportResponse } from '../testing/otlpMessages.ts';
import { exportLogs, exportSpans, log, span } from '../testing/records.ts';
import { removeFolder, temporaryFolder } from '../testing/serverProcess.ts';
import { createHttpServer } from './server.ts';

/**
 * The answers of OTLP over HTTP, by the real routes over a real spool; nothing is queried, so there is no engine and no
 * database.
 */

let folder: string;
let spool: Spool;

beforeAll(async () => {
  folder = await temporaryFolder();
  ({ spool } = await Spool.open(folder, () => undefined));
});

afterAll(async () => {
  await spool.close();
  await removeFolder(folder);
});

function serve(rates?: ProjectRates): Promise<FastifyInstance> {
  const ingest = new Ingest(spool, { rates });
  return createHttpServer({
    secrets: new SecretBox(Buffer.alloc(32)),
    alerts: { send: async () => {}, canMail: false, publicUrl: () => '' },
    assets: {} as Assets,
    database: {} as Database,
    engine: {} as Engine,
    ingest,
    status: new ServerStatus(ingest, spool, { list: async () => [] }),
    quarantine: { list: async () => [] },
    loader: { retry: async () => false },
    cluster: undefined,
    eraser: { session: async () => undefined, user: async () => undefined },
    grantOfKey: async (key) => (key === undefined ? undefined : { project: 'default', allowedOrigins: [] }),
    access: { isOpen: true, operatorToken: '', isSecure: false },
    setupCode: '',
    siteFolder: folder,
    playerFolder: folder,
    sdkFile: folder,
    logLevel: 'silent',
  });
}

const good = span(1, 2);
const withoutId = span(1, 2, { traceId: '0'.repeat(32) });
const spans = exportSpans({ 'service.name': 'a' }, [good, withoutId, good]);
const types = { json: 'application/json', protobuf: 'application/x-protobuf' };

async function post(
  app: FastifyInstance,
  path: string,
  encoding: 'json' | 'protobuf',
  body: Buffer | string,
) {
  return app.inject({
    method: 'POST',
    url: path,
    headers: { 'content-type': types[encoding], 'x-throughline-key': 'any' },
    payload: body,
  });
}

describe('an export of which some records are not valid', () => {
  it('is partly taken, by Protobuf', async () => {
    const answer = await post(await serve(), '/v1/traces', 'protobuf', otlpProtobuf('traces', spans));
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe(types.protobuf);
    expect(readExportResponse(answer.rawPayload)).toMatchObject({
      partialSuccess: { rejected: '1', errorMessage: 'not stored: 1 without a valid trace id and span id' },
    });
  });

  it('is partly taken, by JSON', async () => {
    const answer = await post(await serve(), '/v1/traces', 'json', JSON.stringify(spans));
    expect(answer.json()).toEqual({
      partialSuccess: {
        rejectedSpans: '1',
        errorMessage: 'not stored: 1 without a valid trace id and span id',
      },
    });
  });

  it('says so of log records in their own words', async () => {
    const logs = exportLogs({}, [log(1, 'fine'), log(1, 'not hex', { traceId: 'z'.repeat(32) })]);
    const answer = await post(await serve(), '/v1/logs', 'json', JSON.stringify(logs));
    expect(answer.json()).toMatchObject({ partialSuccess: { rejectedLogRecords: '1' } });
  });
});

it('answers a whole export with nothing, as OTLP asks', async () => {
  const whole = exportSpans({}, [span(1, 2, { attributes: toKeyValues({ a: 1 }) })]);
  expect((await post(await serve(), '/v1/traces', 'json', JSON.stringify(whole))).json()).toEqual({});
  const answer = await post(await serve(), '/v1/traces', 'protobuf', otlpProtobuf('traces', whole));
  expect(answer.rawPayload).toHaveLength(0);
});

it.each(['json', 'protobuf'] as const)('takes metrics by %s and keeps none', async (encoding) => {
  const before = spool.bytes;
  const answer = await post(
    await serve(),
    '/v1/metrics',
    encoding,
    encoding === 'json' ? '{}' : Buffer.from([1]),
  );
  expect(answer.statusCode).toBe(200);
  expect(spool.bytes).toBe(before);
});

describe('a project that sends too much', () => {
  const rates = () =>
    new ProjectRates(
      { bytesASecond: 1000, burstBytes: 10, requestsASecond: 1000, burstRequests: 10 },
      () => 0,
    );
  const body = gzipSync('{"resourceSpans":[]}'.padEnd(5000));

  it('is asked to come back later, in JSON', async () => {
    const answer = await post(await serve(rates()), '/v1/traces', 'json', body);
    expect(answer.statusCode).toBe(429);
    expect(answer.headers['retry-after']).toBe('1');
    expect(answer.json()).toMatchObject({
      code: 8,
      details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '1s' }],
    });
  });

  it('is asked to come back later, in Protobuf', async () => {
    const answer = await post(await serve(rates()), '/v1/logs', 'protobuf', body);
    expect(answer.statusCode).toBe(429);
    expect(answer.rawPayload.subarray(0, 2)).toEqual(Buffer.from([0x08, 8]));
    expect(answer.rawPayload.toString()).toContain('type.googleapis.com/google.rpc.RetryInfo');
  });
});
