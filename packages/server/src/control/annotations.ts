import { and, eq, inArray, sql } from 'drizzle-orm';
import { auditLog } from './accountTables.ts';
import { clips, notes } from './annotationTables.ts';
import type { Database } from './database.ts';
import { erasedSessionHash } from './erasures.ts';
import { shareLinks } from './shareTables.ts';
import { erasures } from './tables.ts';

/** What people make of a session goes with it: here is how it is found and deleted. */
const TABLES = [notes, clips, shareLinks] as const;

/** Sessions of each project that have notes, clips or share links. */
export async function annotatedSessions(database: Database): Promise<Map<string, string[]>> {
  const found = new Map<string, Set<string>>();
  for (const table of TABLES) {
    const rows = await database
      .selectDistinct({ project: table.projectId, session: table.sessionId })
      .from(table);
    for (const { project, session } of rows)
      found.set(project, (found.get(project) ?? new Set<string>()).add(session));
  }
  return new Map([...found].map(([project, sessions]) => [project, [...sessions]]));
}

/**
 * Deletes the notes, clips and share links of these sessions; clips leave their collections. The audit log goes on telling who
 * watched, by the hash of the session's id.
 */
export async function forgetAnnotations(
  database: Database,
  project: string,
  sessions: readonly string[],
): Promise<void> {
  if (sessions.length === 0) return;
  for (const table of TABLES)
    await database
      .delete(table)
      .where(and(eq(table.projectId, project), inArray(table.sessionId, [...sessions])));
  for (const session of sessions)
    await database
      .update(auditLog)
      .set({ target: erasedSessionHash(session) })
      .where(and(eq(auditLog.project, project), eq(auditLog.target, session)));
}

/** Deletes what somebody wrote about a session in the very moment in which it was erased. */
export async function forgetAnnotationsOfErased(database: Database): Promise<void> {
  for (const table of TABLES)
    await database.delete(table).where(
      sql`EXISTS (SELECT 1 FROM ${erasures} WHERE ${erasures.project} = ${table.projectId} AND ${erasures.kind} = 'session'
        AND ${erasures.hash} = encode(sha256(convert_to(${table.sessionId}::text, 'UTF8')), 'hex'))`,
    );
}
