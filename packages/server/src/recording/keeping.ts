import { CONFIG_LIMITS } from '../limits.ts';
import { type KeptSession, reasonsToKeep } from '../query/keptSessions.ts';
import type { Reader } from '../store/reader.ts';

/** Tells why a session is to be kept by what is stored of it; `undefined` if nothing says so, or nobody can tell now. */
export type ReasonToKeep = (project: string, session: string) => Promise<string | undefined>;

/**
 * Asks the store about all sessions together that are asked for within a short while: pages ask every few seconds, and one
 * question for each would be most of what the engine does.
 */
export function reasonToKeep(reader: Reader, onError: (error: unknown) => void): ReasonToKeep {
  const waiting = new Map<string, Map<string, ((reason: string | undefined) => void)[]>>();
  let isCollecting = false;
  let count = 0;

  async function askAll(): Promise<void> {
    isCollecting = false;
    count = 0;
    const asked = [...waiting];
    waiting.clear();
    for (const [project, sessions] of asked) {
      const kept = await reasonsToKeep(reader, project, [...sessions.keys()]).catch((error: unknown) => {
        onError(error);
        return [] as KeptSession[];
      });
      const reasons = new Map(kept.map(({ session, reason }) => [session, reason]));
      for (const [session, answers] of sessions) for (const answer of answers) answer(reasons.get(session));
    }
  }

  return (project, session) =>
    new Promise((resolve) => {
      if (count >= CONFIG_LIMITS.sessionsAQuestion) {
        resolve(undefined);
        return;
      }
      count += 1;
      const sessions = waiting.get(project) ?? new Map<string, ((reason: string | undefined) => void)[]>();
      waiting.set(project, sessions);
      sessions.set(session, [...(sessions.get(session) ?? []), resolve]);
      if (isCollecting) return;
      isCollecting = true;
      setTimeout(() => void askAll(), CONFIG_LIMITS.collectMs);
    });
}
