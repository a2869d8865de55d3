import { join } from 'node:path';
import { openStore } from '@throughline/server/store';
import type { SentKindName } from '../sent/kinds.ts';
import { startSender } from '../sent/startSender.ts';
import { KEY, startServer } from '../server/serverProcess.ts';

export interface Stored {
  records: number;
  plainBytes: number;
  gzipBytes: number;
  /** On disk when all was queryable, and when every table was merged into one part a partition. */
  storedBytes: number;
  mergedBytes: number;
  /** The largest tables, columns and indices, merged. */
  parts: { name: string; bytes: number; plainBytes: number }[];
}

/** What is smaller than this share of the whole are left out of the list. */
const SMALLEST_SHARE = 0.01;

/** Sends `records` records of a kind to a server, and measures its tables when it has ended. */
export async function measureStorage(kind: SentKindName, records: number): Promise<Stored> {
  const server = await startServer();
  const sender = await startSender(server.url, KEY, kind, records);
  const { plainBytes, gzipBytes, records: sent } = await sender.send();
  await server.stored();
  await server.stop();

  const store = await openStore(join(server.data, 'clickhouse'));
  const storedBytes = await bytesOnDisk(store);
  for (const { name } of await store.query<{ name: string }>(TABLES_SQL))
    await store.execute(`OPTIMIZE TABLE ${name} FINAL`);
  const mergedBytes = await bytesOnDisk(store);
  const parts = (await store.query<PartRow>(PARTS_SQL))
    .map(({ name, bytes, plain }) => ({ name, bytes: Number(bytes), plainBytes: Number(plain) }))
    .filter(({ bytes }) => bytes > mergedBytes * SMALLEST_SHARE)
    .toSorted((one, other) => other.bytes - one.bytes);
  await store.close();
  await server.remove();
  return { records: sent, plainBytes, gzipBytes, storedBytes, mergedBytes, parts };
}

type Store = Awaited<ReturnType<typeof openStore>>;

interface PartRow {
  name: string;
  bytes: string;
  plain: string;
}

const TABLES_SQL =
  "SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree'";

async function bytesOnDisk(store: Store): Promise<number> {
  const [row] = await store.query<{ bytes: string }>(
    'SELECT sum(bytes_on_disk) AS bytes FROM system.parts WHERE active AND database = currentDatabase()',
  );
  return Number(row?.bytes);
}

/** Of parts that have all columns in one file only the sum is known. */
const PARTS_SQL = `
  SELECT concat(table, ', all') AS name, sum(bytes_on_disk) AS bytes, sum(data_uncompressed_bytes) AS plain
  FROM system.parts WHERE active AND database = currentDatabase() GROUP BY name
  UNION ALL
  SELECT concat(table, '.', column) AS name, sum(column_data_compressed_bytes) AS bytes,
    sum(column_data_uncompressed_bytes) AS plain
  FROM system.parts_columns WHERE active AND database = currentDatabase() GROUP BY name
  UNION ALL
  SELECT concat(table, ', index ', name) AS name, sum(data_compressed_bytes) AS bytes, sum(data_uncompressed_bytes) AS plain
  FROM system.data_skipping_indices WHERE database = currentDatabase() GROUP BY name, table`;
