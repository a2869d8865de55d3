import { mkdir } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { MIGRATIONS_FOLDER, type OpenDatabase } from './database.ts';
import { DatabaseError } from './databaseError.ts';
import { appliedMigrations, knownMigrations, refuseOtherMigrations } from './migrate.ts';
import * as tables from './tables.ts';

/**
 * Control data in an embedded PostgreSQL (PGlite) on `folder`, migrated to the newest schema of `migrationsFolder`. Throws
 * `DatabaseError` if a newer version has upgraded it.
 */
export async function openEmbeddedDatabase(
  folder: string,
  migrationsFolder = MIGRATIONS_FOLDER,
): Promise<OpenDatabase> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const client = await PGlite.create({ dataDir: folder });
  const database = drizzle(client, { schema: tables });
  try {
    refuseOtherMigrations(await appliedMigrations(database), knownMigrations(migrationsFolder));
    await migrate(database, { migrationsFolder });
  } catch (error) {
    await client.close();
    if (!(error instanceof DatabaseError)) throw error;
    throw new DatabaseError(`the control database in ${folder} cannot be used: ${error.message}`, {
      cause: error,
    });
  }
  // Old files of the write-ahead log are deleted rather than kept, with what stands in them, for the next one.
  await client.exec('SET wal_recycle = off');
  const scrub = async () => {
    for (const statement of SCRUB) await client.exec(statement);
  };
  return { database, scrub, close: () => client.close() };
}

/** A plain VACUUM leaves the bytes of deleted rows in their pages: these tables are small enough to be written anew. */
const SCRUB = [
  ...['notes', 'clips', 'share_links', 'audit_log'].map((table) => `VACUUM FULL ${table}`),
  'SELECT pg_switch_wal()',
  'CHECKPOINT',
];
