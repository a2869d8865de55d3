import type { Project } from '@throughline/format';
import { asc, count, eq } from 'drizzle-orm';
import { PROJECT_LIMITS } from '../limits.ts';
import type { Database } from './database.ts';
import { projects } from './tables.ts';

/** A project that cannot be made; the message says why. */
export class ProjectError extends Error {
  override readonly name = 'ProjectError';
}

/** All projects, by name. */
export async function listProjects(database: Database): Promise<Project[]> {
  return (await database.select().from(projects).orderBy(asc(projects.name), asc(projects.id))).map(told);
}

/** Makes a project. Throws `ProjectError` if there is one of this id, or there are too many. */
export async function createProject(
  database: Database,
  given: { id: string; name: string },
): Promise<Project> {
  const [{ have } = { have: 0 }] = await database.select({ have: count() }).from(projects);
  if (have >= PROJECT_LIMITS.projects)
    throw new ProjectError(`a server keeps ${PROJECT_LIMITS.projects} projects at most`);
  const [row] = await database.insert(projects).values(given).onConflictDoNothing().returning();
  if (!row) throw new ProjectError(`there is a project ${given.id} already`);
  return told(row);
}

/** Gives a project another name; `undefined` if there is none of this id. */
export async function renameProject(
  database: Database,
  id: string,
  name: string,
): Promise<Project | undefined> {
  const [row] = await database.update(projects).set({ name }).where(eq(projects.id, id)).returning();
  return row && told(row);
}

function told({ id, name, createdAt }: typeof projects.$inferSelect): Project {
  return { id, name, createdAt: createdAt.toISOString() };
}
