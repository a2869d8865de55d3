import type { Reader } from '../store/reader.ts';
import { ARRIVED, type Arrival } from './arrival.ts';
import { arrivalOf, type Bounds, type PageFilter, type Stretch, traceIds } from './page.ts';

/** When span number `needed` of the stretch began; `undefined` if it has fewer. Only the spans' starts are read. */
export async function timeOfSpan(
  reader: Reader,
  { project, session }: PageFilter,
  { from }: Bounds,
  { to, traces }: Stretch,
  needed: number,
  arrival: Arrival,
): Promise<bigint | undefined> {
  const ids = traceIds(traces);
  const [row] = await reader.query<{ start: string }>(
    `SELECT start FROM spans WHERE project = {project:String} AND trace_id GLOBAL IN (${ids.sql}) AND ${ARRIVED}
      AND start >= {from:UInt64} AND start <= {to:UInt64} ORDER BY start LIMIT 1 OFFSET {skipped:UInt32}`,
    {
      project,
      session,
      ...ids.parameters,
      ...arrivalOf(traces, arrival),
      from: String(from),
      to: String(to),
      skipped: needed - 1,
    },
  );
  return row && BigInt(row.start);
}
