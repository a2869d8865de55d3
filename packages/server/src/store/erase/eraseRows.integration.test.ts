import { randomInt, randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { newSpanId, newTraceId } from '@throughline/format';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { erasedSessionHash, erasedTraceHash } from '../../control/erasures.ts';
import { ERASURE_LIMITS } from '../../limits.ts';
import { CLUSTERS, startClickhouseProcess } from '../../testing/clickhouseProcess.ts';
import { removeFolder, temporaryFolder } from '../../testing/serverProcess.ts';
import { openEmbeddedEngine } from '../embeddedEngine.ts';
import type { Engine } from '../engine.ts';
import { openRemoteEngine } from '../remoteEngine.ts';
import { applyRetention } from '../retention.ts';
import { createSchema } from '../store.ts';
import { localName } from '../tables/clusterSchema.ts';
import { eraseRows } from './eraseRows.ts';
import { isStored, recordsOfUser, sessionsByHash, tracesByHash, tracesOf } from './find.ts';

interface Opened {
  engine: Engine;
  cluster?: string;
  stop: () => Promise<void>;
}

const engines: [string, (folder: string) => Promise<Opened>][] = [
  [
    'the embedded engine',
    async (folder) => ({ engine: await openEmbeddedEngine(folder), stop: async () => undefined }),
  ],
  [
    'a ClickHouse over HTTP',
    async (folder) => {
      const { url, stop } = await startClickhouseProcess(folder);
      return { engine: await openRemoteEngine(url), stop };
    },
  ],
  [
    'a cluster of one shard',
    async (folder) => {
      const { url, stop } = await startClickhouseProcess(folder, 0, CLUSTERS);
      return { engine: await openRemoteEngine(url, 'one_shard'), cluster: 'one_shard', stop };
    },
  ],
];

const PROJECT = 'default';
const DAY_MS = 24 * 60 * 60_000;
/** The engine rewrites parts when it finds the time, which beside other tests may be late. */
const REWRITTEN = { timeout: 60_000 };

describe.each(engines)('in %s', (_name, open) => {
  let folder: string;
  let opened: Opened;
  let engine: Engine;

  beforeAll(async () => {
    folder = await temporaryFolder();
    opened = await open(folder);
    engine = opened.engine;
    await createSchema(engine, opened.cluster);
  });

  afterAll(async () => {
    await engine.close();
    await opened.stop();
    await removeFolder(folder);
  });

  async function insert(table: string, row: Record<string, string | number>, project = PROJECT) {
    const columns = Object.keys(row);
    const value = (column: string) => {
      if (column === 'trace_id' || column === 'span_ids')
        return `CAST(unhex({${column}:String}), 'FixedString(16)')`;
      if (column === 'received_at') return "fromUnixTimestamp64Milli({received_at:Int64}, 'UTC')";
      if (column === 'user') return "map('user.id', {user:String})";
      return `{${column}:${column === 'session_id' || column === 'tab_id' ? 'UUID' : 'String'}}`;
    };
    await engine.execute(
      `INSERT INTO ${table} (project, ${columns.map((column) => (column === 'user' ? 'attributes' : column)).join(', ')})
      SETTINGS distributed_foreground_insert = 1 SELECT {project:String}, ${columns.map(value).join(', ')}`,
      { project, ...row },
    );
  }
  const span = (session_id: string, trace_id: string, name: string, more: Record<string, string> = {}) =>
    insert('spans', {
      session_id,
      trace_id,
      span_ids: newSpanId() + newSpanId(),
      name,
      received_at: Date.now(),
      ...more,
    });
  const log = (session_id: string, trace_id: string, body: string, more: Record<string, string> = {}) =>
    insert('logs', { id: randomInt(2 ** 32), session_id, trace_id, body, received_at: Date.now(), ...more });
  const segment = (session_id: string, data: string) =>
    insert('replay_segments', { session_id, tab_id: randomUUID(), data, received_at: Date.now() });

  const NOBODY = '00000000-0000-0000-0000-000000000000';
  const tables = () => ({ engine, cluster: opened.cluster, signal: new AbortController().signal });
  const rows = async (sql: string, parameters = {}) =>
    (await engine.query<{ value: string }>(sql, parameters)).map(({ value }) => value).sort();

  it('deletes a session and its traces, keeps what others share, and sums up anew', async () => {
    const [session, neighbour] = [randomUUID(), randomUUID()];
    const [own, shared] = [newTraceId(), newTraceId()];
    await span(session, own, 'own');
    await span(NOBODY, own, 'of a service');
    await log(NOBODY, own, 'log of a service');
    await span(session, shared, 'shared, own');
    await span(neighbour, shared, "shared, the neighbour's");
    await span(NOBODY, shared, 'shared, of a service');
    await log(session, own, 'own');
    await log(neighbour, shared, "the neighbour's");
    await segment(session, 'own');
    await segment(neighbour, "the neighbour's");
    // As if the same session were in another project.
    await insert(
      'logs',
      { id: randomInt(2 ** 32), session_id: session, body: 'elsewhere', received_at: Date.now() },
      'other',
    );

    const traces = await tracesOf(engine, PROJECT, [session]);
    expect(traces).toEqual({ own: [own], shared: [shared] });
    let insertsWaited = false;
    const erased = await eraseRows(
      tables(),
      { project: PROJECT, sessions: [session], ...traces, records: [] },
      async (task) => {
        insertsWaited = true;
        await task();
      },
    );
    expect(erased).toEqual({ segments: 1, spans: 3, logs: 2 });
    expect(insertsWaited).toBe(true);
    expect(await rows('SELECT name AS value FROM spans')).toEqual([
      'shared, of a service',
      "shared, the neighbour's",
    ]);
    expect(await rows('SELECT body AS value FROM logs')).toEqual(['elsewhere', "the neighbour's"]);
    expect(await rows('SELECT data AS value FROM replay_segments')).toEqual(["the neighbour's"]);
    for (const table of ['sessions', 'session_hours', 'session_traces'])
      expect(
        await rows(`SELECT DISTINCT toString(session_id) AS value FROM ${table} WHERE project = 'default'`),
      ).toEqual([neighbour]);
    expect(
      await rows(
        "SELECT concat(lower(hex(trace_id)), ' ', toString(sum(spans))) AS value FROM traces WHERE project = 'default' GROUP BY trace_id",
      ),
    ).toEqual([`${shared} 2`]);
    expect(await isStored(engine, PROJECT, session)).toBe(false);
    expect(await isStored(engine, 'other', session)).toBe(true);

    // Once more: what is summed up anew is the same as before, and is no repetition.
    await eraseRows(
      tables(),
      { project: PROJECT, sessions: [], own: [], shared: [shared], records: [] },
      (task) => task(),
    );
    expect(await rows('SELECT toString(sum(spans)) AS value FROM traces')).toEqual(['2']);
  });

  it('takes a trace for their own that only sessions to be erased have, however many there are', async () => {
    const [first, last, other] = [randomUUID(), randomUUID(), randomUUID()];
    const [own, shared] = [newTraceId(), newTraceId()];
    for (const session of [first, last]) await span(session, own, 'of two');
    for (const session of [first, other]) await span(session, shared, 'of two');
    // More than one question asks for.
    const many = Array.from({ length: ERASURE_LIMITS.sessionsAStatement }, () => randomUUID());
    expect(await tracesOf(engine, PROJECT, [first, ...many, last])).toEqual({ own: [own], shared: [shared] });
    expect(await tracesOf(engine, PROJECT, [last])).toEqual({ own: [], shared: [own] });
    expect(await tracesOf(engine, PROJECT, [])).toEqual({ own: [], shared: [] });
  });

  it('finds what came late by hashes, and what names a user', async () => {
    const session = randomUUID();
    const [trace, job] = [newTraceId(), newTraceId()];
    await log(session, trace, 'late');
    await span(NOBODY, trace, 'late');
    expect(await sessionsByHash(engine, PROJECT, [erasedSessionHash(session)])).toEqual([session]);
    expect(await tracesByHash(engine, PROJECT, [erasedTraceHash(trace)], Date.now() - DAY_MS)).toEqual([
      trace,
    ]);
    expect(await tracesByHash(engine, PROJECT, [erasedTraceHash(trace)], Date.now() + DAY_MS)).toEqual([]);

    const user = "o'hara\\@\n{shop:String}";
    await log(session, trace, 'of the user', { user });
    await span(NOBODY, job, 'for the user', { user });
    await span(NOBODY, job, 'for another', { user: 'o' });
    const found = await recordsOfUser(engine, PROJECT, user);
    expect(found.sessions).toEqual([session]);
    expect(found.records).toMatchObject([{ table: 'spans', trace: job }]);
    await eraseRows(
      tables(),
      { project: PROJECT, sessions: [], own: [], shared: [], records: found.records },
      (task) => task(),
    );
    expect(
      await rows(
        "SELECT name AS value FROM spans WHERE trace_id = CAST(unhex({job:String}), 'FixedString(16)')",
        { job },
      ),
    ).toEqual(['for another']);
  });

  it('deletes what issues have of a session and its traces, and of single records', async () => {
    const [session, neighbour] = [randomUUID(), randomUUID()];
    const [own, shared, none] = [newTraceId(), newTraceId(), '0'.repeat(32)];
    const isException = { event_name: 'exception' };
    await log(session, own, 'own', isException);
    await log(NOBODY, own, 'own, of a service', isException);
    for (const one of [session, neighbour]) await span(one, shared, 'of two');
    await log(NOBODY, shared, 'shared, of a service', isException);
    await log(neighbour, shared, 'shared, of the neighbour', isException);
    const user = 'grace';
    await log(NOBODY, none, 'of nobody, for the user', { ...isException, user });
    await log(NOBODY, none, 'of nobody', isException);
    const messages = () =>
      rows(
        `SELECT concat(latest.message, ' ', toString(sum(events))) AS value FROM issue_minutes GROUP BY latest.message`,
      );
    expect(await messages()).toHaveLength(6);
    const { records } = await recordsOfUser(engine, PROJECT, user);
    expect(records).toMatchObject([{ table: 'logs' }]);
    await eraseRows(
      tables(),
      { project: PROJECT, sessions: [session], own: [own], shared: [shared], records },
      (task) => task(),
    );
    expect(await messages()).toEqual(['of nobody 1', 'shared, of a service 1', 'shared, of the neighbour 1']);
  });

  it('keeps no trace of the ids in what the engine notes of deletions', async () => {
    const commands = await rows('SELECT command AS value FROM system.mutations WHERE is_done');
    // A cluster keeps them until later ones push them out.
    if (opened.cluster === undefined)
      expect(commands.filter((command) => command.includes('DELETE'))).toEqual([]);
    else expect(commands.length).toBeGreaterThan(0);
  });

  it('deletes what its project has kept long enough, summaries too, from the disk', {
    timeout: 180_000,
  }, async () => {
    const old = randomUUID();
    const trace = newTraceId();
    const received_at = Date.now() - 3 * DAY_MS;
    const days = (all: number) => ({ spans: all, logs: all, replay: all });
    for (const project of ['short', 'long']) {
      await insert(
        'spans',
        { session_id: old, trace_id: trace, span_ids: newSpanId() + newSpanId(), name: project, received_at },
        project,
      );
      await insert(
        'logs',
        { id: randomInt(2 ** 32), session_id: old, trace_id: trace, body: project, received_at },
        project,
      );
      await insert(
        'replay_segments',
        { session_id: old, tab_id: randomUUID(), data: project, received_at },
        project,
      );
    }
    const retention = [
      { project: 'long', days: days(30) },
      // The recording outlives the rest.
      { project: 'short', days: { ...days(1), replay: 10 } },
    ];
    await applyRetention(engine, retention, opened.cluster);
    const left = (table: string) =>
      rows(`SELECT DISTINCT project AS value FROM ${table} WHERE project IN ('short', 'long')`);
    /** Has the engine do now what it does within hours. */
    const leftWhenMerged = async (table: string) => {
      await engine.execute(`OPTIMIZE TABLE ${opened.cluster === undefined ? table : localName(table)} FINAL`);
      return left(table);
    };
    for (const table of ['spans', 'logs', 'session_traces', 'traces'])
      await expect.poll(() => leftWhenMerged(table), { ...REWRITTEN, message: table }).toEqual(['long']);
    for (const table of ['replay_segments', 'sessions', 'session_hours'])
      expect(await left(table)).toEqual(['long', 'short']);

    // The same again changes nothing, so a start costs nothing.
    const changes = () =>
      rows("SELECT mutation_id AS value FROM system.mutations WHERE command LIKE '%TTL%'");
    const before = await changes();
    await applyRetention(engine, retention, opened.cluster);
    expect(await changes()).toEqual(before);

    await applyRetention(
      engine,
      [
        { project: 'long', days: days(30) },
        { project: 'short', days: days(1) },
      ],
      opened.cluster,
    );
    for (const table of ['replay_segments', 'sessions', 'session_hours'])
      await expect.poll(() => leftWhenMerged(table), { ...REWRITTEN, message: table }).toEqual(['long']);
    // The parts that held them are gone from the disk as well.
    const partsOnDisk = async () =>
      (await readdir(folder, { recursive: true })).filter((path) =>
        /store\/\w+\/[\w-]+\/\w+_\d+_\d+_\d+(_\d+)?$/.test(path),
      ).length;
    const active = async () =>
      (await engine.query("SELECT path FROM system.parts WHERE active AND database NOT IN ('system')"))
        .length;
    await expect.poll(async () => (await partsOnDisk()) - (await active()), REWRITTEN).toBe(0);
    expect(await partsOnDisk()).toBeGreaterThan(0);
  });
});
