import { isDeepStrictEqual } from 'node:util';
import type { AlertRule, AlertRuleToSave } from '@throughline/format';
import { and, asc, count, eq, sql } from 'drizzle-orm';
import { ALERT_LIMITS } from '../limits.ts';
import { findDestinations } from './alertDestinations.ts';
import { AlertError } from './alertError.ts';
import { alertRules } from './alertTables.ts';
import type { Database } from './database.ts';

/** The project's rules by name. */
export async function listRules(database: Database, project: string, now: number): Promise<AlertRule[]> {
  const rows = await database
    .select()
    .from(alertRules)
    .where(eq(alertRules.projectId, project))
    .orderBy(asc(alertRules.name), asc(alertRules.createdAt));
  return rows.map((row) => told(row, now));
}

/** `undefined` if the project has no such rule. */
export async function findRule(
  database: Database,
  project: string,
  id: string,
): Promise<AlertRule | undefined> {
  const [row] = await database.select().from(alertRules).where(isRule(project, id));
  return row && told(row, Date.now());
}

/** Makes a rule, which counts from now on. Throws `AlertError` if a destination is none of the project, or it has too many rules. */
export async function makeRule(
  database: Database,
  project: string,
  rule: AlertRuleToSave & { createdBy: string },
): Promise<AlertRule> {
  await checkDestinations(database, project, rule);
  const [has] = await database
    .select({ rules: count() })
    .from(alertRules)
    .where(eq(alertRules.projectId, project));
  if ((has?.rules ?? 0) >= ALERT_LIMITS.rulesAProject)
    throw new AlertError(`a project has ${ALERT_LIMITS.rulesAProject} alert rules at most; delete one first`);
  const [row] = await database
    .insert(alertRules)
    .values({ projectId: project, createdBy: rule.createdBy, ...ownOf(rule) })
    .returning();
  if (!row) throw new Error('the database did not answer with the rule that it stored');
  return told(row, Date.now());
}

/** Changes a rule; with another condition it counts anew, as soon as it is not muted. `undefined` if there is none. Throws `AlertError` as `makeRule`. */
export async function changeRule(
  database: Database,
  project: string,
  id: string,
  rule: AlertRuleToSave,
): Promise<AlertRule | undefined> {
  await checkDestinations(database, project, rule);
  const known = await findRule(database, project, id);
  if (!known) return undefined;
  const isOther = !isDeepStrictEqual(known.condition, rule.condition);
  const [row] = await database
    .update(alertRules)
    .set({
      ...ownOf(rule),
      ...(isOther && { ...AFRESH, countsFrom: sql`greatest(${alertRules.countsFrom}, now())` }),
    })
    .where(isRule(project, id))
    .returning();
  return row && told(row, Date.now());
}

/** Mutes a rule until then (Unix milliseconds), or no longer. What happens meanwhile is never told. */
export async function muteRule(
  database: Database,
  project: string,
  id: string,
  until: number | null,
): Promise<AlertRule | undefined> {
  const [row] = await database
    .update(alertRules)
    .set(
      until === null
        ? { mutedUntil: null, countsFrom: new Date() }
        : { ...AFRESH, mutedUntil: new Date(until), countsFrom: new Date(until) },
    )
    .where(isRule(project, id))
    .returning();
  return row && told(row, Date.now());
}

/** Whether the project had such a rule. */
export async function deleteRule(database: Database, project: string, id: string): Promise<boolean> {
  const deleted = await database
    .delete(alertRules)
    .where(isRule(project, id))
    .returning({ id: alertRules.id });
  return deleted.length > 0;
}

/** What a team says of it, and no more. */
function ownOf(rule: AlertRuleToSave): AlertRuleToSave {
  const { name, condition, destinations, quietHours, againAfterMinutes } = rule;
  return { name, condition, destinations, quietHours, againAfterMinutes };
}

const AFRESH = { waiting: [], waitingCount: 0, lookError: '' };

async function checkDestinations(
  database: Database,
  project: string,
  { destinations }: AlertRuleToSave,
): Promise<void> {
  const known = await findDestinations(database, project, destinations);
  const unknown = destinations.find((id) => !known.some((destination) => destination.id === id));
  if (unknown) throw new AlertError(`there is no destination ${unknown}`);
}

function isRule(project: string, id: string) {
  return and(eq(alertRules.projectId, project), eq(alertRules.id, id));
}

function told(row: typeof alertRules.$inferSelect, now: number): AlertRule {
  const { id, name, condition, destinations, quietHours, againAfterMinutes, createdBy } = row;
  const { mutedUntil, createdAt, waitingCount, lookError } = row;
  return {
    id,
    name,
    condition,
    destinations,
    quietHours,
    againAfterMinutes,
    mutedUntil: mutedUntil && mutedUntil.getTime() > now ? mutedUntil.toISOString() : null,
    createdAt: createdAt.toISOString(),
    createdBy,
    waiting: waitingCount,
    ...(lookError !== '' && { error: lookError }),
  };
}
