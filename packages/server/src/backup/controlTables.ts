import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { sql } from 'drizzle-orm';
import type { Database } from '../control/database.ts';
import { appliedMigrations, rowsOf } from '../control/migrate.ts';
import { BACKUP_LIMITS } from '../limits.ts';
import { type ArchiveHead, BackupError, pieceName } from './archive.ts';

/**
 * Control data as lines of JSON that PostgreSQL itself writes and reads: whatever tables there are, of whichever version.
 */

/** Read at a time of a file, inflated, bytes. */
const READ_BYTES = 1024 ** 2;

type Session = Pick<Database, 'execute'>;

/**
 * Writes all tables into `folder`, as they were at one moment. Answers what an archive's head says of them, and the names of the
 * files. The embedded database answers nobody else meanwhile.
 */
export async function writeControlTables(
  database: Database,
  folder: string,
): Promise<{ control: ArchiveHead['control']; names: string[] }> {
  return database.transaction(
    async (session) => {
      const migrations = await appliedMigrations(session);
      const tables = [];
      const names: string[] = [];
      for (const name of await tablesOf(session)) {
        const written = await writeTable(session, name, folder);
        tables.push({ name, rows: written.rows });
        names.push(...written.names);
      }
      return { control: { migrations, tables }, names };
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}

/** All of them: a database of ours holds nothing else. */
async function tablesOf(session: Session): Promise<string[]> {
  const tables = rowsOf<{ name: string }>(
    await session.execute(
      sql`SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename`,
    ),
  );
  return tables.map(({ name }) => name);
}

async function writeTable(session: Session, table: string, folder: string) {
  const names: string[] = [];
  let rows = 0;
  let file: PieceFile | undefined;
  for await (const lines of linesOf(session, table)) {
    if (!file) {
      const name = `${pieceName('control', table, names.length + 1)}.gz`;
      names.push(name);
      file = await openPiece(join(folder, name));
    }
    rows += lines.length;
    await file.write(`${lines.join('\n')}\n`);
    if (file.bytes >= BACKUP_LIMITS.pieceBytes) {
      await file.close();
      file = undefined;
    }
  }
  await file?.close();
  return { rows, names };
}

/** Rows in batches of some megabytes, whatever one holds. */
async function* linesOf(session: Session, table: string): AsyncGenerator<string[]> {
  await session.execute(
    sql`DECLARE backup_rows NO SCROLL CURSOR FOR SELECT row_to_json(t)::text AS line FROM ${sql.identifier(table)} t`,
  );
  let rows = 1;
  for (;;) {
    const found = rowsOf<{ line: string }>(
      await session.execute(sql.raw(`FETCH ${rows} FROM backup_rows`)),
    ).map(({ line }) => line);
    if (found.length === 0) break;
    yield found;
    const average = found.reduce((sum, { length }) => sum + length, 0) / found.length;
    rows = Math.max(
      1,
      Math.min(2 * rows, BACKUP_LIMITS.rowsABatch, Math.floor(BACKUP_LIMITS.batchBytes / average)),
    );
  }
  await session.execute(sql`CLOSE backup_rows`);
}

interface PieceFile {
  /** Written so far, uncompressed. */
  readonly bytes: number;
  write: (text: string) => Promise<void>;
  close: () => Promise<void>;
}

async function openPiece(path: string): Promise<PieceFile> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const gzip = createGzip({ level: 1 });
  const done = finished(gzip.pipe(createWriteStream(path, { mode: 0o600 })));
  // It is asked for when the file is closed.
  done.catch(() => undefined);
  let bytes = 0;
  return {
    get bytes() {
      return bytes;
    },
    async write(text) {
      bytes += Buffer.byteLength(text);
      if (!gzip.write(text)) await Promise.race([once(gzip, 'drain'), done]);
    },
    async close() {
      gzip.end();
      await done;
    },
  };
}

/**
 * Puts control data into tables that migrations have just made, `pieces` (files of `writeControlTables`) in any order. References
 * between tables are taken off and put back behind, when they are checked. All or nothing.
 */
export async function readControlTables(
  database: Database,
  tables: ArchiveHead['control']['tables'],
  pieces: AsyncIterable<{ table: string; path: string }>,
): Promise<void> {
  await database.transaction(async (session) => {
    const references = await takeReferencesOff(session);
    // Migrations may have put something in.
    for (const table of await tablesOf(session))
      await session.execute(sql`DELETE FROM ${sql.identifier(table)}`);
    for await (const { table, path } of pieces) await readPiece(session, table, path);
    for (const { table, name, definition } of references)
      await session.execute(
        sql`ALTER TABLE ${sql.identifier(table)} ADD CONSTRAINT ${sql.identifier(name)} ${sql.raw(definition)}`,
      );
    for (const { name, rows } of tables) await refuseOtherCount(session, name, rows);
    await continueSequences(session);
  });
}

interface Reference {
  table: string;
  name: string;
  definition: string;
}

async function takeReferencesOff(session: Session): Promise<Reference[]> {
  const references = rowsOf<Reference>(
    await session.execute(sql`SELECT r.relname AS table, c.conname AS name, pg_get_constraintdef(c.oid) AS definition
      FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid
      WHERE c.contype = 'f' AND r.relnamespace = current_schema()::regnamespace`),
  );
  for (const { table, name } of references)
    await session.execute(sql`ALTER TABLE ${sql.identifier(table)} DROP CONSTRAINT ${sql.identifier(name)}`);
  return references;
}

async function readPiece(session: Session, table: string, path: string): Promise<void> {
  const columns = rowsOf<{ name: string }>(
    await session.execute(sql`SELECT column_name AS name FROM information_schema.columns
      WHERE table_schema = current_schema() AND table_name = ${table} AND is_generated = 'NEVER'
      ORDER BY ordinal_position`),
  );
  if (columns.length === 0)
    throw new BackupError(`its control data has a table ${table} that its version never made; it is damaged`);
  const names = sql.join(
    columns.map(({ name }) => sql.identifier(name)),
    sql`, `,
  );
  const insert = (lines: string[]) =>
    session.execute(sql`INSERT INTO ${sql.identifier(table)} (${names}) OVERRIDING SYSTEM VALUE
      SELECT ${names} FROM json_populate_recordset(NULL::${sql.identifier(table)}, ${`[${lines.join(',')}]`}::json)`);
  let batch: string[] = [];
  let characters = 0;
  for await (const line of gunzippedLines(path)) {
    if (characters + line.length > BACKUP_LIMITS.batchBytes && batch.length > 0) {
      await insert(batch);
      batch = [];
      characters = 0;
    }
    batch.push(line);
    characters += line.length;
  }
  if (batch.length > 0) await insert(batch);
}

/** Node's own reader of lines ends them at U+2028 too, which stands in JSON as it is. */
async function* gunzippedLines(path: string): AsyncGenerator<string> {
  const text = createGunzip({ chunkSize: READ_BYTES }).setEncoding('utf8');
  // What fails is thrown by the loop.
  pipeline(createReadStream(path), text, () => undefined);
  let begun: string[] = [];
  for await (const chunk of text) {
    const [first = '', ...more] = String(chunk).split('\n');
    begun.push(first);
    for (const next of more) {
      yield begun.join('');
      begun = [next];
    }
  }
}

async function refuseOtherCount(session: Session, table: string, rows: number): Promise<void> {
  const [counted] = rowsOf<{ rows: string }>(
    await session.execute(sql`SELECT count(*)::text AS rows FROM ${sql.identifier(table)}`),
  );
  if (Number(counted?.rows) !== rows)
    throw new BackupError(`${counted?.rows} of the ${rows} rows of the control table ${table} came back`);
}

/** What numbers rows by itself goes on behind those that are there. */
async function continueSequences(session: Session): Promise<void> {
  const numbered = rowsOf<{ table: string; column: string; sequence: string }>(
    await session.execute(sql`SELECT table_name AS table, column_name AS column,
        pg_get_serial_sequence(quote_ident(table_name), column_name) AS sequence
      FROM information_schema.columns
      WHERE table_schema = current_schema() AND pg_get_serial_sequence(quote_ident(table_name), column_name) IS NOT NULL`),
  );
  for (const { table, column, sequence } of numbered)
    await session.execute(sql`SELECT setval(${sequence}, max(${sql.identifier(column)}))
      FROM ${sql.identifier(table)} HAVING max(${sql.identifier(column)}) IS NOT NULL`);
}
