import type { openStore } from '@throughline/server/store';
import { giantSession, SESSIONS_A_DAY } from './dataset.ts';

type Store = Awaited<ReturnType<typeof openStore>>;

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

/** The samples of a data set of `spans` spans that ends at `until`, Unix milliseconds. */
export async function readSamples(store: Store, spans: number, until: number): Promise<Samples> {
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
