import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenDatabase } from '../control/database.ts';
import { openEmbeddedDatabase } from '../control/embeddedDatabase.ts';
import { migrationsUpTo, rowsOf } from '../control/migrate.ts';
import { openRemoteDatabase } from '../control/remoteDatabase.ts';
import { findPostgres, startPostgres } from '../testing/postgresServer.ts';
import { prepareDatabase } from '../testing/preparedDatabase.ts';
import { ARCHIVE_FORMAT, ARCHIVE_VERSION, type ArchiveHead, HEAD_NAME, partOf } from './archive.ts';
import { readControlTables, writeControlTables } from './controlTables.ts';
import { checkArchive } from './readArchive.ts';
import { restore } from './restore.ts';
import { archiveOf } from './writeArchive.ts';

/** Control data through backups: of older versions, of newer ones, and from one PostgreSQL into another. */

const ID = '5e551000-0000-4000-8000-000000000001';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-control-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function embedded(name: string, migrations?: string): Promise<OpenDatabase> {
  await prepareDatabase(join(folder, name));
  return openEmbeddedDatabase(join(folder, name, 'postgres'), migrations);
}

/** A backup of nothing but control data. */
async function archiveWith(database: OpenDatabase['database'], change: Partial<ArchiveHead['control']> = {}) {
  const staging = await mkdtemp(join(folder, 'staging-'));
  const { control, names } = await writeControlTables(database, staging);
  const head: ArchiveHead = {
    format: ARCHIVE_FORMAT,
    version: ARCHIVE_VERSION,
    product: '0.1.0',
    at: new Date().toISOString(),
    control: { ...control, ...change },
    tables: [],
  };
  const contents = [
    { name: HEAD_NAME, bytes: Buffer.from(JSON.stringify(head)) },
    ...names.map((name) => ({ name, path: join(staging, name) })),
  ];
  const path = join(staging, 'a.tar');
  await writeFile(path, Readable.from(archiveOf(Readable.from(contents))));
  return checkArchive(path);
}

const EMBEDDED = { databaseUrl: undefined, clickhouseUrl: undefined };

it('of an older version is put back as it was and then upgraded', async () => {
  const { database, close } = await embedded('older', await migrationsUpTo(3, join(folder, 'three')));
  await database.execute(sql`INSERT INTO projects (id, name) VALUES ('shop', 'Shop')`);
  await database.execute(sql`INSERT INTO segment_claims VALUES ('shop', ${ID}, ${ID}, 7, 'a file')`);
  const archive = await archiveWith(database);
  await close();
  const data = join(folder, 'upgraded');
  await restore(archive, { data, ...EMBEDDED }, () => undefined);
  const upgraded = await openEmbeddedDatabase(join(data, 'postgres'));
  expect(rowsOf(await upgraded.database.execute(sql`SELECT name, file FROM body_claims`))).toEqual([
    { name: `${ID} ${ID} 7`, file: 'a file' },
  ]);
  await upgraded.close();
});

it('of a newer version, or that does not come back whole, is refused, and leaves the folder empty', async () => {
  const { database, close } = await embedded('newer');
  const newer = await archiveWith(database, { migrations: [1, 2, Date.now() * 2] });
  const short = await archiveWith(database, { tables: [{ name: 'projects', rows: 5 }] });
  await close();
  const data = join(folder, 'refused');
  await mkdir(data);
  const refused = async (archive: typeof newer) =>
    restore(archive, { data, ...EMBEDDED }, () => undefined).catch((error: Error) => error.message);
  expect(await refused(newer)).toMatch(
    /control data is of another version \(Throughline 0\.1\.0\); restore it with/,
  );
  expect(await refused(short)).toMatch(/0 of the 5 rows of the control table projects came back/);
  expect(await readdir(data)).toEqual([]);
});

const bin = await findPostgres();

it.skipIf(!bin)('goes from the embedded PostgreSQL to a server with every value as it is', async () => {
  const postgres = await startPostgres(bin ?? '');
  const from = await embedded('values');
  const to = await openRemoteDatabase(postgres.url);
  try {
    const text = 'a "quoted", \\ back\nslash\r\u2028\u2029 ünïcode 🙂 {a,b}';
    await from.database.execute(sql`INSERT INTO projects (id, name, created_at) VALUES
      ('shop', ${text}, '2026-01-02T03:04:05.678901Z')`);
    await from.database.execute(
      sql`INSERT INTO project_settings (project_id, settings) VALUES ('shop', ${JSON.stringify({ text, deep: [1.5, null, { a: true }] })})`,
    );
    await from.database.execute(
      sql`INSERT INTO saved_views (project_id, name, columns) VALUES ('shop', '', ${`{"a,b","\\"","NULL",NULL}`})`,
    );
    // Larger than what is read at a time, so that a line of it comes in many pieces.
    await from.database.execute(
      sql`INSERT INTO assets SELECT 'shop', n::text, decode(repeat(md5(n::text), 200000), 'hex'), n FROM generate_series(1, 3) n`,
    );
    const staging = join(folder, 'pieces');
    const { control, names } = await writeControlTables(from.database, staging);
    const pieces = names.map((name) => {
      const part = partOf(name);
      return { table: part?.kind === 'control' ? part.table : '', path: join(staging, name) };
    });
    await readControlTables(to.database, control.tables, Readable.from(pieces.reverse()));
    expect(await everything(to.database)).toEqual(await everything(from.database));
    const references = rowsOf(
      await to.database.execute(sql`SELECT conname FROM pg_constraint WHERE contype = 'f'`),
    );
    expect(references.length).toBeGreaterThan(4);
  } finally {
    await Promise.all([from.close(), to.close()]);
    await postgres.stop();
  }
});

async function everything(database: OpenDatabase['database']) {
  const lines = ['projects', 'project_settings', 'saved_views', 'assets'].map(
    (table) => sql`SELECT md5(row_to_json(t)::text) AS row FROM ${sql.identifier(table)} t`,
  );
  return rowsOf(await database.execute(sql`${sql.join(lines, sql` UNION ALL `)} ORDER BY 1`));
}
