import { annotatedSessions, forgetAnnotations } from '../control/annotations.ts';
import type { OpenDatabase } from '../control/database.ts';
import { ANNOTATION_LIMITS } from '../limits.ts';
import type { Engine } from '../store/engine.ts';
import { storedSessions } from '../store/erase/find.ts';
import { groupsOf } from '../store/erase/groupsOf.ts';

/** Deletes notes and clips of sessions of which nothing is stored any more. Answers of how many sessions. */
export async function discardAnnotations({
  database,
  engine,
  scrub,
}: Pick<OpenDatabase, 'database' | 'scrub'> & { engine: Engine }): Promise<number> {
  let discarded = 0;
  for (const [project, sessions] of await annotatedSessions(database))
    for (const some of groupsOf(sessions, ANNOTATION_LIMITS.sessionsAStatement)) {
      const stored = await storedSessions(engine, project, some);
      const gone = some.filter((session) => !stored.has(session));
      await forgetAnnotations(database, project, gone);
      discarded += gone.length;
    }
  if (discarded > 0) await scrub();
  return discarded;
}
