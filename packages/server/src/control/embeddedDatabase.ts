import { mkdir } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { MIGRATIONS_FOLDER, type OpenDatabase } from './database.ts';
import * as tables from './tables.ts';

/** Control data in an embedded PostgreSQL (PGlite) on `folder`, migrated to the newest schema. */
export async function openEmbeddedDatabase(folder: string): Promise<OpenDatabase> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const client = await PGlite.create({ dataDir: folder });
  const database = drizzle(client, { schema: tables });
  await migrate(database, { migrationsFolder: MIGRATIONS_FOLDER });
  return { database, close: () => client.close() };
}
