import { tabOffset } from '@throughline/model';
import type { Reader } from '../store/reader.ts';
import { ARRIVED, type Arrival } from './arrival.ts';

/** Clock offset of each tab of the session, milliseconds. */
export async function tabOffsets(
  reader: Reader,
  { project, session }: { project: string; session: string },
  arrival: Arrival,
): Promise<Map<string, number>> {
  const rows = await reader.query<{ tab: string; offset: number | null; round_trip: number | null }>(SQL, {
    project,
    session,
    ...arrival,
  });
  return new Map(rows.map(({ tab, offset, round_trip }) => [tab, tabOffset(offset, round_trip)]));
}

const SQL = `
  SELECT tab_id AS tab, argMin(clock_offset, clock_round_trip) AS offset, min(clock_round_trip) AS round_trip
  FROM replay_segments WHERE project = {project:String} AND session_id = {session:UUID} AND ${ARRIVED} GROUP BY tab_id`;
