import type { AlertDestination, AlertDestinationKind } from '@throughline/format';
import { and, arrayContains, asc, count, eq, inArray } from 'drizzle-orm';
import { ALERT_LIMITS } from '../limits.ts';
import { AlertError } from './alertError.ts';
import { alertDestinations, alertRules } from './alertTables.ts';
import type { Database } from './database.ts';
import { projects } from './tables.ts';

export interface DestinationToKeep {
  name: string;
  kind: AlertDestinationKind;
  /** What people may see of it. */
  target: string;
  /** How it is reached, sealed. */
  sealed: string;
}

/** A destination with how it is reached. */
export interface SealedDestination extends DestinationToKeep {
  id: string;
}

/** The project's destinations by name. */
export async function listDestinations(database: Database, project: string): Promise<AlertDestination[]> {
  const rows = await database
    .select()
    .from(alertDestinations)
    .where(eq(alertDestinations.projectId, project))
    .orderBy(asc(alertDestinations.name), asc(alertDestinations.createdAt));
  return rows.map(told);
}

/** Those of the project that have these ids, with how they are reached. */
export async function findDestinations(
  database: Database,
  project: string,
  ids: readonly string[],
): Promise<SealedDestination[]> {
  if (ids.length === 0) return [];
  return database
    .select()
    .from(alertDestinations)
    .where(and(eq(alertDestinations.projectId, project), inArray(alertDestinations.id, [...ids])));
}

/** Throws `AlertError` if there is no such project, or it has too many. */
export async function keepDestination(
  database: Database,
  project: string,
  destination: DestinationToKeep,
): Promise<AlertDestination> {
  const known = await database.select({ id: projects.id }).from(projects).where(eq(projects.id, project));
  if (known.length === 0) throw new AlertError(`there is no project ${project}`);
  const [has] = await database
    .select({ destinations: count() })
    .from(alertDestinations)
    .where(eq(alertDestinations.projectId, project));
  if ((has?.destinations ?? 0) >= ALERT_LIMITS.destinationsAProject)
    throw new AlertError(`a project has ${ALERT_LIMITS.destinationsAProject} destinations at most`);
  const [row] = await database
    .insert(alertDestinations)
    .values({ projectId: project, ...destination })
    .returning();
  if (!row) throw new Error('the database did not answer with the destination that it stored');
  return told(row);
}

/** As it is now, or `undefined` if the project has none of this id. */
export async function changeDestination(
  database: Database,
  project: string,
  id: string,
  change: Omit<DestinationToKeep, 'kind'>,
): Promise<AlertDestination | undefined> {
  const [row] = await database
    .update(alertDestinations)
    .set(change)
    .where(and(eq(alertDestinations.projectId, project), eq(alertDestinations.id, id)))
    .returning();
  return row && told(row);
}

/** Whether the project had such a destination. Throws `AlertError` if a rule sends there. */
export async function deleteDestination(database: Database, project: string, id: string): Promise<boolean> {
  const [user] = await database
    .select({ name: alertRules.name })
    .from(alertRules)
    .where(and(eq(alertRules.projectId, project), arrayContains(alertRules.destinations, [id])))
    .limit(1);
  if (user) throw new AlertError(`the rule “${user.name}” sends there; change it first`);
  const deleted = await database
    .delete(alertDestinations)
    .where(and(eq(alertDestinations.projectId, project), eq(alertDestinations.id, id)))
    .returning({ id: alertDestinations.id });
  return deleted.length > 0;
}

function told({
  id,
  name,
  kind,
  target,
  createdAt,
}: typeof alertDestinations.$inferSelect): AlertDestination {
  return { id, name, kind, target, createdAt: createdAt.toISOString() };
}
