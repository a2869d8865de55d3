import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { is, sql } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPostgres, type PostgresServer, startPostgres } from '../testing/postgresServer.ts';
import { prepareDatabase } from '../testing/preparedDatabase.ts';
import { MIGRATIONS_FOLDER, type OpenDatabase } from './database.ts';
import { openEmbeddedDatabase } from './embeddedDatabase.ts';
import { grantOfKey } from './keys.ts';
import { migrationsUpTo } from './migrate.ts';
import { openRemoteDatabase } from './remoteDatabase.ts';
import { hashOf } from './secret.ts';

/** From nothing and from what older versions made to what the program expects, on both PostgreSQLs. */

const bin = await findPostgres();
if (!bin)
  process.stderr.write('skipped: no PostgreSQL is installed (on Debian: apt-get install postgresql)\n');

let postgres: PostgresServer | undefined;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-migrations-'));
  postgres = bin ? await startPostgres(bin) : undefined;
});

afterAll(async () => {
  await postgres?.stop();
  await rm(folder, { recursive: true });
});

const rowsOf = async (database: OpenDatabase['database'], statement: string) =>
  ((await database.execute(sql.raw(statement))) as unknown as { rows: Record<string, unknown>[] }).rows;

const embedded = async (name: string) => {
  const data = join(folder, name);
  await prepareDatabase(data);
  return (migrations = MIGRATIONS_FOLDER) => openEmbeddedDatabase(join(data, 'postgres'), migrations);
};

const remote = async (name: string) => {
  const url = new URL(postgres?.url ?? '');
  const { database, close } = await openRemoteDatabase(url.href, {
    migrationsFolder: await migrationsUpTo(0, join(folder, 'none')),
  });
  await database.execute(sql.raw(`CREATE DATABASE ${name}`));
  await close();
  url.pathname = `/${name}`;
  return (migrationsFolder = MIGRATIONS_FOLDER) => openRemoteDatabase(url.href, { migrationsFolder });
};

const engines: [string, boolean, typeof embedded][] = [
  ['embedded', true, embedded],
  ['a PostgreSQL server', bin !== undefined, remote],
];

describe.each(engines.filter(([, here]) => here))('control data in %s', (_name, _here, make) => {
  let open: Awaited<ReturnType<typeof make>>;
  let newest: OpenDatabase;

  it('of older versions is upgraded, with what is in it', async () => {
    open = await make('older');
    const oldest = await open(await migrationsUpTo(3, join(folder, 'three')));
    const { database } = oldest;
    const key = 'tli_key_of_an_older_version_0123456789';
    await database.execute(sql`INSERT INTO projects (id, name) VALUES ('shop', 'Shop')`);
    await database.execute(
      sql`INSERT INTO ingest_keys (project_id, hash, prefix) VALUES ('shop', ${hashOf(key)}, 'tli_key')`,
    );
    const id = '5e551000-0000-4000-8000-000000000001';
    await database.execute(sql`INSERT INTO segment_claims VALUES ('shop', ${id}, ${id}, 7, 'a file')`);
    await oldest.close();

    const later = await open(await migrationsUpTo(8, join(folder, 'eight')));
    await later.database.execute(
      sql`INSERT INTO incidents (project_id, ticket, until) VALUES ('shop', 'A-1', '2026-01-02T03:04:05.678901Z')`,
    );
    await later.database.execute(sql`INSERT INTO read_tokens (hash, prefix) VALUES ('h', 'tlr_')`);
    await later.close();

    newest = await open();
    expect(await grantOfKey(newest.database)(key)).toMatchObject({ project: 'shop' });
    expect(await rowsOf(newest.database, 'SELECT project, kind, name, file FROM body_claims')).toEqual([
      { project: 'shop', kind: 'segments', name: `${id} ${id} 7`, file: 'a file' },
    ]);
    expect(await rowsOf(newest.database, 'SELECT ticket, post_attempts FROM incidents')).toEqual([
      { ticket: 'A-1', post_attempts: 0 },
    ]);
    expect(await rowsOf(newest.database, 'SELECT scope FROM read_tokens')).toEqual([{ scope: 'read' }]);
  });

  it('is then what the program declares: tables, columns, keys and references', async () => {
    const made = async (statement: string) =>
      ((await rowsOf(newest.database, statement)) as Told[]).sort(inOrder);
    const tables = await declaredTables();
    expect(await made(COLUMNS_MADE)).toEqual(tables.flatMap(columnsOf).sort(inOrder));
    expect(await made(CONSTRAINTS_MADE)).toEqual(tables.flatMap(constraintsOf).sort(inOrder));
  });

  it('of a newer version is refused, and so is one that a migration was passed over in', async () => {
    await newest.database.execute(sql`DELETE FROM drizzle.__drizzle_migrations WHERE id = 2`);
    await newest.close();
    await expect(open()).rejects.toThrow(/control database .* cannot be used: .*were never run/);
    const older = await migrationsUpTo(1, join(folder, 'one'));
    await expect(open(older)).rejects.toThrow(
      /control database .* cannot be used: a newer Throughline has upgraded it .*run that version or a newer one/,
    );
  });
});

it('tells the migrations in the order in which they are numbered, which is that of their times', async () => {
  const { entries } = JSON.parse(
    await readFile(join(MIGRATIONS_FOLDER, 'meta', '_journal.json'), 'utf8'),
  ) as { entries: { idx: number; when: number; tag: string }[] };
  const files = (await readdir(MIGRATIONS_FOLDER)).filter((name) => name.endsWith('.sql')).sort();
  expect(entries.map(({ tag }) => `${tag}.sql`)).toEqual(files);
  // A database that has one is thought to have all whose time is earlier.
  const times = entries.map(({ when }) => when);
  expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
});

const COLUMNS_MADE = `SELECT c.relname AS table, a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type,
    a.attnotnull AS "notNull", a.atthasdef OR a.attidentity <> '' AS "hasDefault"
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped`;

/** Primary keys, unique columns and references: their columns, and what they refer to. */
const CONSTRAINTS_MADE = `SELECT r.relname AS table, c.contype::text AS kind,
    (SELECT string_agg(a.attname, ',' ORDER BY a.attname COLLATE "C") FROM pg_attribute a
      WHERE a.attrelid = c.conrelid AND a.attnum = ANY(c.conkey)) AS columns,
    CASE WHEN c.contype = 'f' THEN (SELECT relname FROM pg_class WHERE oid = c.confrelid) || ' ' || c.confdeltype::text END AS target
  FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid
  WHERE r.relnamespace = 'public'::regnamespace AND c.contype IN ('p', 'u', 'f')`;

/** Of every file here whose name says that it declares tables. */
async function declaredTables(): Promise<PgTable[]> {
  const here = fileURLToPath(new URL('.', import.meta.url));
  const files = (await readdir(here)).filter((name) => /tables\.ts$/i.test(name));
  const modules = await Promise.all(
    files.map((name) => import(/* @vite-ignore */ pathToFileURL(join(here, name)).href)),
  );
  const declared = modules.flatMap((module) => Object.values(module)).filter((value) => is(value, PgTable));
  return [...new Set(declared)];
}

const SERIALS: Record<string, string> = { serial: 'integer', bigserial: 'bigint', smallserial: 'smallint' };

function columnsOf(table: PgTable) {
  const { name, columns } = getTableConfig(table);
  return columns.map((column) => {
    const type = column.getSQLType();
    return {
      table: name,
      column: column.name,
      type: SERIALS[type] ?? type,
      notNull: column.notNull || column.primary,
      hasDefault: column.default !== undefined || type in SERIALS || column.generatedIdentity !== undefined,
    };
  });
}

/** As PostgreSQL writes them. */
const DELETIONS: Record<string, string> = {
  'no action': 'a',
  restrict: 'r',
  cascade: 'c',
  'set null': 'n',
  'set default': 'd',
};

function constraintsOf(table: PgTable) {
  const { name, columns, primaryKeys, uniqueConstraints, foreignKeys } = getTableConfig(table);
  const named = (list: readonly { name: string }[]) =>
    list
      .map((column) => column.name)
      .sort()
      .join(',');
  const keys = [
    ...columns.filter(({ primary }) => primary).map((column) => [column]),
    ...primaryKeys.map((key) => key.columns),
  ];
  const uniques = [
    ...columns.filter(({ isUnique }) => isUnique).map((column) => [column]),
    ...uniqueConstraints.map((unique) => unique.columns),
  ];
  return [
    ...keys.map((key) => ({ table: name, kind: 'p', columns: named(key), target: null })),
    ...uniques.map((unique) => ({ table: name, kind: 'u', columns: named(unique), target: null })),
    ...foreignKeys.map((foreignKey) => {
      const { columns: from, foreignTable } = foreignKey.reference();
      const target = `${getTableConfig(foreignTable).name} ${DELETIONS[foreignKey.onDelete ?? 'no action']}`;
      return { table: name, kind: 'f', columns: named(from), target };
    }),
  ];
}

type Told = { table: string; column?: string; kind?: string; columns?: string };

function inOrder(a: Told, b: Told): number {
  const key = ({ table, column, kind, columns }: Told) => [table, column, kind, columns].join('\u0000');
  return key(a) < key(b) ? -1 : 1;
}
