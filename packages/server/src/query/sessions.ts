import type { SessionDetail } from '@throughline/format';
import { tabOffset } from '@throughline/model';
import type { Reader } from '../store/reader.ts';
import { ARRIVED } from './arrival.ts';
import { summariesOf } from './sessionSummaries.ts';

/** One session with its tabs, or `undefined` if there is none of that id in the project. */
export async function findSession(
  reader: Reader,
  project: string,
  id: string,
): Promise<SessionDetail | undefined> {
  const [found] = await summariesOf(reader, project, [id]);
  if (!found) return undefined;
  const tabs = await reader.query<TabRow>(TABS_SQL, { project, session: id, ...found.arrival });
  return {
    ...found.summary,
    tabs: tabs.map((tab) => ({
      id: tab.id,
      from: Number(tab.began),
      to: Number(tab.ended),
      segments: Number(tab.segments),
      clockOffset: tabOffset(tab.offset, tab.round_trip),
    })),
  };
}

interface TabRow {
  id: string;
  began: string;
  ended: string;
  segments: string;
  offset: number | null;
  round_trip: number | null;
}

const TABS_SQL = `
  SELECT toString(tab_id) AS id, min(from_ms) AS began, max(to_ms) AS ended, uniqExact(seq) AS segments,
    argMin(clock_offset, clock_round_trip) AS offset, min(clock_round_trip) AS round_trip
  FROM replay_segments WHERE project = {project:String} AND session_id = {session:UUID} AND ${ARRIVED}
  GROUP BY tab_id ORDER BY began`;
