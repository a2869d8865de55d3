import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { drizzle, type PgliteDatabase } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import * as tables from './tables.ts';

export type Database = PgliteDatabase<typeof tables>;

const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url));

/** Control data in an embedded PostgreSQL (PGlite) on `folder`, migrated to the newest schema. */
export async function openDatabase(
  folder: string,
): Promise<{ database: Database; close: () => Promise<void> }> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const client = await PGlite.create({ dataDir: folder });
  const database = drizzle(client, { schema: tables });
  await migrate(database, { migrationsFolder: MIGRATIONS });
  return { database, close: () => client.close() };
}
