import type { AuditEntry } from '@throughline/format';
import { and, desc, eq, inArray, lt, type SQL } from 'drizzle-orm';
import { AUDIT_LIMITS } from '../limits.ts';
import { auditLog } from './accountTables.ts';
import type { Database } from './database.ts';
import { erasedSessionHash } from './erasures.ts';

export type NewAuditEntry = Omit<AuditEntry, 'id' | 'at'>;

/** Notes who did what. */
export async function audit(database: Database, entry: NewAuditEntry): Promise<void> {
  const cut = (text: string) => text.slice(0, AUDIT_LIMITS.textCharacters);
  await database.insert(auditLog).values({
    ...entry,
    askerName: cut(entry.askerName),
    summary: cut(entry.summary),
    target: cut(entry.target),
    project: cut(entry.project),
  });
}

export interface AuditQuestion {
  /** Only what was done to this, e.g. a session's id. */
  target?: string;
  /** Only what this person did. */
  asker?: string;
  /** Only what came before the entry of this number. */
  before?: number;
}

/** The newest entries first. */
export async function listAudit(database: Database, question: AuditQuestion): Promise<AuditEntry[]> {
  const conditions: SQL[] = [];
  if (question.target !== undefined) {
    // Of an erased session the hash is left.
    const names = [question.target, erasedSessionHash(question.target)];
    conditions.push(inArray(auditLog.target, names));
  }
  if (question.asker !== undefined) conditions.push(eq(auditLog.askerId, question.asker));
  if (question.before !== undefined) conditions.push(lt(auditLog.id, question.before));
  const rows = await database
    .select()
    .from(auditLog)
    .where(and(...conditions))
    .orderBy(desc(auditLog.id))
    .limit(AUDIT_LIMITS.listed);
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}

/** Forgets what is older than the audit log goes back. */
export async function forgetAudit(database: Database, now: number): Promise<void> {
  await database.delete(auditLog).where(lt(auditLog.at, new Date(now - AUDIT_LIMITS.keptMs)));
}
