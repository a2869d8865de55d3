import { isSampled } from '@throughline/format';
import type { Database } from '../control/database.ts';
import { listProjects, settingsOf } from '../control/projectSettings.ts';
import { EXPIRY_LIMITS } from '../limits.ts';
import { lapsedSessions } from '../query/lapsedSessions.ts';
import type { Reader } from '../store/reader.ts';

export interface ExpiryOptions {
  database: Database;
  reader: Pick<Reader, 'query'>;
  /** Deletes sessions of a project wherever they are stored. */
  discard: (project: string, sessions: string[]) => Promise<unknown>;
}

/**
 * Deletes the sessions that are not sampled, of which nothing more comes and that nothing says are to be kept. Until then they
 * stand in the same tables as all others, so that one that is to be kept after all is whole. One that a rule added has a recording,
 * and is kept by that. Answers how many were deleted.
 */
export async function discardLapsed({ database, reader, discard }: ExpiryOptions): Promise<number> {
  let discarded = 0;
  for (const project of await listProjects(database)) {
    const settings = await settingsOf(database, project);
    if (!settings) continue;
    const { rate, floorPerHour, holdMinutes } = settings.sampling;
    if (rate >= 1) continue;
    const lapsed = await lapsedSessions(reader, {
      project,
      quietMinutes: holdMinutes,
      floorPerHour,
      most: EXPIRY_LIMITS.candidates,
    });
    const sessions = lapsed.filter((session) => !isSampled(session, rate)).slice(0, EXPIRY_LIMITS.sessions);
    if (sessions.length > 0) await discard(project, sessions);
    discarded += sessions.length;
  }
  return discarded;
}
