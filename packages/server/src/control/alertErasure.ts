import type { AlertItem } from '@throughline/format';
import { and, eq, gt, inArray, isNotNull } from 'drizzle-orm';
import { alertDeliveries, alertRules, alertTold } from './alertTables.ts';
import type { Database } from './database.ts';

/** Deletes what alert rules have yet to tell of these sessions, and that they told of them. */
export async function forgetAlertsOf(
  database: Database,
  project: string,
  sessions: readonly string[],
): Promise<void> {
  if (sessions.length === 0) return;
  const others = (items: readonly AlertItem[]) => items.filter((item) => !isOf(item, sessions));
  const rules = await database
    .select({ id: alertRules.id })
    .from(alertRules)
    .where(eq(alertRules.projectId, project));
  for (const { id } of rules)
    await database
      .delete(alertTold)
      .where(and(eq(alertTold.ruleId, id), inArray(alertTold.subject, [...sessions])));
  // In a transaction and locked: another server may add to what waits, or send it.
  await database.transaction(async (transaction) => {
    const waiting = await transaction
      .select({ id: alertRules.id, items: alertRules.waiting })
      .from(alertRules)
      .where(and(eq(alertRules.projectId, project), gt(alertRules.waitingCount, 0)))
      .for('update');
    for (const { id, items } of waiting)
      await transaction
        .update(alertRules)
        .set({ waiting: others(items) })
        .where(eq(alertRules.id, id));
    const unsent = await transaction
      .select({ id: alertDeliveries.id, message: alertDeliveries.message })
      .from(alertDeliveries)
      .where(and(eq(alertDeliveries.projectId, project), isNotNull(alertDeliveries.nextAt)))
      .for('update');
    for (const { id, message } of unsent)
      await transaction
        .update(alertDeliveries)
        .set({ message: { ...message, items: others(message.items) } })
        .where(eq(alertDeliveries.id, id));
  });
}

/** Whether it tells of one of the sessions, or leads to it. */
function isOf({ id, replayUrl = '' }: AlertItem, sessions: readonly string[]): boolean {
  return sessions.some((session) => id === session || replayUrl.includes(session));
}
