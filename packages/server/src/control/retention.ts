import { type ProjectRetention, RETENTION, RETENTION_KINDS, type RetentionDays } from '@throughline/format';
import { asc, eq } from 'drizzle-orm';
import type { Database } from './database.ts';
import { projects, retention } from './tables.ts';

/** How long each project's records are kept, by name. */
export async function listRetention(database: Database): Promise<ProjectRetention[]> {
  const rows = await database
    .select({ project: projects.id, kind: retention.kind, days: retention.days })
    .from(projects)
    .leftJoin(retention, eq(retention.projectId, projects.id))
    .orderBy(asc(projects.id));
  const byProject = new Map<string, RetentionDays>();
  for (const { project, kind, days } of rows) {
    const all = byProject.get(project) ?? { ...RETENTION.defaultDays };
    const known = RETENTION_KINDS.find((one) => one === kind);
    if (known && days !== null) all[known] = days;
    byProject.set(project, all);
  }
  return [...byProject].map(([project, days]) => ({ project, days }));
}

/** Sets the kinds that `days` names. Answers all of the project's, or `undefined` if there is no such project. */
export async function setRetention(
  database: Database,
  project: string,
  days: Partial<RetentionDays>,
): Promise<ProjectRetention | undefined> {
  const known = await database.select({ id: projects.id }).from(projects).where(eq(projects.id, project));
  if (known.length === 0) return undefined;
  for (const kind of RETENTION_KINDS) {
    const value = days[kind];
    if (value === undefined) continue;
    await database
      .insert(retention)
      .values({ projectId: project, kind, days: value })
      .onConflictDoUpdate({ target: [retention.projectId, retention.kind], set: { days: value } });
  }
  return (await listRetention(database)).find((one) => one.project === project);
}
