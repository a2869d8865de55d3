import { createHash } from 'node:crypto';
import { and, eq, like, lt, sql } from 'drizzle-orm';
import { ERASURE_LIMITS } from '../limits.ts';
import type { Database } from './database.ts';
import { bodyClaims, erasures } from './tables.ts';

/** What was erased lately in one project. */
export interface ErasedLately {
  project: string;
  /** See `erasedSessionHash` and `erasedTraceHash`. */
  sessionHashes: string[];
  traceHashes: string[];
}

/** Rows written by one statement: PostgreSQL takes 65,535 parameters, each row needs three. */
const ROWS_A_STATEMENT = 5_000;

/**
 * By which an erased session is known again without its id being kept: the id has 122 random bits, so nobody finds it from
 * its hash. In SQL: `lower(hex(SHA256(toString(session_id))))`.
 */
export function erasedSessionHash(session: string): string {
  return createHash('sha256').update(session).digest('hex');
}

/** Likewise of a trace, given its id in hex. In SQL: `lower(hex(SHA256(trace_id)))`. */
export function erasedTraceHash(trace: string): string {
  return createHash('sha256').update(trace, 'hex').digest('hex');
}

/** Remembers what was erased by its hashes. What is known is remembered anew. */
export async function rememberErased(
  database: Database,
  project: string,
  kind: 'session' | 'trace',
  hashes: readonly string[],
): Promise<void> {
  for (let start = 0; start < hashes.length; start += ROWS_A_STATEMENT)
    await database
      .insert(erasures)
      .values(hashes.slice(start, start + ROWS_A_STATEMENT).map((hash) => ({ project, kind, hash })))
      .onConflictDoUpdate({
        target: [erasures.project, erasures.kind, erasures.hash],
        set: { erasedAt: sql`now()` },
      });
}

/** What was erased lately, by project; forgets what was erased too long ago. */
export async function erasedLately(database: Database): Promise<ErasedLately[]> {
  const older = (kind: string, days: number) =>
    and(eq(erasures.kind, kind), lt(erasures.erasedAt, sql`now() - make_interval(days => ${days})`));
  await database.delete(erasures).where(older('session', ERASURE_LIMITS.sessionDays));
  await database.delete(erasures).where(older('trace', ERASURE_LIMITS.traceDays));
  const rows = await database
    .select({ project: erasures.project, kind: erasures.kind, hash: erasures.hash })
    .from(erasures);
  const byProject = new Map<string, ErasedLately>();
  for (const { project, kind, hash } of rows) {
    const erased = byProject.get(project) ?? { project, sessionHashes: [], traceHashes: [] };
    (kind === 'session' ? erased.sessionHashes : erased.traceHashes).push(hash);
    byProject.set(project, erased);
  }
  return [...byProject.values()];
}

/** Forgets which spool files store the session's segments: the claims name the session. */
export async function forgetClaims(database: Database, project: string, session: string): Promise<void> {
  await database
    .delete(bodyClaims)
    .where(
      and(
        eq(bodyClaims.project, project),
        eq(bodyClaims.kind, 'segments'),
        like(bodyClaims.name, `${session} %`),
      ),
    );
}
