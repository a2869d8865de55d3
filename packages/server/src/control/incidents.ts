import type { ActiveIncident, Incident, IncidentScope } from '@throughline/format';
import { and, desc, eq, gt, isNull } from 'drizzle-orm';
import { INCIDENT_LIMITS } from '../limits.ts';
import type { Database } from './database.ts';
import { incidents, projects } from './tables.ts';
import { ticketPostOf } from './ticketPosts.ts';

export interface IncidentStart {
  project: string;
  minutes: number;
  scope: IncidentScope;
  ticket: string;
  reason: string;
  startedBy: string;
}

/** An incident that may not be begun; the message says why. */
export class IncidentError extends Error {
  override readonly name = 'IncidentError';
}

/** Begins an incident. Throws `IncidentError` if there is no such project or too many are under way. */
export async function startIncident(
  database: Database,
  { project, minutes, ...values }: IncidentStart,
): Promise<Incident> {
  const known = await database.select({ id: projects.id }).from(projects).where(eq(projects.id, project));
  if (known.length === 0) throw new IncidentError(`there is no project ${project}`);
  if ((await activeIncidents(database, project)).length >= INCIDENT_LIMITS.active)
    throw new IncidentError(`${INCIDENT_LIMITS.active} incidents are under way already; end one first`);
  const now = Date.now();
  const [row] = await database
    .insert(incidents)
    .values({
      projectId: project,
      ...values,
      startedAt: new Date(now),
      until: new Date(now + minutes * 60_000),
    })
    .returning();
  if (!row) throw new IncidentError('the database did not answer with the incident that it stored');
  return told(row);
}

/** The latest incidents, newest first; of one project if `project` is given. */
export async function listIncidents(database: Database, project?: string): Promise<Incident[]> {
  const rows = await database
    .select()
    .from(incidents)
    .where(project === undefined ? undefined : eq(incidents.projectId, project))
    .orderBy(desc(incidents.startedAt))
    .limit(INCIDENT_LIMITS.listed);
  return rows.map(told);
}

export async function findIncident(database: Database, id: string): Promise<Incident | undefined> {
  const [row] = await database.select().from(incidents).where(eq(incidents.id, id));
  return row && told(row);
}

/** Ends an incident before its time; `undefined` if there is none of that id under way. */
export async function endIncident(database: Database, id: string): Promise<Incident | undefined> {
  const [row] = await database
    .update(incidents)
    .set({ endedAt: new Date() })
    .where(and(eq(incidents.id, id), isNull(incidents.endedAt), gt(incidents.until, new Date())))
    .returning();
  return row && told(row);
}

/** Names the ticket of an incident that names none. */
export async function setIncidentTicket(database: Database, id: string, ticket: string): Promise<void> {
  await database
    .update(incidents)
    .set({ ticket: ticket.slice(0, INCIDENT_LIMITS.textCharacters) })
    .where(and(eq(incidents.id, id), eq(incidents.ticket, '')));
}

/** What SDKs of the project are told. */
export async function activeIncidents(database: Database, project: string): Promise<ActiveIncident[]> {
  const rows = await database
    .select({ id: incidents.id, until: incidents.until, scope: incidents.scope })
    .from(incidents)
    .where(and(eq(incidents.projectId, project), isNull(incidents.endedAt), gt(incidents.until, new Date())));
  return rows.map(({ until, ...incident }) => ({ ...incident, until: until.getTime() }));
}

function told(row: typeof incidents.$inferSelect): Incident {
  const { id, projectId, scope, ticket, reason, startedBy, startedAt, until, endedAt } = row;
  const end = endedAt ?? until;
  return {
    id,
    project: projectId,
    scope,
    ticket,
    reason,
    startedBy,
    startedAt: startedAt.getTime(),
    until: end.getTime(),
    active: end.getTime() > Date.now(),
    ...(ticket !== '' && { ticketPost: ticketPostOf(row) }),
  };
}
