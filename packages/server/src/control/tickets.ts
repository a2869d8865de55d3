import type { Ticket } from '@throughline/format';
import { and, desc, eq, inArray } from 'drizzle-orm';
import { INTEGRATION_LIMITS } from '../limits.ts';
import type { Database } from './database.ts';
import { tickets } from './integrationTables.ts';

export interface TicketToRemember extends Omit<Ticket, 'id' | 'createdAt'> {
  project: string;
  /** Of the asker. */
  filedById: string;
}

export async function rememberTicket(
  database: Database,
  { project, session, incident, moment, ...ticket }: TicketToRemember,
): Promise<Ticket> {
  const [row] = await database
    .insert(tickets)
    .values({
      projectId: project,
      sessionId: session || null,
      incidentId: incident || null,
      moment: moment === null ? null : new Date(moment),
      ...ticket,
    })
    .returning();
  if (!row) throw new Error('the database did not answer with the ticket that it stored');
  return told(row);
}

/** What was filed about a session or an incident of the project, newest first. */
export async function listTickets(
  database: Database,
  project: string,
  about: { session?: string | undefined; incident?: string | undefined },
): Promise<Ticket[]> {
  const { session, incident } = about;
  const rows = await database
    .select()
    .from(tickets)
    .where(
      and(
        eq(tickets.projectId, project),
        session === undefined ? undefined : eq(tickets.sessionId, session),
        incident === undefined ? undefined : eq(tickets.incidentId, incident),
      ),
    )
    .orderBy(desc(tickets.createdAt))
    .limit(INTEGRATION_LIMITS.ticketsListed);
  return rows.map(told);
}

/** Forgets what was filed about sessions that are erased; the tickets themselves are not ours to delete. */
export async function forgetTickets(
  database: Database,
  project: string,
  sessions: readonly string[],
): Promise<void> {
  if (sessions.length === 0) return;
  await database
    .delete(tickets)
    .where(and(eq(tickets.projectId, project), inArray(tickets.sessionId, [...sessions])));
}

function told(row: typeof tickets.$inferSelect): Ticket {
  const { id, kind, integration, sessionId, incidentId, moment, key, url, title, isLinkOnly, filedBy } = row;
  return {
    id,
    kind,
    integration,
    session: sessionId ?? '',
    incident: incidentId ?? '',
    moment: moment?.getTime() ?? null,
    key,
    url,
    title,
    isLinkOnly,
    filedBy,
    createdAt: row.createdAt.toISOString(),
  };
}
