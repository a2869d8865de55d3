import type { SavedView } from '@throughline/format';
import { and, asc, count, eq } from 'drizzle-orm';
import { VIEW_LIMITS } from '../limits.ts';
import type { Database } from './database.ts';
import { projects, savedViews } from './tables.ts';

export type ViewToSave = Omit<SavedView, 'id' | 'createdAt'>;

/** A view that may not be saved; the message says why. */
export class ViewError extends Error {
  override readonly name = 'ViewError';
}

/** The project's views by name. */
export async function listViews(database: Database, project: string): Promise<SavedView[]> {
  const rows = await database
    .select()
    .from(savedViews)
    .where(eq(savedViews.projectId, project))
    .orderBy(asc(savedViews.name), asc(savedViews.createdAt));
  return rows.map(told);
}

/** Keeps a view. Throws `ViewError` if there is no such project, or it has too many. */
export async function saveView(database: Database, project: string, view: ViewToSave): Promise<SavedView> {
  const known = await database.select({ id: projects.id }).from(projects).where(eq(projects.id, project));
  if (known.length === 0) throw new ViewError(`there is no project ${project}`);
  const [has] = await database
    .select({ views: count() })
    .from(savedViews)
    .where(eq(savedViews.projectId, project));
  if ((has?.views ?? 0) >= VIEW_LIMITS.aProject)
    throw new ViewError(`a project keeps ${VIEW_LIMITS.aProject} views at most; delete one first`);
  const [row] = await database
    .insert(savedViews)
    .values({ projectId: project, ...view })
    .returning();
  if (!row) throw new Error('the database did not answer with the view that it stored');
  return told(row);
}

/** Whether the project had such a view. */
export async function deleteView(database: Database, project: string, id: string): Promise<boolean> {
  const deleted = await database
    .delete(savedViews)
    .where(and(eq(savedViews.projectId, project), eq(savedViews.id, id)))
    .returning({ id: savedViews.id });
  return deleted.length > 0;
}

function told({ id, name, search, range, columns, createdAt }: typeof savedViews.$inferSelect): SavedView {
  return { id, name, search, range, columns, createdAt: createdAt.toISOString() };
}
