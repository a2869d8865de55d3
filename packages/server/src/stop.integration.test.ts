import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { SessionDetail } from '@throughline/format';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startClickhouseProcess } from './testing/clickhouseProcess.ts';
import { browserResource, click, exportLogs, segmentBody, segmentHeader } from './testing/records.ts';
import {
  eventually,
  removeFolder,
  SERVER_PROGRAM,
  startServerProcess,
  TEST_KEY,
  temporaryFolder,
} from './testing/serverProcess.ts';

/** What a server does that is told to stop, as every deployment of a new version does. */

/** Each starts a server twice, which takes a while on a busy machine, milliseconds. */
vi.setConfig({ testTimeout: 180_000 });

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => removeFolder(folder));

it('answers the upload that is under way, takes no other, and stores it', async () => {
  const data = join(folder, 'under way');
  const server = await startServerProcess(data);
  const [session, tab] = [randomUUID(), randomUUID()];
  const body = segmentBody(segmentHeader(session, tab, 0), {
    logs: exportLogs(browserResource(session, tab), [click(Date.now(), 'button "Pay"')]),
  });
  const { hostname, port } = new URL(server.url);
  const upload = connect(Number(port), hostname);
  const head = [
    `POST /v1/segments?key=${TEST_KEY} HTTP/1.1`,
    'host: localhost',
    'content-type: text/plain',
    `content-length: ${body.length}`,
    'expect: 100-continue',
  ];
  upload.write(`${head.join('\r\n')}\r\n\r\n`);
  const [ready] = await once(upload, 'data');
  expect(String(ready)).toMatch(/^HTTP\/1\.1 100 /);
  upload.write(body.subarray(0, 40));

  const stopped = server.stop();
  await expect
    .poll(() =>
      fetch(`${server.url}/healthz`).then(
        ({ status }) => status,
        () => 'refused',
      ),
    )
    .toBe('refused');
  upload.write(body.subarray(40));
  expect(await text(upload)).toMatch(/^HTTP\/1\.1 200 /);
  await stopped;
  expect(server.output()).not.toContain('could not stop');

  const next = await startServerProcess(data);
  const { counts } = await eventually<SessionDetail>(
    `${next.url}/api/sessions/${session}`,
    ({ counts }) => counts?.segments === 1,
  );
  expect(counts).toMatchObject({ clicks: 1 });
  await next.stop();
});

it('ends while ClickHouse is away, and stores what it took at the next start', async () => {
  const data = join(folder, 'engine away');
  const engineFolder = join(folder, 'clickhouse');
  const clickhouse = await startClickhouseProcess(engineFolder);
  const flags = ['--clickhouse-url', clickhouse.url];
  const server = await startServerProcess(data, flags);
  await clickhouse.stop();
  const session = randomUUID();
  const body = new Uint8Array(segmentBody(segmentHeader(session, randomUUID(), 0)));
  const { status } = await fetch(`${server.url}/v1/segments?key=${TEST_KEY}`, { method: 'POST', body });
  expect(status).toBe(200);
  await server.stop();
  expect(await readdir(join(data, 'spool'))).toHaveLength(1);

  const back = await startClickhouseProcess(engineFolder, clickhouse.port);
  const next = await startServerProcess(data, flags);
  await eventually<SessionDetail>(
    `${next.url}/api/sessions/${session}`,
    ({ counts }) => counts?.segments === 1,
  );
  await next.stop();
  expect(await readdir(join(data, 'spool'))).toEqual([]);
  await back.stop();
});

it('hears that it is to stop while it still starts, and then ends well', async () => {
  const data = join(folder, 'starting');
  const server = spawn(
    process.execPath,
    [SERVER_PROGRAM, '--port', '0', '--grpc-port', '0', '--data', data],
    {
      stdio: 'ignore',
    },
  );
  const ended = once(server, 'exit');
  await expect.poll(() => existsSync(join(data, 'lock'))).toBe(true);
  server.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});
