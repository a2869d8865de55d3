import { mkdir, readdir, rm } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { MIGRATIONS_FOLDER, type OpenDatabase } from '../control/database.ts';
import { DatabaseError } from '../control/databaseError.ts';
import { openEmbeddedDatabase } from '../control/embeddedDatabase.ts';
import { knownMigrations, migrationsUpTo, refuseOtherMigrations, rowsOf } from '../control/migrate.ts';
import { openRemoteDatabase } from '../control/remoteDatabase.ts';
import { lockFolder } from '../folderLock.ts';
import { openEmbeddedEngine } from '../store/embeddedEngine.ts';
import type { Engine } from '../store/engine.ts';
import { openRemoteEngine } from '../store/remoteEngine.ts';
import { standingColumns } from '../store/standingColumns.ts';
import { createSchema, createTables } from '../store/store.ts';
import { BackupError } from './archive.ts';
import { readControlTables } from './controlTables.ts';
import { emptied, putInPlace } from './dataFiles.ts';
import { type Archive, type ArchiveEntry, extract, type OnProgress } from './readArchive.ts';
import { RESTORING } from './unfinishedRestore.ts';

/** Where a backup is put: all of it must be empty. */
export interface Target {
  data: string;
  /** As in the settings of the server; embedded if not given. */
  databaseUrl: string | undefined;
  clickhouseUrl: string | undefined;
}

/** What a folder has that is the root of a file system. */
const NOBODYS = new Set(['lost+found']);

/**
 * Puts back what an archive holds that was checked (`checkArchive`), and upgrades it to this version. Throws `BackupError` if the
 * target is not empty, or if what came back is not what was backed up; the data folder is then left empty.
 */
export async function restore(archive: Archive, target: Target, onProgress: OnProgress): Promise<void> {
  refuseNewer(archive);
  const { data } = target;
  await mkdir(data, { recursive: true, mode: 0o700 });
  await refuseFull(data);
  const unlock = await lockFolder(data);
  try {
    const temporary = await emptied(join(data, RESTORING));
    await restoreControl(archive, target, temporary, onProgress);
    await restoreTables(archive, target, temporary, onProgress);
    for (const { entry, part } of entriesOf(archive, 'file')) {
      await extract(archive, entry, join(temporary, 'file'));
      await putInPlace(join(temporary, 'file'), data, part.folder, part.file);
    }
    await rm(temporary, { recursive: true });
  } catch (error) {
    // It was empty, and is ours alone.
    for (const name of await readdir(data))
      if (!NOBODYS.has(name)) await rm(join(data, name), { recursive: true, force: true });
    throw error;
  } finally {
    await unlock();
  }
}

function refuseNewer({ path, head }: Archive): void {
  try {
    refuseOtherMigrations(head.control.migrations, knownMigrations(MIGRATIONS_FOLDER));
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    throw new BackupError(
      `${path} cannot be restored: its control data is of another version (Throughline ${head.product.slice(0, 50)}); restore it with that version or a newer one`,
      { cause: error },
    );
  }
}

async function refuseFull(data: string): Promise<void> {
  const names = (await readdir(data)).filter((name) => !NOBODYS.has(name));
  if (names.length > 0)
    throw new BackupError(
      `${data} is not empty (it has ${names.slice(0, 3).join(', ')}${names.length > 3 ? ' …' : ''}); give an empty folder, or one that is not there yet`,
    );
}

type EntryOf<Kind> = { entry: ArchiveEntry; part: Extract<ArchiveEntry['part'], { kind: Kind }> };

function entriesOf<Kind extends ArchiveEntry['part']['kind']>(archive: Archive, kind: Kind): EntryOf<Kind>[] {
  return archive.entries
    .filter(({ part }) => part.kind === kind)
    .map((entry) => ({ entry, part: entry.part as EntryOf<Kind>['part'] }));
}

async function restoreControl(
  archive: Archive,
  { data, databaseUrl }: Target,
  temporary: string,
  onProgress: OnProgress,
): Promise<void> {
  const { migrations, tables } = archive.head.control;
  const open = (migrationsFolder: string, before?: typeof refuseTables): Promise<OpenDatabase> =>
    databaseUrl === undefined
      ? openEmbeddedDatabase(join(data, 'postgres'), migrationsFolder)
      : openRemoteDatabase(databaseUrl, { migrationsFolder, ...(before && { before }) });
  // As it was, and then upgraded as any database is.
  const older = await migrationsUpTo(migrations.length, join(temporary, 'migrations'));
  const { database, close } = await open(older, refuseTables);
  try {
    await readControlTables(database, tables, extracted(archive, 'control', temporary, onProgress));
  } finally {
    await close();
  }
  await (await open(MIGRATIONS_FOLDER)).close();
}

async function refuseTables(database: Pick<OpenDatabase['database'], 'execute'>): Promise<void> {
  const tables = rowsOf<{ name: string }>(
    await database.execute(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() LIMIT 3`,
    ),
  );
  if (tables.length > 0)
    throw new BackupError(
      `it is not empty (it has ${tables.map(({ name }) => name).join(', ')}); restore into an empty database`,
    );
}

/** The pieces of tables, each as a file that is there until the next one is asked for. */
async function* extracted(
  archive: Archive,
  kind: 'control' | 'table',
  temporary: string,
  onProgress: OnProgress,
): AsyncGenerator<{ table: string; path: string }> {
  for (const { entry, part } of entriesOf(archive, kind)) {
    const path = join(temporary, `piece${extname(entry.name)}`);
    await extract(archive, entry, path);
    yield { table: part.table, path };
    await rm(path);
    onProgress(entry.name, entry.at + entry.bytes, archive.bytes);
  }
}

async function restoreTables(
  archive: Archive,
  { data, clickhouseUrl }: Target,
  temporary: string,
  onProgress: OnProgress,
): Promise<void> {
  const engine = await (clickhouseUrl === undefined
    ? openEmbeddedEngine(join(data, 'clickhouse'))
    : openRemoteEngine(clickhouseUrl));
  try {
    const standing = [...(await standingColumns(engine, undefined)).keys()];
    if (standing.length > 0)
      throw new BackupError(
        `the database of --clickhouse-url is not empty (it has ${standing.slice(0, 3).join(', ')}); restore into an empty one, or one that is not there yet`,
      );
    await createTables(engine);
    const columns = await knownColumns(engine, archive);
    // What is merged is fewer rows: they are counted first.
    for (const { name } of archive.head.tables) await engine.execute(`SYSTEM STOP MERGES ${name}`);
    for await (const { table, path } of extracted(archive, 'table', temporary, onProgress))
      await engine.importRows(table, columns.get(table) ?? [], path);
    for (const { name, rows } of archive.head.tables) await refuseOtherCount(engine, name, rows);
    for (const { name } of archive.head.tables) await engine.execute(`SYSTEM START MERGES ${name}`);
    // The views, behind what they would have counted twice.
    await createSchema(engine);
  } finally {
    await engine.close();
  }
}

/** The columns that are to be filled, by table. Throws `BackupError` if this version lacks one. */
async function knownColumns(engine: Engine, { head, entries }: Archive): Promise<Map<string, string[]>> {
  const standing = await standingColumns(engine, undefined);
  for (const { name, columns } of head.tables) {
    const missing = columns.find((column) => !standing.get(name)?.has(column));
    if (!standing.has(name) || missing !== undefined)
      throw new BackupError(
        `this version has no ${missing === undefined ? `table ${name}` : `column ${missing} of ${name}`}; restore it with Throughline ${head.product.slice(0, 50)} or a newer one`,
      );
  }
  const known = new Map(head.tables.map(({ name, columns }) => [name, columns]));
  const stray = entries.find(({ part }) => part.kind === 'table' && !known.has(part.table));
  if (stray) throw new BackupError(`${stray.name} belongs to no table that it names`);
  return known;
}

async function refuseOtherCount(engine: Engine, table: string, rows: number): Promise<void> {
  const [counted] = await engine.query<{ rows: string }>(`SELECT toString(count()) AS rows FROM ${table}`);
  if (Number(counted?.rows) !== rows)
    throw new BackupError(
      `${counted?.rows} of the ${rows} rows of ${table} came back; restore another backup`,
    );
}
