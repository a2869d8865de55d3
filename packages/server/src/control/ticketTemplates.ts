import type { TemplateKind } from '@throughline/format';
import { and, eq } from 'drizzle-orm';
import type { Database } from './database.ts';
import { ticketTemplates } from './integrationTables.ts';

/** The project's own templates; a kind that is missing is as the default says. */
export async function ownTemplates(
  database: Database,
  project: string,
): Promise<Partial<Record<TemplateKind, string>>> {
  const rows = await database.select().from(ticketTemplates).where(eq(ticketTemplates.projectId, project));
  return Object.fromEntries(rows.map(({ kind, text }) => [kind, text]));
}

export async function saveTemplate(
  database: Database,
  project: string,
  kind: TemplateKind,
  text: string,
): Promise<void> {
  await database
    .insert(ticketTemplates)
    .values({ projectId: project, kind, text })
    .onConflictDoUpdate({ target: [ticketTemplates.projectId, ticketTemplates.kind], set: { text } });
}

/** Goes back to the default. */
export async function deleteTemplate(database: Database, project: string, kind: TemplateKind): Promise<void> {
  await database
    .delete(ticketTemplates)
    .where(and(eq(ticketTemplates.projectId, project), eq(ticketTemplates.kind, kind)));
}
