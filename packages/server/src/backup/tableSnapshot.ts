import type { Engine } from '../store/engine.ts';
import { quoted } from '../store/parameters.ts';
import { RECORD_TABLES } from '../store/tables/records.ts';
import { SUMMARY_TABLES } from '../store/tables/summaries.ts';
import { type Piece, piecesOf } from './pieces.ts';

/** What the tables held at one moment, in tables of their own that share the bytes on disk with them (hard links). */
export interface TableSnapshot {
  tables: SnapshotTable[];
  drop: () => Promise<void>;
}

export interface SnapshotTable {
  name: string;
  columns: string[];
  rows: number;
  pieces: Piece[];
  /** The rows of a piece. */
  select: (piece: Piece) => string;
}

/** In the order in which they are carried. */
export const CARRIED_TABLES = [...RECORD_TABLES, ...SUMMARY_TABLES].map(({ name }) => name);

const PREFIX = 'backup_of_';

/** To be called while nothing is inserted; takes some milliseconds a table, however much is stored. */
export async function snapshotTables(engine: Engine): Promise<TableSnapshot> {
  const copies: string[] = [];
  const at = Date.now();
  const drop = async () => {
    for (const copy of copies) await engine.execute(`DROP TABLE IF EXISTS ${copy} SYNC`);
  };
  try {
    for (const name of CARRIED_TABLES) {
      const copy = `${PREFIX}${name}_${at}`;
      copies.push(copy);
      await engine.execute(`CREATE TABLE ${copy} CLONE AS ${name}`);
      // Nor are rows deleted that have expired: what is counted here is what is read below.
      await engine.execute(`SYSTEM STOP MERGES ${copy}`);
    }
    const tables = [];
    for (const [index, name] of CARRIED_TABLES.entries())
      tables.push(await describe(engine, name, copies[index] ?? ''));
    return { tables, drop };
  } catch (error) {
    await drop().catch(() => undefined);
    throw error;
  }
}

async function describe(engine: Engine, name: string, copy: string): Promise<SnapshotTable> {
  const columns = await engine.query<{ name: string }>(
    `SELECT name FROM system.columns WHERE database = currentDatabase() AND table = {table:String}
      AND default_kind NOT IN ('ALIAS', 'MATERIALIZED') ORDER BY position`,
    { table: copy },
  );
  const parts = await engine.query<{ name: string; rows: string; bytes: string }>(
    `SELECT name, toString(rows) AS rows, toString(data_uncompressed_bytes) AS bytes FROM system.parts
      WHERE active AND database = currentDatabase() AND table = {table:String} ORDER BY partition_id, min_block_number`,
    { table: copy },
  );
  const counted = parts.map((part) => ({ ...part, rows: Number(part.rows), bytes: Number(part.bytes) }));
  const names = columns.map((column) => column.name);
  return {
    name,
    columns: names,
    rows: counted.reduce((sum, { rows }) => sum + rows, 0),
    pieces: piecesOf(counted),
    select: ({ parts: some, range }) =>
      `SELECT ${names.join(', ')} FROM ${copy} WHERE _part IN (${some.map(quoted).join(', ')})` +
      (range ? ` AND _part_offset >= ${range.from} AND _part_offset < ${range.to}` : ''),
  };
}

/** Drops snapshots that were made before a time (Unix milliseconds), by servers that ended before they could. */
export async function dropLeftSnapshots(engine: Engine, before: number): Promise<void> {
  const tables = await engine.query<{ name: string }>(
    `SELECT name FROM system.tables WHERE database = currentDatabase() AND startsWith(name, {prefix:String})`,
    { prefix: PREFIX },
  );
  for (const { name } of tables)
    if (Number(name.slice(name.lastIndexOf('_') + 1)) < before)
      await engine.execute(`DROP TABLE IF EXISTS ${name} SYNC`);
}
