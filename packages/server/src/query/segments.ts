import type { SegmentList } from '@throughline/format';
import { QUERY_LIMITS } from '../limits.ts';
import type { Engine } from '../store/engine.ts';

/** The segments of a session, by tab and number, without their events. */
export async function listSegments(engine: Engine, project: string, session: string): Promise<SegmentList> {
  const rows = await engine.query<{
    tab: string;
    seq: number;
    from_ms: string;
    to_ms: string;
    checkpoint: boolean;
    events: number;
    bytes: string;
  }>(
    `SELECT toString(tab_id) AS tab, seq, from_ms, to_ms, checkpoint, events, length(data) AS bytes
    FROM replay_segments WHERE project = {project:String} AND session_id = {session:UUID}
    ORDER BY tab_id, seq LIMIT 1 BY tab_id, seq LIMIT ${QUERY_LIMITS.segmentsASession}`,
    { project, session },
  );
  return {
    segments: rows.map(({ tab, seq, from_ms, to_ms, checkpoint, events, bytes }) => ({
      tab,
      seq,
      from: Number(from_ms),
      to: Number(to_ms),
      checkpoint,
      events,
      bytes: Number(bytes),
    })),
  };
}

/** The rrweb events of one segment, a JSON array as text, or `undefined` if there is no such segment. */
export async function segmentEvents(
  engine: Engine,
  project: string,
  { id, tab, seq }: { id: string; tab: string; seq: number },
): Promise<string | undefined> {
  const [row] = await engine.query<{ data: string }>(
    `SELECT data FROM replay_segments WHERE project = {project:String} AND session_id = {session:UUID}
      AND tab_id = {tab:UUID} AND seq = {seq:UInt32} LIMIT 1`,
    { project, session: id, tab, seq },
  );
  return row && (row.data || '[]');
}
