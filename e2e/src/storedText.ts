import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Session } from 'chdb';

/** Where in the data folder of a stopped server a text stands: files as they are, and tables as the engine reads them. */
export async function placesOf(data: string, text: string): Promise<string[]> {
  return [...(await filesWith(data, text)), ...tablesWith(data, text)];
}

async function filesWith(folder: string, text: string): Promise<string[]> {
  const places: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    if ((await readFile(path)).includes(text)) places.push(path);
  }
  return places;
}

/** Columns are compressed on disk, so that files alone prove nothing. */
function tablesWith(data: string, text: string): string[] {
  const session = new Session(join(data, 'clickhouse', 'data'));
  try {
    const columns = session.query(
      "SELECT table, name FROM system.columns WHERE database = 'throughline' AND type NOT LIKE 'AggregateFunction%' FORMAT TSV",
    );
    return columns
      .trim()
      .split('\n')
      .map((line) => line.split('\t') as [string, string])
      .filter(([table, column]) => {
        const count = session.queryBind(
          `SELECT count() FROM throughline.${table} WHERE position(toString(${column}), {text:String}) > 0`,
          { text },
        );
        return Number(count) > 0;
      })
      .map(([table, column]) => `${table}.${column}`);
  } finally {
    session.close();
  }
}
