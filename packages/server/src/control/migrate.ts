import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { type Database, MIGRATIONS_FOLDER } from './database.ts';
import { DatabaseError } from './databaseError.ts';

/** Migrations that a database has, by the time in their journal, Unix milliseconds; in order. None if it is empty. */
export async function appliedMigrations(database: Pick<Database, 'execute'>): Promise<number[]> {
  const [table] = rowsOf<{ name: string | null }>(
    await database.execute(sql`SELECT to_regclass('drizzle.__drizzle_migrations')::text AS name`),
  );
  if (!table?.name) return [];
  const applied = rowsOf<{ at: string }>(
    await database.execute(
      sql`SELECT created_at::text AS at FROM drizzle.__drizzle_migrations ORDER BY created_at`,
    ),
  );
  return applied.map(({ at }) => Number(at));
}

/** Migrations of this version, as `appliedMigrations` tells of those of a database. */
export function knownMigrations(migrationsFolder: string): number[] {
  return readMigrationFiles({ migrationsFolder }).map(({ folderMillis }) => folderMillis);
}

/**
 * Throws `DatabaseError` unless what is applied is the beginning of what is known: a database that a newer version upgraded would
 * be misread by this one, and a migration that was passed over would never run.
 */
export function refuseOtherMigrations(applied: readonly number[], known: readonly number[]): void {
  const unknown = applied.filter((at) => !known.includes(at));
  if (unknown.length > 0)
    throw new DatabaseError(
      `a newer Throughline has upgraded it (${unknown.length} ${unknown.length === 1 ? 'step' : 'steps'} that this version does not know); ` +
        'run that version or a newer one, or restore a backup from before the upgrade',
    );
  const passedOver = known.slice(0, applied.length).filter((at) => !applied.includes(at));
  if (passedOver.length > 0)
    throw new DatabaseError(
      `${passedOver.length} of its upgrades were never run, though later ones were; it was made by a version that was never released. ` +
        'Restore a backup, or begin with an empty database',
    );
}

interface Journal {
  entries: { tag: string }[];
}

/** Writes the first `count` migrations into `folder`, by which a database becomes what it was in an older version; answers it. */
export async function migrationsUpTo(count: number, folder: string): Promise<string> {
  const journalIn = (place: string) => join(place, 'meta', '_journal.json');
  const journal = JSON.parse(await readFile(journalIn(MIGRATIONS_FOLDER), 'utf8')) as Journal;
  const entries = journal.entries.slice(0, count);
  await mkdir(join(folder, 'meta'), { recursive: true });
  for (const { tag } of entries) await cp(join(MIGRATIONS_FOLDER, `${tag}.sql`), join(folder, `${tag}.sql`));
  await writeFile(journalIn(folder), JSON.stringify({ ...journal, entries }));
  return folder;
}

/** Rows of a raw statement: each driver has them under this name. */
export function rowsOf<Row>(result: unknown): Row[] {
  return (result as { rows: Row[] }).rows;
}
