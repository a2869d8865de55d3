import { cp, mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Session } from 'chdb';
import { removeFolder, temporaryFolder } from './serverProcess.ts';

/** For tests: finds where in the data folder of a server that does not run texts stand. */
export interface StoredText {
  /** Files that hold any of the texts as it is, and columns that hold one when the engine has read them; ids are found in binary form too. */
  placesOf(...texts: string[]): Promise<string[]>;
  close(): Promise<void>;
}

/** A table's part on disk: `<partition>_<first>_<last>_<level>`, perhaps with the number of what rewrote it. */
const PART = /^\w+_\d+_\d+_\d+(_\d+)?$/;

/**
 * Opens a copy of the folder. Columns are compressed on disk, so that files alone prove nothing; and the engine reads no part
 * that was replaced, though it may still be there. So every part is attached anew, by its own name.
 */
export async function openStoredText(data: string): Promise<StoredText> {
  const copy = await temporaryFolder();
  await cp(data, copy, { recursive: true });
  const folder = join(copy, 'clickhouse', 'data');
  const parts = await detachEveryPart(join(folder, 'store'));
  const session = new Session(folder);
  const rows = (sql: string) =>
    session
      .query(`${sql} FORMAT TSV`)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split('\t') as [string, string]);
  for (const [table, uuid] of rows(
    "SELECT name, uuid FROM system.tables WHERE database = 'throughline' AND engine LIKE '%MergeTree'",
  ))
    for (const part of parts.get(uuid) ?? [])
      session.query(`ALTER TABLE throughline.${table} ATTACH PART '${part}'`);
  const columnsOf = new Map<string, string[]>();
  for (const [table, column] of rows(
    "SELECT table, name FROM system.columns WHERE database = 'throughline' AND table NOT LIKE '%\\_to\\_%'",
  ))
    columnsOf.set(table, [...(columnsOf.get(table) ?? []), column]);

  /** Columns of the table that hold any of the texts, in one pass over it. */
  const columnsWith = (table: string, columns: string[], texts: string[]): string[] => {
    const holds = columns.map(
      (column) =>
        `countIf(multiSearchAny(toString(${column}), {texts:Array(String)}) OR multiSearchAny(lower(hex(toString(${column}))), {texts:Array(String)})) > 0`,
    );
    const found = session.queryBind(`SELECT ${holds.join(', ')} FROM throughline.${table} FORMAT TSV`, {
      texts,
    });
    const flags = String(found).trim().split('\t');
    return columns.filter((_, index) => flags[index] === '1');
  };

  return {
    async placesOf(...texts) {
      const inTables = [...columnsOf].flatMap(([table, columns]) =>
        columnsWith(table, columns, texts).map((column) => `${table}.${column}`),
      );
      return [...(await filesWith(data, texts)), ...inTables];
    },
    async close() {
      session.close();
      await removeFolder(copy);
    },
  };
}

/** Puts the parts of every table aside, so that they can be attached; answers their names by the table's UUID. */
async function detachEveryPart(store: string): Promise<Map<string, string[]>> {
  const parts = new Map<string, string[]>();
  for (const prefix of await readdir(store))
    for (const table of await readdir(join(store, prefix))) {
      const names = (await readdir(join(store, prefix, table))).filter((name) => PART.test(name));
      if (names.length === 0) continue;
      await mkdir(join(store, prefix, table, 'detached'), { recursive: true });
      for (const name of names)
        await rename(join(store, prefix, table, name), join(store, prefix, table, 'detached', name));
      parts.set(table, names);
    }
  return parts;
}

async function filesWith(folder: string, texts: string[]): Promise<string[]> {
  const places: string[] = [];
  const ids = texts.filter((text) => /^[0-9a-f]{32}$/.test(text));
  const sought = [...texts.map((text) => Buffer.from(text)), ...ids.map((id) => Buffer.from(id, 'hex'))];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    if (sought.some((one) => bytes.includes(one))) places.push(path);
  }
  return places;
}
