import type { Reader } from '../store/reader.ts';
import { KEPT_BECAUSE } from './keptSessions.ts';

/** Which sessions are looked at, besides their project. */
export interface LapsedQuestion {
  project: string;
  /** Nothing of it came for so long, minutes. */
  quietMinutes: number;
  /** The first so many sessions that came in each hour are not among them. */
  floorPerHour: number;
  most: number;
}

/** How far back is looked, hours: twice the longest session. What was missed in that time stays as long as all is kept. */
const LOOK_BACK_HOURS = 48;

/** Sessions of which nothing more comes, and that nothing says are to be kept; whether they are sampled is not looked at. */
export async function lapsedSessions(
  reader: Pick<Reader, 'query'>,
  { project, quietMinutes, floorPerHour, most }: LapsedQuestion,
): Promise<string[]> {
  const rows = await reader.query<{ session: string }>(LAPSED_SQL, {
    project,
    quiet: quietMinutes * 60,
    floor: floorPerHour,
    most,
  });
  return rows.map(({ session }) => session);
}

const LAPSED_SQL = `
  SELECT toString(session_id) AS session FROM (
    SELECT session_id, min(received_first) AS arrived, max(received_last) AS latest, ${KEPT_BECAUSE} AS because,
      row_number() OVER (PARTITION BY toStartOfHour(arrived) ORDER BY arrived, session_id) AS place
    FROM sessions WHERE project = {project:String} AND received_last > now() - INTERVAL ${LOOK_BACK_HOURS} HOUR
    GROUP BY session_id
  )
  WHERE because = '' AND latest < now() - {quiet:UInt32} AND place > {floor:UInt32}
    AND session_id GLOBAL NOT IN (
      SELECT arrayJoin(sessions) FROM traces WHERE project = {project:String} AND trace_id GLOBAL IN (
        SELECT trace_id FROM failed_traces
        WHERE project = {project:String} AND received_at > now() - INTERVAL ${LOOK_BACK_HOURS} HOUR
      )
    )
  ORDER BY latest LIMIT {most:UInt32}`;
