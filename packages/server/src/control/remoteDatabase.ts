import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { type Database, MIGRATIONS_FOLDER, type OpenDatabase } from './database.ts';
import { DatabaseError } from './databaseError.ts';
import { appliedMigrations, knownMigrations, refuseOtherMigrations } from './migrate.ts';
import * as tables from './tables.ts';

/** How long one connection may take to come about, milliseconds: a wrong address should not look like a hang. */
const CONNECT_TIMEOUT_MS = 10_000;
/** Connections a server holds: control data is asked for a few times a second. PostgreSQL admits 100 by default. */
const CONNECTIONS = 5;
/** Names the lock under which servers that start together migrate one after another; any number of our own will do. */
const MIGRATION_LOCK = 7_468_726;

export interface RemoteDatabaseOptions {
  /** Other migrations than those of this version. */
  migrationsFolder?: string;
  /** Looks at the database before it is migrated; what it throws is why the database cannot be used. */
  before?: (database: Pick<Database, 'execute'>) => Promise<void>;
}

/**
 * Control data in the PostgreSQL at `url` (`postgres://user:password@host:port/database`), migrated to the newest
 * schema. Throws `DatabaseError` if it cannot be reached or refuses, or if a newer version has upgraded it.
 */
export async function openRemoteDatabase(
  url: string,
  options: RemoteDatabaseOptions = {},
): Promise<OpenDatabase> {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
  });
  // An idle connection that breaks is replaced at the next question; without a listener it would end the process.
  pool.on('error', () => undefined);
  try {
    await migrateAlone(pool, options);
  } catch (error) {
    await pool.end();
    throw new DatabaseError(
      `the control database at ${withoutPassword(url)} cannot be used: ${reason(error)}; check --database-url`,
      { cause: error },
    );
  }
  return {
    database: drizzle(pool, { schema: tables }),
    scrub: async () => undefined,
    close: () => pool.end(),
  };
}

async function migrateAlone(
  pool: pg.Pool,
  { migrationsFolder = MIGRATIONS_FOLDER, before }: RemoteDatabaseOptions,
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const database = drizzle(client, { schema: tables });
    await before?.(database);
    refuseOtherMigrations(await appliedMigrations(database), knownMigrations(migrationsFolder));
    await migrate(database, { migrationsFolder });
    await client.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
  } finally {
    // Closed rather than kept: should anything have failed, the lock goes with the connection.
    client.release(true);
  }
}

/** Host names with several addresses fail with a list of reasons and an empty message. */
function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join(', ');
  const { message, cause } = error as Error;
  return cause instanceof Error ? `${message}: ${reason(cause)}` : message;
}

function withoutPassword(url: string): string {
  const shown = new URL(url);
  if (shown.password) shown.password = '***';
  shown.searchParams.delete('password');
  return shown.href;
}
