import type { openStore } from '@throughline/server/store';
import type { Samples } from './samples.ts';

type Store = Awaited<ReturnType<typeof openStore>>;

/** A question answered without keys, indexes and summaries: by looking at every record. */
export interface Scan {
  question: string;
  milliseconds: number;
  rows: number;
  bytes: number;
}

/** Of each, the better one of so many runs: the first finds nothing in the page cache. */
const RUNS = 2;

/**
 * The peer: what the same engine needs on the same tables for the plain statement that gives the same records. A function
 * around the column keeps the sort key from being used; nothing else is made worse.
 */
export async function measureScans(store: Store, samples: Samples): Promise<Scan[]> {
  const [session = '', trace = '', order = ''] = [samples.sessions[0], samples.traces[0], samples.orders[0]];
  const ofSession = `toString(session_id) = '${session}'`;
  const ofItsTraces = `(${ofSession} OR trace_id IN (SELECT trace_id FROM spans WHERE ${ofSession}))`;
  const statements: Record<string, string> = {
    session: `SELECT min(start), max(start), count(), countIf(status_code = 2), groupUniqArray(service)
      FROM spans WHERE ${ofItsTraces}`,
    timeline: `SELECT start, name, service, attributes FROM spans WHERE ${ofItsTraces} ORDER BY start LIMIT 1000`,
    logs: `SELECT * FROM logs WHERE ${ofItsTraces} ORDER BY time LIMIT 200`,
    segments: `SELECT tab_id, seq, from_ms, to_ms FROM replay_segments WHERE ${ofSession}`,
    trace: `SELECT * FROM spans WHERE lower(hex(trace_id)) = '${trace}'`,
    list: `SELECT session_id, min(time) AS began, count(), countIf(event_name = 'exception')
      FROM logs GROUP BY session_id ORDER BY began DESC LIMIT 50`,
    user: "SELECT DISTINCT session_id FROM logs WHERE attributes['user.email'] LIKE '%person17@%'",
    url: "SELECT DISTINCT session_id FROM logs WHERE attributes['url.full'] LIKE '%product-1999%'",
    event: "SELECT DISTINCT session_id FROM logs WHERE event_name = 'exception'",
    span: "SELECT DISTINCT trace_id FROM spans WHERE name = 'GET /api/route-150'",
    attribute: `SELECT DISTINCT trace_id FROM spans WHERE arrayElement(mapValues(attributes), 7) = '${order}'`,
    text: `SELECT DISTINCT trace_id FROM spans WHERE arrayExists(v -> position(v, '${order}') > 0, mapValues(attributes))`,
  };
  const scans: Scan[] = [];
  for (const [question, statement] of Object.entries(statements)) {
    let best: Scan | undefined;
    for (let run = 0; run < RUNS; run++) {
      const started = performance.now();
      let read = { rows: 0, bytes: 0 };
      const onRead = (all: typeof read) => {
        read = all;
      };
      // The engine remembers where a condition did not hold; a second run would find that.
      await store.query(`${statement} SETTINGS use_query_condition_cache = 0`, {}, { onRead });
      const milliseconds = performance.now() - started;
      if (!best || milliseconds < best.milliseconds) best = { question, milliseconds, ...read };
    }
    if (best) scans.push(best);
  }
  return scans;
}
