import { ARRIVED, type Arrival, widest } from './arrival.ts';
import { decodeCursor } from './cursor.ts';
import type { TraceExtent } from './sessionTraces.ts';
import { nanoseconds } from './time.ts';

/**
 * A page of a session's records in the order of time, without reading the session whole: a stretch of time is found that
 * is sure to hold as many records as the page, and only what lies in it is read.
 */

export interface PageFilter {
  project: string;
  session: string;
  /** Unix milliseconds, by the sources' own clocks. */
  from?: number | undefined;
  to?: number | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** Where a page begins and ends at most, nanoseconds. */
export interface Bounds {
  from: bigint;
  to: bigint;
  /** Id of the record at `from` behind which the page begins; empty if it begins with `from`. */
  after: string;
}

const LATEST = 2n ** 64n - 1n;

export function boundsOf({ from, to, cursor }: Pick<PageFilter, 'from' | 'to' | 'cursor'>): Bounds {
  const after = decodeCursor(cursor);
  const asked = BigInt(nanoseconds(from ?? 0));
  const reached = BigInt(after?.time ?? 0);
  return {
    from: reached > asked ? reached : asked,
    to: to === undefined ? LATEST : BigInt(nanoseconds(to)),
    after: after && reached >= asked ? after.id : '',
  };
}

/** A stretch of time, and the traces that reach into it. */
export interface Stretch {
  to: bigint;
  traces: TraceExtent[];
}

/**
 * The shortest stretch from `bounds.from` on that is known to hold `needed` records, by the traces that lie in it whole:
 * `countOf` says how many records each has. What the session has beside them only adds to it.
 */
export function stretchFor(
  traces: readonly TraceExtent[],
  { from, to, after }: Bounds,
  needed: number,
  countOf: (trace: TraceExtent) => number,
): Stretch {
  const ahead = traces.filter((trace) => trace.latest >= from && trace.earliest <= to);
  const whole = ahead
    // Of what happened at the very beginning, some may stand on the page before.
    .filter((trace) => trace.earliest > from || (trace.earliest === from && after === ''))
    .toSorted((a, b) => (a.latest < b.latest ? -1 : 1));
  let end = to;
  let count = 0;
  for (const trace of whole) {
    count += countOf(trace);
    if (count < needed) continue;
    end = trace.latest < to ? trace.latest : to;
    break;
  }
  return { to: end, traces: ahead.filter((trace) => trace.earliest <= end) };
}

/** Where a page begins and ends, as values of a statement. */
export function pageParameters({ from, to, after }: Bounds, limit: number) {
  return { from: String(from), to: String(to), after, limit };
}

/** By time and then by id, as the engine orders them. */
export function inOrder(a: { time: string; id: string }, b: { time: string; id: string }): number {
  const [earlier, later] = [BigInt(a.time), BigInt(b.time)];
  if (earlier !== later) return earlier < later ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** Ids that go with a statement; of more, which are all that a very long stretch has, the engine looks them up again. */
const IDS_MOST = 2000;

/** SQL for the ids of the stretch's traces, and the values that it needs. To be read by `GLOBAL IN`, so that the sort key is used. */
export function traceIds(traces: readonly TraceExtent[]): { sql: string; parameters: { traces: string[] } } {
  return traces.length > IDS_MOST
    ? {
        sql: `SELECT trace_id FROM session_traces
          WHERE project = {project:String} AND session_id = {session:UUID} AND ${ARRIVED}`,
        parameters: { traces: [] },
      }
    : {
        sql: "SELECT CAST(unhex(arrayJoin({traces:Array(String)})), 'FixedString(16)')",
        parameters: { traces: traces.map(({ trace }) => trace) },
      };
}

/** When the stretch's records arrived, the session's own included. */
export function arrivalOf(traces: readonly TraceExtent[], own: Arrival): Arrival {
  return widest([own, ...traces.map(({ arrival }) => arrival)]);
}
