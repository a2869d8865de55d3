import { randomUUID } from 'node:crypto';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SessionDetail } from '@throughline/format';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bytesField, frame, varintField } from '../spool/frame.ts';
import { ENVELOPE_FIELDS } from '../spool/kinds.ts';
import { exportLogs, log } from '../testing/records.ts';
import {
  eventually,
  removeFolder,
  type ServerProcess,
  startServerProcess,
  temporaryFolder,
} from '../testing/serverProcess.ts';
import { runQuarantineCommand } from './quarantineCommand.ts';

let server: ServerProcess;
const session = randomUUID();
const body = JSON.stringify(exportLogs({ 'session.id': session }, [log(Date.now(), 'mended')]));

beforeAll(async () => {
  const data = await temporaryFolder();
  await mkdir(join(data, 'quarantine'));
  const mended = frame([
    ...bytesField(ENVELOPE_FIELDS.project, 'default'),
    ...varintField(ENVELOPE_FIELDS.received, Date.now()),
    ...bytesField(ENVELOPE_FIELDS.body, body),
  ]);
  await writeFile(join(data, 'quarantine', 'logs-json.1-a-0'), Buffer.concat(mended));
  await writeFile(join(data, 'quarantine', 'traces-protobuf.2-b-1'), Buffer.from([3, 0x1a, 1, 0xff]));
  server = await startServerProcess(data);
});

afterAll(async () => {
  await server.stop();
  await removeFolder(server.data);
});

const run = (...args: string[]) => runQuarantineCommand([...args, '--server', server.url], {});

it('lists what could not be stored, and stores what can be by now', async () => {
  expect(await run('list')).toMatch(/^(logs-json\.1-a-0|traces-protobuf\.2-b-1) {2}\d+ bytes {2}.*Z\n/m);
  expect((await run('list')).trimEnd().split('\n')).toHaveLength(2);
  expect(await run('retry')).toBe('1 stored, 1 left in quarantine.\n');
  await eventually<SessionDetail>(
    `${server.url}/api/sessions/${session}`,
    ({ counts }) => counts?.logs === 1,
  );
  expect(await run('list')).toMatch(/^traces-protobuf\.2-b-1 {2}4 bytes {2}\S+Z {2}\S.*\n$/);
  expect((await readdir(join(server.data, 'quarantine'))).sort()).toEqual([
    'traces-protobuf.2-b-1',
    'traces-protobuf.2-b-1.json',
  ]);
});

it('says what is wrong with a name or a verb', async () => {
  await expect(run('retry', '../spool/x')).rejects.toThrow('there is no ../spool/x in quarantine');
  await expect(run('burn')).rejects.toThrow('list or retry');
});
