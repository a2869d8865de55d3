import { REPEAT_LIMITS } from '../limits.ts';
import type { BodyIdentity } from '../spool/bodyIdentity.ts';
import type { Engine } from '../store/engine.ts';

/** Bodies stored lately, those of each kind oldest first, so that one sent again over a restart counts once. */
export async function acceptedLately(engine: Engine): Promise<BodyIdentity[]> {
  const { segments, otlp } = REPEAT_LIMITS;
  const lately = ({ bodies, milliseconds }: { bodies: number; milliseconds: number }) =>
    `WHERE received_at > now() - INTERVAL ${milliseconds / 1000} SECOND ORDER BY received_at DESC LIMIT ${bodies}`;
  const [segmentRows, otlpRows] = await Promise.all([
    engine.query<BodyIdentity>(
      `SELECT project, 'segments' AS kind, concat(toString(session_id), ' ', toString(tab_id), ' ', toString(seq)) AS name
      FROM replay_segments ${lately(segments)}`,
    ),
    engine.query<BodyIdentity>(
      `SELECT project, kind, lower(hex(hash)) AS name FROM accepted_bodies ${lately(otlp)}`,
    ),
  ]);
  return [...segmentRows.reverse(), ...otlpRows.reverse()];
}
