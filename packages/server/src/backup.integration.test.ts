import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { PATHS, type SegmentList } from '@throughline/format';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkArchive, extract } from './backup/readArchive.ts';
import { openEmbeddedEngine } from './store/embeddedEngine.ts';
import type { Engine } from './store/engine.ts';
import { openRemoteEngine } from './store/remoteEngine.ts';
import { createTables } from './store/store.ts';
import { startClickhouseProcess } from './testing/clickhouseProcess.ts';
import { findPostgres, startPostgres } from './testing/postgresServer.ts';
import {
  browserResource,
  click,
  exportLogs,
  exportSpans,
  log,
  navigation,
  segmentBody,
  segmentHeader,
  span,
} from './testing/records.ts';
import {
  removeFolder,
  SERVER_PROGRAM,
  type ServerProcess,
  startServerProcess,
  TEST_KEY,
  temporaryFolder,
} from './testing/serverProcess.ts';

/** Everything that a server stores, through the file of a backup, into an empty folder: the same as before. */

const OPERATOR = 'a-read-token-given-in-the-settings';
const SESSIONS: string[] = Array.from({ length: 3 }, () => randomUUID());

let server: ServerProcess;
let folder: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  const data = join(folder, 'data');
  await mkdir(join(data, 'quarantine'), { recursive: true });
  await writeFile(join(data, 'quarantine', 'traces-protobuf.2-b-1'), Buffer.from([3, 0x1a, 1, 0xff]));
  const note = { at: 1_795_000_000_000, reason: 'not read', stored: [] };
  await writeFile(join(data, 'quarantine', 'traces-protobuf.2-b-1.json'), JSON.stringify(note));
  server = await startServerProcess(data, ['--read-token', OPERATOR]);
  await setUp();
  for (const session of SESSIONS) for (const seq of [0, 1, 2]) await sendSegment(session, seq);
  await sendServices();
});

afterAll(async () => {
  await server.stop();
  await removeFolder(folder);
});

const headers = { authorization: `Bearer ${OPERATOR}` };

async function ask(url: string, path: string, method = 'GET', body?: unknown): Promise<string> {
  const response = await fetch(url + path, {
    method,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} answered ${response.status} ${text}`);
  return text;
}

/** What people set up, of each kind. */
async function setUp(): Promise<void> {
  const post = (path: string, body: unknown) => ask(server.url, path, 'POST', body);
  await post('/api/keys', {
    name: 'back ends',
    allowedOrigins: ['https://shop.example', 'https://a.example'],
  });
  await post('/api/read-tokens', { name: 'dashboard' });
  await post('/api/views', {
    name: 'Slow “payments”\u2028',
    search: 'service:payment',
    columns: ['started'],
  });
  await ask(server.url, '/api/retention', 'PUT', { spans: 300 });
  await ask(server.url, '/api/settings', 'PATCH', { sampling: { rate: 0.5 } });
  await post(`${PATHS.incidentMode}?minutes=60`, { ticket: 'A-1', reason: 'a\nreason' });
  const map = { version: 3, sources: ['a.ts'], names: [], mappings: 'AAAA', sourcesContent: ['x'] };
  await post('/api/sourcemaps?release=1&url=https://shop.example/a.js', map);
}

async function sendSegment(session: string, seq: number): Promise<void> {
  const tab = session.replace(/^.{8}/, '7ab07ab0');
  const resource = browserResource(session, tab);
  const now = Date.now();
  const body = segmentBody(segmentHeader(session, tab, seq), {
    spans: exportSpans(resource, [span(now - 500, now - 100, { kind: 3 })]),
    logs: exportLogs(resource, [navigation(now - 900, 'https://shop.example/cart'), click(now - 400, 'Pay')]),
    replay: [{ type: 4, data: { seq, text: 'ünïcode' }, timestamp: now }],
  });
  const answer = await fetch(`${server.url}/v1/segments?key=${TEST_KEY}`, {
    method: 'POST',
    body: new Uint8Array(body),
  });
  if (!answer.ok) throw new Error(`a segment was answered ${answer.status}`);
}

async function sendServices(): Promise<void> {
  const send = (signal: string, body: unknown) =>
    fetch(`${server.url}/v1/${signal}`, {
      method: 'POST',
      body: new Uint8Array(gzipSync(JSON.stringify(body))),
      headers: {
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        authorization: `Bearer ${TEST_KEY}`,
      },
    });
  const now = Date.now();
  const resource = { 'service.name': 'payment', 'session.id': SESSIONS[0] };
  const failed = span(now - 400, now - 200, { status: { code: 2, message: 'declined' } });
  for (const answer of [
    await send('traces', exportSpans(resource, [failed])),
    await send(
      'logs',
      exportLogs({ 'service.name': 'stock' }, [log(now, 'low', { traceId: failed.traceId })]),
    ),
  ])
    expect(answer.status).toBe(200);
}

/** Runs the `throughline` command; what it says of progress goes to stderr. */
async function throughline(...args: string[]): Promise<string> {
  const environment = { ...process.env, THROUGHLINE_READ_TOKEN: OPERATOR };
  const { stdout } = await promisify(execFile)(process.execPath, [SERVER_PROGRAM, ...args], {
    env: environment,
  });
  return stdout;
}

const refusedBy = (...args: string[]) =>
  throughline(...args).then(
    () => 'not at all',
    ({ stderr }: { stderr: string }) => stderr,
  );

async function stored(url: string): Promise<void> {
  const answer = async () => JSON.parse(await ask(url, '/api/admin/ingest')) as { spool: { bytes: number } };
  await expect.poll(async () => (await answer()).spool.bytes).toBe(0);
}

describe('a backup of a server that goes on taking data', () => {
  it('has each acknowledged segment once, also in the summaries, restored into a ClickHouse and a PostgreSQL', async () => {
    const archive = join(folder, 'busy.tar');
    await stored(server.url);
    const during: string[] = [];
    let over = false;
    const sending = (async () => {
      while (!over) {
        const session = randomUUID();
        await sendSegment(session, 0);
        during.push(session);
      }
    })();
    await expect.poll(() => during.length).toBeGreaterThan(20);
    const before = [...SESSIONS, ...during];
    await throughline('backup', archive, '--server', server.url);
    over = true;
    await sending;
    expect((await stat(archive)).mode & 0o777).toBe(0o600);

    const bin = await findPostgres();
    const postgres = bin ? await startPostgres(bin) : undefined;
    const clickhouse = await startClickhouseProcess(join(folder, 'remote'));
    const data = join(folder, 'restored remotely');
    const urls = [
      ...['--clickhouse-url', clickhouse.url],
      ...(postgres ? ['--database-url', postgres.url] : []),
    ];
    await throughline('restore', archive, '--data', data, ...urls);
    const again = await refusedBy('restore', archive, '--data', join(folder, 'again'), ...urls);
    expect(again).toMatch(/is not empty \(it has .*restore into an empty/);
    const restored = await startServerProcess(data, ['--read-token', OPERATOR, ...urls]);
    try {
      await stored(restored.url);
      const engine = await openRemoteEngine(clickhouse.url);
      const rows = await engine.query<{ session: string; segments: string; counted: string }>(
        `SELECT toString(session_id) AS session, toString(sum(s)) AS segments, toString(sum(c)) AS counted FROM (
          SELECT session_id, 1 AS s, 0 AS c FROM replay_segments UNION ALL SELECT session_id, 0, segments FROM sessions)
        GROUP BY session_id`,
      );
      await engine.close();
      const sent = new Map(rows.map(({ session, ...counts }) => [session, counts]));
      expect(before.filter((session) => !sent.has(session))).toEqual([]);
      for (const [session, counts] of sent) {
        const count = SESSIONS.includes(session) ? '3' : '1';
        expect({ session, ...counts }).toEqual({ session, segments: count, counted: count });
      }
      // And the way back.
      await throughline('backup', join(folder, 'back.tar'), '--server', restored.url);
      expect(await importedSegments(join(folder, 'back.tar'))).toBe(
        [...sent.values()].reduce((sum, { segments }) => sum + Number(segments), 0),
      );
    } finally {
      await restored.stop();
      await clickhouse.stop();
      await postgres?.stop();
    }
  });
});

describe('a backup of a server that does not run, restored into an empty folder', () => {
  let archive: string;
  const data = () => join(folder, 'restored');

  it('brings back every row and every answer', async () => {
    await stored(server.url);
    const told = await answers(server.url);
    await server.stop();
    await throughline('backup', folder, '--data', server.data);
    await throughline('restore', folder, '--data', data());
    archive = join(folder, (await readdir(folder)).find((name) => /^throughline-.*\.tar$/.test(name)) ?? '');
    expect(await hashes(data())).toEqual(await hashes(server.data));
    for (const key of ['secret-key', 'quarantine/traces-protobuf.2-b-1'])
      expect(await readFile(join(data(), key))).toEqual(await readFile(join(server.data, key)));
    const restored = await startServerProcess(data(), ['--read-token', OPERATOR]);
    try {
      expect(await answers(restored.url)).toEqual(told);
    } finally {
      await restored.stop();
    }
  });

  it('is refused by a folder that is not empty', async () => {
    expect(await refusedBy('restore', archive, '--data', data())).toMatch(
      /is not empty \(it has .*give an empty/,
    );
  });

  it('is refused where it is cut off, damaged or something else, before anything is written', async () => {
    const bytes = (await stat(archive)).size;
    const damaged = join(folder, 'damaged.tar');
    for (const length of [0, 100, 5_000, Math.floor(bytes / 2), bytes - 1024 - 512]) {
      await copyFile(archive, damaged);
      await truncate(damaged, length);
      await expect(checkArchive(damaged)).rejects.toThrow(/cannot be restored: it is (not whole|no backup)/);
    }
    const whole = await readFile(archive);
    for (const { name, at, bytes: length } of (await checkArchive(archive)).entries) {
      if (length === 0) continue;
      const changed = Buffer.from(whole);
      changed.writeUInt8(changed.readUInt8(at + length - 1) ^ 1, at + length - 1);
      await writeFile(damaged, changed);
      await expect(checkArchive(damaged), name).rejects.toThrow(/damaged|no backup/);
    }
    const target = join(folder, 'untouched');
    expect(await refusedBy('restore', damaged, '--data', target)).toContain('it is damaged');
    await expect(stat(target)).rejects.toThrow('ENOENT');
  });

  it('that was not restored to its end is not served', async () => {
    const unfinished = join(folder, 'unfinished');
    await mkdir(join(unfinished, 'restoring'), { recursive: true });
    await expect(startServerProcess(unfinished)).rejects.toThrow('was not restored to its end');
  });
});

/** How many segments an embedded engine takes from an archive. */
async function importedSegments(path: string): Promise<number> {
  const archive = await checkArchive(path);
  const engine = await openEmbeddedEngine(join(folder, 'imported'));
  try {
    await createTables(engine);
    const columns = archive.head.tables.find(({ name }) => name === 'replay_segments')?.columns ?? [];
    for (const entry of archive.entries)
      if (entry.part.kind === 'table' && entry.part.table === 'replay_segments') {
        const piece = join(folder, `piece${extname(entry.name)}`);
        await extract(archive, entry, piece);
        await engine.importRows('replay_segments', columns, piece);
      }
    const [counted] = await engine.query<{ rows: string }>('SELECT count() AS rows FROM replay_segments');
    return Number(counted?.rows);
  } finally {
    await engine.close();
  }
}

/** What the API says of all that was sent and set up. */
async function answers(url: string): Promise<Record<string, string>> {
  const paths = [
    '/api/sessions',
    '/api/keys',
    '/api/read-tokens',
    '/api/views',
    '/api/retention',
    '/api/settings',
    '/api/sourcemaps',
    '/api/admin/quarantine',
    PATHS.incidentMode,
  ];
  for (const id of SESSIONS) {
    const session = `/api/sessions/${id}`;
    const { segments } = JSON.parse(await ask(url, `${session}/segments`)) as SegmentList;
    paths.push(session, `${session}/segments`, `${session}/spans`, `${session}/logs`);
    paths.push(...segments.map(({ tab, seq }) => `${session}/segments/${tab}/${seq}`));
  }
  const entries: [string, string][] = [];
  for (const path of paths) entries.push([path, await ask(url, path)]);
  return Object.fromEntries(entries);
}

/** Of each table of a stopped server, rows and a hash of all their values, however they are merged. */
async function hashes(data: string): Promise<Record<string, unknown>> {
  const clickhouse = await startClickhouseProcess(join(data, 'clickhouse'));
  const engine = await openRemoteEngine(clickhouse.url);
  try {
    const tables = await engine.query<{ name: string }>(
      `SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree'`,
    );
    const found: Record<string, unknown> = {};
    for (const { name } of tables) found[name] = await hashOf(engine, name);
    return found;
  } finally {
    await engine.close();
    await clickhouse.stop();
  }
}

async function hashOf(engine: Engine, table: string): Promise<unknown> {
  const columns = await engine.query<{ name: string; type: string }>(
    'SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = {table:String}',
    { table },
  );
  const values = columns.map(({ name, type }) => {
    if (type.startsWith('AggregateFunction')) return `toString(finalizeAggregation(${name}))`;
    return /^SimpleAggregateFunction\(group/.test(type)
      ? `toString(arraySort(${name}))`
      : `toString(${name})`;
  });
  const final = columns.length > 0 && table !== 'logs' && table !== 'accepted_bodies' ? 'FINAL' : '';
  const [row] = await engine.query(
    `SELECT toString(count()) AS rows, toString(sum(cityHash64(${values.join(', ')}))) AS hash FROM ${table} ${final}`,
  );
  return row;
}
