import { randomUUID } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { IngestStatus, SessionDetail } from '@throughline/format';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { exportLogs, log } from './testing/records.ts';
import {
  eventually,
  removeFolder,
  type ServerProcess,
  startServerProcess,
  TEST_KEY,
  temporaryFolder,
} from './testing/serverProcess.ts';
import { mountSmallDisk, type SmallDisk } from './testing/smallDisk.ts';

const MEBIBYTE = 1024 ** 2;

/** Whether a file system of a size of our choosing can be had here; only root may mount one. */
const probe = await temporaryFolder();
const mounted = await mountSmallDisk(probe, MEBIBYTE);
if (typeof mounted === 'string')
  process.stderr.write(`skipped: full disks by tmpfs, since it cannot be mounted here: ${mounted}\n`);
else await mounted.unmount();
await removeFolder(probe);

// Each test starts a server several times.
vi.setConfig({ testTimeout: 180_000 });

let server: ServerProcess;
let disk: SmallDisk | undefined;

afterEach(async () => {
  await server.kill();
  await disk?.unmount();
  disk = undefined;
  await removeFolder(server.data);
});

const session = randomUUID();
/** Compresses to about an eighth, so that it passes as a body; each one is another. */
const binaryDigits = (bytes: number) =>
  Array.from({ length: bytes / 32 }, () =>
    Math.floor(Math.random() * 2 ** 32)
      .toString(2)
      .padStart(32, '0'),
  ).join('');

async function send(text: string): Promise<Response> {
  const body = JSON.stringify(exportLogs({ 'session.id': session }, [log(Date.now(), text)]));
  return fetch(`${server.url}/v1/logs`, {
    method: 'POST',
    body: new Uint8Array(gzipSync(body)),
    headers: {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'x-throughline-key': TEST_KEY,
    },
  });
}

async function expectFull(response: Response): Promise<void> {
  expect(response.status).toBe(503);
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await response.json()).toMatchObject({ code: 14, message: expect.stringContaining('disk') });
}

const storedLogs = (logs: number) =>
  eventually<SessionDetail>(`${server.url}/api/sessions/${session}`, ({ counts }) => counts?.logs === logs);

describe('a disk without room for what comes in', () => {
  it('answers 503 by a file that may not grow, keeps what it promised, and takes data in again', async () => {
    const data = await temporaryFolder();
    // The engines' own files are smaller than that.
    server = await startServerProcess(data, [], { fileBytes: 24 * MEBIBYTE });
    const tooLarge = binaryDigits(32 * MEBIBYTE);
    const [before, full, beside] = await Promise.all([send('before'), send(tooLarge), send('beside')]);
    await expectFull(full);
    // Those that shared a sync with it were not promised anything either.
    const promised = [before, beside].filter(({ status }) => status === 200).length;
    for (const { status } of [before, beside]) expect([200, 503]).toContain(status);
    await expectFull(await send(tooLarge));
    expect((await send('after')).status).toBe(200);
    await storedLogs(promised + 1);

    // Killed in this state, it has nothing torn; with room again it takes what it had refused.
    expect((await send('before the kill')).status).toBe(200);
    await server.kill();
    server = await startServerProcess(data);
    await storedLogs(promised + 2);
    expect((await send(tooLarge)).status).toBe(200);
    await storedLogs(promised + 3);
    expect(await readdir(join(data, 'quarantine'))).toEqual([]);
  });

  describe.skipIf(typeof mounted === 'string')('by a full file system', () => {
    async function startOn(folder: 'spool' | 'clickhouse', bytes: number): Promise<SmallDisk> {
      const data = await temporaryFolder();
      await mkdir(join(data, folder));
      const made = await mountSmallDisk(join(data, folder), bytes);
      if (typeof made === 'string') throw new Error(made);
      disk = made;
      server = await startServerProcess(data);
      return made;
    }

    it('answers 503, leaves nothing torn behind, and takes data in again when there is room', async () => {
      const spoolDisk = await startOn('spool', 16 * MEBIBYTE);
      expect((await send('before')).status).toBe(200);
      await storedLogs(1);
      await spoolDisk.fill(256 * 1024);
      const large = binaryDigits(MEBIBYTE);
      for (let attempt = 0; attempt < 3; attempt++) await expectFull(await send(large));
      // Not even a name is left of what could not be written.
      const names = await readdir(join(server.data, 'spool'));
      expect(names.filter((name) => name.endsWith('.open'))).toEqual([]);
      // What fits is taken.
      expect((await send('small')).status).toBe(200);
      await storedLogs(2);
      await spoolDisk.fill(0);
      await spoolDisk.clear();
      expect((await send(large)).status).toBe(200);
      await storedLogs(3);
    });

    it('lets files wait while the engine has no room, and stores them when it has', async () => {
      const engineDisk = await startOn('clickhouse', 64 * MEBIBYTE);
      expect((await send('before')).status).toBe(200);
      await storedLogs(1);
      await engineDisk.fill(0);
      expect((await send('waits')).status).toBe(200);
      expect((await send(binaryDigits(MEBIBYTE))).status).toBe(200);
      const status = await eventually<IngestStatus>(
        `${server.url}/api/admin/ingest`,
        ({ lastError }) => lastError !== null,
      );
      expect(status.lastError?.message).toContain('could not be stored yet; trying again');
      expect(status).toMatchObject({ quarantinedBodies: 0 });
      expect(status.spool.bytes).toBeGreaterThan(MEBIBYTE);
      expect(status.spool.lagSeconds).toBeGreaterThan(0);
      expect(server.output()).toContain('could not be stored yet; trying again');
      await engineDisk.clear();
      await storedLogs(3);
      const { quarantinedBodies } = await eventually<IngestStatus>(
        `${server.url}/api/admin/ingest`,
        ({ spool }) => spool.bytes === 0,
      );
      expect(quarantinedBodies).toBe(0);
    });
  });
});
