import { openStore } from '@throughline/server/store';
import { insertStatements } from './dataset.ts';
import { readSamples, type Samples } from './samples.ts';
import { measureScans, type Scan } from './scans.ts';

/** Builds a data set in a process of its own: an engine opens one folder a process. Arguments: spans, folder, `scan` or nothing. */

export interface Built {
  seconds: number;
  rows: Record<string, number>;
  samples: Samples;
  scans: Scan[];
}

const [spans = 0, folder = '', scan = ''] = [Number(process.argv[2]), process.argv[3], process.argv[4]];
const store = await openStore(folder);
const until = Date.now();
const started = performance.now();
for (const statement of insertStatements(spans, until)) await store.execute(statement);
await untilMerged();
const built: Built = {
  seconds: (performance.now() - started) / 1000,
  rows: await rowCounts(),
  samples: await readSamples(store, spans, until),
  scans: [],
};
if (scan) built.scans = await measureScans(store, built.samples);
await store.close();
process.send?.(built);

/** A server that has been up for a while has merged most of what came in. */
async function untilMerged(): Promise<void> {
  const most = Date.now() + 60_000;
  for (;;) {
    const [row] = await store.query<{ merges: string }>('SELECT count() AS merges FROM system.merges');
    if (row?.merges === '0' || Date.now() > most) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function rowCounts(): Promise<Record<string, number>> {
  const rows = await store.query<{ name: string; count: string }>(
    `SELECT table AS name, sum(rows) AS count FROM system.parts
    WHERE active AND database = currentDatabase() GROUP BY table ORDER BY table`,
  );
  return Object.fromEntries(rows.map(({ name, count }) => [name, Number(count)]));
}
