import type { SessionDetail } from '@throughline/format';
import { tabOffset } from '@throughline/model';
import type { Reader } from '../store/reader.ts';
import { ARRIVED } from './arrival.ts';
import { ownRows, withTraces } from './sessionSummaries.ts';

/** One session with its tabs, or `undefined` if there is none of that id in the project. */
export async function findSession(
  reader: Reader,
  project: string,
  id: string,
): Promise<SessionDetail | undefined> {
  const [own] = await ownRows(reader, project, [id]);
  if (!own) return undefined;
  const { first, last } = own;
  const [[summary], tabs] = await Promise.all([
    withTraces(reader, project, [own]),
    reader.query<TabRow>(TABS_SQL, { project, session: id, first, last }),
  ]);
  if (!summary) return undefined;
  return {
    ...summary,
    tabs: tabs.map((tab) => ({
      id: tab.id,
      from: Number(tab.began),
      to: Number(tab.ended),
      segments: Number(tab.segments),
      ...(Number(tab.missing) > 0 && { missingSegments: Number(tab.missing) }),
      clockOffset: tabOffset(tab.offset, tab.round_trip),
    })),
  };
}

interface TabRow {
  id: string;
  began: string;
  ended: string;
  segments: string;
  missing: string;
  offset: number | null;
  round_trip: number | null;
}

const TABS_SQL = `
  SELECT toString(tab_id) AS id, min(from_ms) AS began, max(to_ms) AS ended, uniqExact(seq) AS segments,
    max(seq) + 1 - uniqExact(seq) AS missing,
    argMin(clock_offset, clock_round_trip) AS offset, min(clock_round_trip) AS round_trip
  FROM replay_segments WHERE project = {project:String} AND session_id = {session:UUID} AND ${ARRIVED}
  GROUP BY tab_id ORDER BY began`;
