import { TICKET_LIMITS } from '../limits.ts';
import { countIncidentSessions, latestErrors } from '../query/incidentSessions.ts';
import { listSessions } from '../query/sessionList.ts';
import type { Reader } from '../store/reader.ts';
import type { IncidentSessions } from './comment.ts';

/** The sessions of an incident as they are stored now. */
export async function sessionsOf(
  reader: Reader,
  { id, project, startedAt }: { id: string; project: string; startedAt: number },
): Promise<IncidentSessions> {
  const { sessions } = await listSessions(reader, {
    project,
    incident: id,
    limit: TICKET_LIMITS.sessionsRanked,
  });
  const counts = await countIncidentSessions(reader, [id]);
  const errors = await latestErrors(reader, {
    project,
    sessions: sessions.map((session) => session.id),
    from: startedAt,
    to: Date.now(),
  });
  return { sessions, count: counts.get(id) ?? sessions.length, latestErrors: errors };
}
