import type { AlertCondition, AlertItem, AlertMessage, QuietHours } from '@throughline/format';
import { and, asc, eq, gt, inArray, isNull, lt, lte, or, type SQL } from 'drizzle-orm';
import { ALERT_LIMITS } from '../limits.ts';
import { alertDeliveries, alertDestinations, alertRules, alertTold } from './alertTables.ts';
import type { Database } from './database.ts';

/** A rule that is to be looked at, by the one who claimed it. */
export interface DueRule {
  id: string;
  project: string;
  name: string;
  condition: AlertCondition;
  quietHours: QuietHours | null;
  againAfterMinutes: number;
  /** What was before is not told, Unix milliseconds. */
  countsFrom: number;
  /** Up to where the last look saw. */
  lookedUntil: number;
  waiting: AlertItem[];
  waitingCount: number;
  /** Until then nobody else looks. */
  claimedUntil: number;
}

/**
 * Claims a rule that is to be looked at, for `ALERT_LIMITS.leaseMs`; `undefined` if there is none. Of servers that ask at a time
 * each gets another.
 */
export async function claimDueRule(database: Database, now: number): Promise<DueRule | undefined> {
  const due = dueAt(now);
  const found = await database
    .select({ id: alertRules.id })
    .from(alertRules)
    .where(due)
    .orderBy(asc(alertRules.lookNextAt))
    .limit(ALERT_LIMITS.looksAtOnce);
  for (const { id } of found) {
    const claimedUntil = now + ALERT_LIMITS.leaseMs;
    // The condition again: PostgreSQL compares it with what another server has just written.
    const [row] = await database
      .update(alertRules)
      .set({ lookNextAt: new Date(claimedUntil) })
      .where(and(eq(alertRules.id, id), due))
      .returning();
    if (row)
      return {
        ...row,
        project: row.projectId,
        countsFrom: row.countsFrom.getTime(),
        lookedUntil: row.lookedUntil.getTime(),
        claimedUntil,
      };
  }
  return undefined;
}

/** Which of these subjects the rule told after `since` (Unix milliseconds). */
export async function toldSince(
  database: Database,
  rule: string,
  subjects: readonly string[],
  since: number,
): Promise<Set<string>> {
  if (subjects.length === 0) return new Set();
  const rows = await database
    .select({ subject: alertTold.subject })
    .from(alertTold)
    .where(
      and(
        eq(alertTold.ruleId, rule),
        inArray(alertTold.subject, [...subjects]),
        gt(alertTold.toldAt, new Date(since)),
      ),
    );
  return new Set(rows.map(({ subject }) => subject));
}

/** What a look came to. */
export interface Look {
  /** Told from now on. */
  subjects: readonly string[];
  /** What waits for the end of the quiet hours. */
  waiting: AlertItem[];
  waitingCount: number;
  /** What is sent now, if anything. */
  message: AlertMessage | undefined;
  /** Unix milliseconds. */
  now: number;
}

/** Remembers what was seen and what is to be sent, at once or not at all; not if somebody else looks by now, or it was muted. */
export async function finishLook(database: Database, rule: DueRule, look: Look): Promise<void> {
  const { subjects, waiting, waitingCount, message, now } = look;
  const at = new Date(now);
  await database.transaction(async (transaction) => {
    const [row] = await transaction
      .update(alertRules)
      .set({
        waiting,
        waitingCount,
        lookedUntil: at,
        lookError: '',
        lookNextAt: new Date(now + ALERT_LIMITS.lookEveryMs),
      })
      .where(and(claimedBy(rule), isAsBefore(rule)))
      .returning({ destinations: alertRules.destinations });
    if (!row) return;
    if (subjects.length > 0)
      await transaction
        .insert(alertTold)
        .values(subjects.map((subject) => ({ ruleId: rule.id, subject, toldAt: at })))
        .onConflictDoUpdate({ target: [alertTold.ruleId, alertTold.subject], set: { toldAt: at } });
    if (!message) return;
    const known = await transaction
      .select({ id: alertDestinations.id })
      .from(alertDestinations)
      .where(inArray(alertDestinations.id, row.destinations));
    if (known.length > 0)
      await transaction.insert(alertDeliveries).values(
        known.map(({ id }) => ({
          projectId: rule.project,
          ruleId: rule.id,
          destinationId: id,
          message,
          createdAt: at,
          nextAt: at,
        })),
      );
  });
}

/** Remembers why the rule could not be looked at. */
export async function failLook(database: Database, rule: DueRule, error: string, now: number): Promise<void> {
  await database
    .update(alertRules)
    .set({ lookError: error, lookNextAt: new Date(now + ALERT_LIMITS.lookEveryMs) })
    .where(claimedBy(rule));
}

/** Forgets what was told and sent before `before`, Unix milliseconds. */
export async function forgetAlerts(database: Database, before: number): Promise<void> {
  await database.delete(alertTold).where(lt(alertTold.toldAt, new Date(before)));
  await database.delete(alertDeliveries).where(lt(alertDeliveries.createdAt, new Date(before)));
}

function claimedBy({ id, claimedUntil }: DueRule): SQL | undefined {
  return and(eq(alertRules.id, id), eq(alertRules.lookNextAt, new Date(claimedUntil)));
}

/** Whether nobody has muted it, or changed its condition, while it was looked at. */
function isAsBefore({ countsFrom }: DueRule): SQL | undefined {
  return lt(alertRules.countsFrom, new Date(countsFrom + 1));
}

function dueAt(now: number): SQL | undefined {
  const at = new Date(now);
  return and(
    lte(alertRules.lookNextAt, at),
    or(isNull(alertRules.mutedUntil), lte(alertRules.mutedUntil, at)),
  );
}
