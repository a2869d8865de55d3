import { readReplay, SEGMENT_RUN, type SegmentEvents, type SegmentList } from '@throughline/format';
import { QUERY_LIMITS } from '../limits.ts';
import type { Reader } from '../store/reader.ts';
import { ARRIVED, arrivalOfSession } from './arrival.ts';

export interface SegmentFilter {
  project: string;
  session: string;
  /** Unix milliseconds by the tab's own clock; a segment counts that overlaps the range. */
  from?: number | undefined;
  to?: number | undefined;
}

/** The segments of a session that overlap the range, by tab and number, without their events. */
export async function listSegments(reader: Reader, filter: SegmentFilter): Promise<SegmentList> {
  const { project, session, from = 0, to = Number.MAX_SAFE_INTEGER } = filter;
  const arrival = await arrivalOfSession(reader, project, session);
  if (!arrival) return { segments: [] };
  const rows = await reader.query<{
    tab: string;
    seq: number;
    from_ms: string;
    to_ms: string;
    checkpoint: boolean;
    events: number;
    bytes: string;
  }>(
    `SELECT toString(tab_id) AS tab, seq, from_ms, to_ms, checkpoint, events, length(data) AS bytes
    FROM replay_segments WHERE project = {project:String} AND session_id = {session:UUID} AND ${ARRIVED}
      AND to_ms >= {from:UInt64} AND from_ms <= {to:UInt64}
    ORDER BY tab_id, seq LIMIT 1 BY tab_id, seq LIMIT ${QUERY_LIMITS.segmentsASession}`,
    { project, session, ...arrival, from: Math.trunc(from), to: Math.trunc(to) },
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
  reader: Reader,
  project: string,
  { id, tab, seq }: { id: string; tab: string; seq: number },
): Promise<string | undefined> {
  const arrival = await arrivalOfSession(reader, project, id);
  if (!arrival) return undefined;
  const [row] = await reader.query<{ data: string }>(
    `SELECT data FROM replay_segments WHERE project = {project:String} AND session_id = {session:UUID}
      AND tab_id = {tab:UUID} AND seq = {seq:UInt32} AND ${ARRIVED} LIMIT 1`,
    { project, session: id, tab, seq, ...arrival },
  );
  return row && (readReplay(row.data) || '[]');
}

/** A run of a tab's segments, by number, both ends included. */
export interface SegmentRun {
  id: string;
  tab: string;
  first: number;
  last: number;
}

/**
 * The rrweb events of the segments of a run that there are, in order. Of a run too large for one answer the beginning, at least one
 * segment.
 */
export async function segmentRunEvents(
  reader: Reader,
  project: string,
  { id, tab, first, last }: SegmentRun,
): Promise<SegmentEvents[]> {
  const arrival = await arrivalOfSession(reader, project, id);
  if (!arrival) return [];
  const rows = await reader.query<{ seq: number; data: string }>(
    `SELECT seq, data FROM (
      SELECT seq, data, sum(length(data)) OVER (ORDER BY seq ROWS UNBOUNDED PRECEDING) - length(data) AS before
      FROM (
        SELECT seq, data FROM replay_segments
        WHERE project = {project:String} AND session_id = {session:UUID} AND tab_id = {tab:UUID}
          AND seq >= {from:UInt32} AND seq <= {to:UInt32} AND ${ARRIVED}
        ORDER BY seq LIMIT 1 BY seq LIMIT ${SEGMENT_RUN.mostSegments}
      )
    ) WHERE before < ${QUERY_LIMITS.segmentRunBytes} ORDER BY seq`,
    { project, session: id, tab, from: first, to: last, ...arrival },
  );
  return rows.map(({ seq, data }) => ({ seq, events: readReplay(data) || '[]' }));
}
