import type { Engine } from '../store/engine.ts';

export interface AcceptedSegment {
  project: string;
  session: string;
  tab: string;
  seq: number;
}

/** How far back a client may still be retrying, hours: its own queue gives up before that. */
const RETRY_HOURS = 24;

/** Segments stored lately, oldest first, so that one retried over a restart counts once. */
export async function acceptedLately(engine: Engine): Promise<AcceptedSegment[]> {
  return engine
    .query<AcceptedSegment>(
      `SELECT project, toString(session_id) AS session, toString(tab_id) AS tab, seq FROM replay_segments
    WHERE received_at > now() - INTERVAL ${RETRY_HOURS} HOUR ORDER BY received_at DESC LIMIT 100000`,
    )
    .then((segments) => segments.reverse());
}
