import { openStore } from '@throughline/server/store';
import { giantSession, insertStatements, SESSIONS_A_DAY } from './dataset.ts';
import { measureScans, type Scan } from './scans.ts';

/** Builds a data set in a process of its own: an engine opens one folder a process. Arguments: spans, folder, `scan` or nothing. */

export interface Built {
  seconds: number;
  rows: Record<string, number>;
  samples: Samples;
  scans: Scan[];
}

/** What there is to ask for: chosen by hash, so at random places of the tables, and the same ones in every run. */
export interface Samples {
  sessions: string[];
  traces: string[];
  segments: { session: string; tab: string; seq: number }[];
  /** The session with 100,000 records, and from when to when it goes, Unix milliseconds. */
  giant: { id: string; from: number; to: number };
  /** A word that stands in the attributes and logs of one session only, one for each question that asks for one. */
  orders: string[];
  /** Unix milliseconds. */
  until: number;
}

/** Of each kind: more than any question is asked. */
const SAMPLES = 80;

const [spans = 0, folder = '', scan = ''] = [Number(process.argv[2]), process.argv[3], process.argv[4]];
const store = await openStore(folder);
const until = Date.now();
const started = performance.now();
for (const statement of insertStatements(spans, until)) await store.execute(statement);
await untilMerged();
const built: Built = {
  seconds: (performance.now() - started) / 1000,
  rows: await rowCounts(),
  samples: await readSamples(),
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

async function readSamples(): Promise<Samples> {
  const ids = async (column: string, table: string) =>
    (
      await store.query<{ id: string }>(
        `SELECT DISTINCT ${column} AS id FROM ${table} ORDER BY cityHash64(id) LIMIT ${SAMPLES}`,
      )
    ).map(({ id }) => id);
  const sessions = spans / 100;
  const giant = giantSession(sessions);
  const [found] = await store.query<{ id: string; first: string; last: string }>(
    `SELECT toString(session_id) AS id, intDiv(min(start), 1000000) AS first, intDiv(max(start), 1000000) AS last
    FROM spans WHERE session_id = reinterpret(sipHash128('session', toUInt64(${giant})), 'UUID') GROUP BY session_id`,
  );
  if (!found) throw new Error('the data set has no session with 100,000 records');
  const segments = await store.query<{ session: string; tab: string; seq: number }>(
    `SELECT toString(session_id) AS session, toString(tab_id) AS tab, seq FROM replay_segments
    ORDER BY cityHash64(session_id, seq) LIMIT ${SAMPLES}`,
  );
  const newest = sessions - Math.min(sessions, SESSIONS_A_DAY);
  return {
    sessions: await ids('toString(session_id)', 'sessions'),
    traces: await ids('lower(hex(trace_id))', 'traces'),
    segments,
    giant: { id: found.id, from: Number(found.first), to: Number(found.last) },
    // Of sessions all over the newest day.
    orders: Array.from(
      { length: SAMPLES },
      (_, index) => `order-${newest + 3 + ((index * 7919) % (sessions - newest - 5))}-0`,
    ),
    until,
  };
}
