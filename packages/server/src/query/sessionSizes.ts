import { INGEST_LIMITS } from '../limits.ts';

interface Reader {
  query<Row>(sql: string): Promise<Row[]>;
}

/** How far back a session may still be going on, hours. */
const HOURS = 24;

/** What the sessions that sent lately have sent in that time; the latest last. Only the sizes of what they sent are read. */
export async function sessionSizes(
  engine: Reader,
): Promise<{ project: string; session: string; segments: number; bytes: number }[]> {
  const rows = await engine.query<{ project: string; session: string; segments: string; bytes: string }>(
    `SELECT project, toString(session_id) AS session, count() AS segments, sum(length(data)) AS bytes
    FROM replay_segments WHERE received_at > now() - INTERVAL ${HOURS} HOUR
    GROUP BY project, session_id ORDER BY max(received_at) DESC LIMIT ${INGEST_LIMITS.sessionsCounted}`,
  );
  return rows
    .reverse()
    .map(({ segments, bytes, ...row }) => ({ ...row, segments: Number(segments), bytes: Number(bytes) }));
}
