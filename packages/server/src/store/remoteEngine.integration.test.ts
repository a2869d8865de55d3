import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ClickhouseProcess, startClickhouseProcess } from '../testing/clickhouseProcess.ts';
import { EngineError } from './engine.ts';
import { openRemoteEngine } from './remoteEngine.ts';
import { createSchema } from './store.ts';
import { RECORD_TABLES } from './tables/records.ts';
import { SUMMARY_TABLES, SUMMARY_VIEWS } from './tables/summaries.ts';

let folder: string;
let clickhouse: ClickhouseProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-remote-'));
  clickhouse = await startClickhouseProcess(folder);
});

afterAll(async () => {
  await clickhouse.stop();
  await rm(folder, { recursive: true });
});

const refusal = (asking: Promise<unknown>): Promise<EngineError> =>
  asking.then(
    () => Promise.reject(new Error('was not refused')),
    (error: EngineError) => error,
  );

it('makes the database that the URL names, and works in it', async () => {
  const engine = await openRemoteEngine(`${clickhouse.url}/of_our_own`);
  await createSchema(engine);
  expect(await engine.query('SELECT currentDatabase() AS name')).toEqual([{ name: 'of_our_own' }]);
  await engine.close();
});

it('is given all tables by servers that start together', async () => {
  const servers = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const engine = await openRemoteEngine(`${clickhouse.url}/together`);
      await createSchema(engine);
      return engine;
    }),
  );
  const [tables] =
    (await servers[0]?.query<{ views: number; others: number }>(
      "SELECT toUInt8(countIf(engine = 'MaterializedView')) AS views, toUInt8(countIf(engine LIKE '%MergeTree')) AS others FROM system.tables WHERE database = 'together'",
    )) ?? [];
  expect(tables).toEqual({
    views: SUMMARY_VIEWS.length,
    others: RECORD_TABLES.length + SUMMARY_TABLES.length,
  });
  await Promise.all(servers.map((engine) => engine.close()));
});

it.each([
  ['text', 'String', `quotes ' " \\ and a tab\t, a line\n, ü`],
  ['a large number as text', 'UInt64', '18446744073709551615'],
  ['a truth', 'Bool', true],
  ['a list', 'Array(String)', ["it's", 'a\\b', '']],
])('binds %s as it is', async (_name, type, value) => {
  const engine = await openRemoteEngine(clickhouse.url);
  expect(await engine.query(`SELECT {v:${type}} AS v`, { v: value })).toEqual([{ v: value }]);
  await engine.close();
});

it('reads an answer of many rows whole', async () => {
  const engine = await openRemoteEngine(clickhouse.url);
  const rows = await engine.query<{ number: string }>('SELECT number FROM numbers(50000)');
  expect(rows.length).toBe(50_000);
  expect(rows.at(-1)).toEqual({ number: '49999' });
  await engine.close();
});

it("tells the engine's refusals by ClickHouse's code, and its absence by none", async () => {
  const engine = await openRemoteEngine(clickhouse.url);
  const unknownIdentifier = await refusal(engine.query('SELECT nothing_of_this_name'));
  expect(unknownIdentifier).toBeInstanceOf(EngineError);
  expect(unknownIdentifier.code).toBe(47);
  expect((await refusal(engine.execute('DROP TABLE nothing_of_this_name'))).code).toBe(60);

  await createSchema(engine);
  const path = join(folder, 'no protobuf');
  await writeFile(path, Buffer.from([200, 1, 0x1a, 5]));
  const format = {
    schema: 'syntax = "proto3"; message Envelope { string project = 1; }',
    columns: 'project String',
  };
  const insert = {
    table: 'traces',
    columns: ['project'],
    select: (source: string) => `SELECT project FROM ${source}`,
    deduplicationToken: 'a',
  };
  expect((await refusal(engine.insertFile(path, format, insert))).code).toEqual(expect.any(Number));

  const { port } = clickhouse;
  await clickhouse.stop();
  const away = await refusal(engine.query('SELECT 1'));
  expect(away).toBeInstanceOf(EngineError);
  expect(away.code).toBeUndefined();
  expect((await refusal(engine.insertFile(path, format, insert))).code).toBeUndefined();
  clickhouse = await startClickhouseProcess(folder, port);
  expect(await engine.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await engine.close();
});

it('says at once what is wrong with the address or the password, and does not print the password', async () => {
  const unreachable = await refusal(openRemoteEngine('http://ada:secret@127.0.0.1:1'));
  expect(unreachable.message).toMatch(
    /ClickHouse at 127\.0\.0\.1:1 cannot be used: .*ECONNREFUSED.*--clickhouse-url/,
  );
  const wrong = new URL(clickhouse.url);
  wrong.password = 'wrong-secret';
  const refused = await refusal(openRemoteEngine(wrong.href));
  expect(refused.code).toBe(516);
  for (const { message } of [unreachable, refused]) expect(message).not.toContain('secret');
});
