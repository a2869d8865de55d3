import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Session } from 'chdb';

/** Where in the data folder of a stopped server any of the texts stands: files as they are, and tables as the engine reads them. */
export async function placesOf(data: string, ...texts: string[]): Promise<string[]> {
  return [...(await filesWith(data, texts)), ...columnsWith(data, texts)];
}

async function filesWith(folder: string, texts: string[]): Promise<string[]> {
  const places: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    if (texts.some((text) => bytes.includes(text))) places.push(path);
  }
  return places;
}

/** Columns are compressed on disk, so that files alone prove nothing. */
function columnsWith(data: string, texts: string[]): string[] {
  const session = new Session(join(data, 'clickhouse', 'data'));
  try {
    const tables = session
      .query(
        "SELECT table, groupArray(name) FROM system.columns WHERE database = 'throughline' AND type NOT LIKE 'AggregateFunction%' GROUP BY table FORMAT JSONCompactEachRow",
      )
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as [string, string[]]);
    return tables.flatMap(([table, columns]) => {
      const holds = columns.map(
        (column) => `countIf(multiSearchAny(toString(${column}), {texts:Array(String)})) > 0`,
      );
      const found = session.queryBind(
        `SELECT ${holds.join(', ')} FROM throughline.${table} FORMAT JSONCompactEachRow`,
        { texts },
      );
      const flags = JSON.parse(String(found)) as number[];
      return columns.filter((_, index) => flags[index] === 1).map((column) => `${table}.${column}`);
    });
  } finally {
    session.close();
  }
}
