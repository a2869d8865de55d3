import type { AlertDelivery, AlertMessage } from '@throughline/format';
import { and, asc, desc, eq, lte, sql } from 'drizzle-orm';
import { ALERT_LIMITS } from '../limits.ts';
import type { SealedDestination } from './alertDestinations.ts';
import { alertDeliveries, alertDestinations, alertRules } from './alertTables.ts';
import type { Database } from './database.ts';

/** A message that is to be sent, by the one who claimed it. */
export interface DueDelivery {
  id: string;
  message: AlertMessage;
  destination: SealedDestination;
  /** Which attempt this is, from 1. */
  attempt: number;
  /** Until then nobody else tries, Unix milliseconds. */
  claimedUntil: number;
}

/** The project's latest messages, newest first. */
export async function listDeliveries(database: Database, project: string): Promise<AlertDelivery[]> {
  const rows = await database
    .select({ delivery: alertDeliveries, rule: alertRules.name, destination: alertDestinations.name })
    .from(alertDeliveries)
    .innerJoin(alertRules, eq(alertRules.id, alertDeliveries.ruleId))
    .innerJoin(alertDestinations, eq(alertDestinations.id, alertDeliveries.destinationId))
    .where(eq(alertDeliveries.projectId, project))
    .orderBy(desc(alertDeliveries.createdAt), asc(alertDeliveries.id))
    .limit(ALERT_LIMITS.deliveriesListed);
  return rows.map(({ delivery, rule, destination }) => {
    const { id, ruleId, destinationId, message, attempts, createdAt, sentAt, failedAt, error } = delivery;
    return {
      id,
      rule: { id: ruleId, name: rule },
      destination: { id: destinationId, name: destination },
      title: message.title,
      count: message.count,
      state: sentAt ? 'sent' : failedAt ? 'failed' : 'pending',
      attempts,
      createdAt: createdAt.toISOString(),
      ...(sentAt && { sentAt: sentAt.toISOString() }),
      ...(error !== '' && { error }),
    };
  });
}

/**
 * Claims a message that is to be sent, for `ALERT_LIMITS.leaseMs`; `undefined` if there is none. Of servers that ask at a time
 * each gets another.
 */
export async function claimDueDelivery(database: Database, now: number): Promise<DueDelivery | undefined> {
  // Nothing is due that was sent or given up: then there is no next time.
  const due = lte(alertDeliveries.nextAt, new Date(now));
  const found = await database
    .select({ id: alertDeliveries.id, destination: alertDestinations })
    .from(alertDeliveries)
    .innerJoin(alertDestinations, eq(alertDestinations.id, alertDeliveries.destinationId))
    .where(due)
    .orderBy(asc(alertDeliveries.nextAt))
    .limit(ALERT_LIMITS.messagesAtOnce);
  for (const { id, destination } of found) {
    const claimedUntil = now + ALERT_LIMITS.leaseMs;
    // The condition again: PostgreSQL compares it with what another server has just written.
    const [row] = await database
      .update(alertDeliveries)
      .set({ nextAt: new Date(claimedUntil), attempts: sql`${alertDeliveries.attempts} + 1` })
      .where(and(eq(alertDeliveries.id, id), due))
      .returning();
    if (row) return { id, message: row.message, destination, attempt: row.attempts, claimedUntil };
  }
  return undefined;
}

/** Remembers that it was sent. */
export async function rememberSent(database: Database, due: DueDelivery, now: number): Promise<void> {
  await database
    .update(alertDeliveries)
    .set({ sentAt: new Date(now), nextAt: null, error: '', message: withoutItems(due) })
    .where(claimedBy(due));
}

/** Remembers why it could not be sent, and when to try again (Unix milliseconds); `undefined`: it is given up. */
export async function rememberNotSent(
  database: Database,
  due: DueDelivery,
  { error, now, nextAt }: { error: string; now: number; nextAt: number | undefined },
): Promise<void> {
  await database
    .update(alertDeliveries)
    .set(
      nextAt === undefined
        ? { error, failedAt: new Date(now), nextAt: null, message: withoutItems(due) }
        : { error, nextAt: new Date(nextAt) },
    )
    .where(claimedBy(due));
}

/** What was recorded of people is kept no longer than it is needed: their sessions may be erased. */
function withoutItems({ message }: DueDelivery): AlertMessage {
  return { ...message, items: [] };
}

function claimedBy({ id, claimedUntil }: DueDelivery) {
  return and(eq(alertDeliveries.id, id), eq(alertDeliveries.nextAt, new Date(claimedUntil)));
}
