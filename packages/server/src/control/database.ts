import { fileURLToPath } from 'node:url';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type * as tables from './tables.ts';

/** Control data, whichever PostgreSQL holds it. */
export type Database = PgDatabase<PgQueryResultHKT, typeof tables>;

export interface OpenDatabase {
  database: Database;
  /**
   * Takes off the disk what was deleted of notes and clips. A PostgreSQL server does so at its own time, and has a write-ahead log of
   * its own: there it does nothing.
   */
  scrub: () => Promise<void>;
  close: () => Promise<void>;
}

/** The SQL that builds and upgrades the tables: the same for every PostgreSQL. */
export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../migrations', import.meta.url));
