import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IngestStatus } from '@throughline/format';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exportSpans, span } from '../testing/records.ts';
import {
  eventually,
  removeFolder,
  type ServerProcess,
  startServerProcess,
  TEST_KEY,
  temporaryFolder,
} from '../testing/serverProcess.ts';

let server: ServerProcess;

beforeAll(async () => {
  const data = await temporaryFolder();
  // As if an earlier server had put a body there.
  await mkdir(join(data, 'quarantine'));
  await writeFile(join(data, 'quarantine', 'traces-protobuf.1'), 'bad');
  server = await startServerProcess(data);
});

afterAll(async () => {
  await server.stop();
  await removeFolder(server.data);
});

const send = (path: string, body: string, key = TEST_KEY) =>
  fetch(server.url + path, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
  });

it('tells what came in, what was refused and what waits', async () => {
  const body = JSON.stringify(exportSpans({}, [span(1, 2), span(1, 2), span(1, 2, { spanId: '' })]));
  expect((await send('/v1/traces', body)).status).toBe(200);
  expect((await send('/v1/metrics', '{}')).status).toBe(200);
  expect((await send('/v1/logs', '{}', 'wrong')).status).toBe(401);
  expect((await send('/v1/logs', '{')).status).toBe(400);
  const status = await eventually<IngestStatus>(
    `${server.url}/api/admin/ingest`,
    ({ spool }) => spool?.loadedFiles === 1,
  );
  expect(status).toEqual({
    kinds: [
      { kind: 'segments', bodies: 0, bytes: 0, records: 0, rejectedRecords: 0, repeatedBodies: 0 },
      { kind: 'traces', bodies: 1, bytes: body.length, records: 2, rejectedRecords: 1, repeatedBodies: 0 },
      { kind: 'logs', bodies: 0, bytes: 0, records: 0, rejectedRecords: 0, repeatedBodies: 0 },
      { kind: 'metrics', bodies: 1, bytes: 2, records: 0, rejectedRecords: 0, repeatedBodies: 0 },
    ],
    refused: [
      { kind: 'logs', status: 401, count: 1 },
      { kind: 'logs', status: 400, count: 1 },
    ],
    spool: { bytes: 0, lagSeconds: 0, loadedFiles: 1 },
    receivingBytes: 0,
    quarantinedBodies: 1,
    quarantinedBytes: 3,
    lastError: null,
  });
});

it('tells the same to Prometheus', async () => {
  const response = await fetch(`${server.url}/metrics`);
  expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  const lines = (await response.text()).split('\n');
  expect(lines).toContain('throughline_ingest_records_total{kind="traces"} 2');
  expect(lines).toContain('throughline_ingest_refused_total{kind="logs",status="401"} 1');
  expect(lines).toContain('throughline_quarantined_bodies 1');
});

it('keeps /metrics to those who may read', async () => {
  const guarded = await startServerProcess(await temporaryFolder(), ['--read-token', 'read-token-of-tests']);
  expect((await fetch(`${guarded.url}/metrics`)).status).toBe(401);
  const headers = { authorization: 'Bearer read-token-of-tests' };
  expect((await fetch(`${guarded.url}/metrics`, { headers })).status).toBe(200);
  await guarded.stop();
  await removeFolder(guarded.data);
});
