import { DEFAULT_SAMPLING, HELD_MINUTES, type ProjectSettings } from '@throughline/format';
import { eq } from 'drizzle-orm';
import type { Database } from './database.ts';
import { projectSettings, projects } from './tables.ts';

/** Parts of a project's settings; what is missing stays as it is. */
export interface SettingsChange {
  recording?: boolean | undefined;
  sampling?: { [Name in keyof ProjectSettings['sampling']]?: ProjectSettings['sampling'][Name] | undefined };
  privacy?: { [Name in keyof ProjectSettings['privacy']]?: ProjectSettings['privacy'][Name] | undefined };
}

export const DEFAULT_SETTINGS: ProjectSettings = {
  recording: true,
  sampling: { ...DEFAULT_SAMPLING, rules: [], holdMinutes: HELD_MINUTES },
  privacy: { mode: 'inputs', maskSelectors: [], blockSelectors: [] },
};

/** What the project says of recording, with the defaults; `undefined` if there is no such project. */
export async function settingsOf(database: Database, project: string): Promise<ProjectSettings | undefined> {
  const [row] = await database
    .select({ settings: projectSettings.settings })
    .from(projects)
    .leftJoin(projectSettings, eq(projectSettings.projectId, projects.id))
    .where(eq(projects.id, project));
  return row && changed(DEFAULT_SETTINGS, (row.settings ?? {}) as SettingsChange);
}

/** Changes what `change` names. Answers all of the project's settings, or `undefined` if there is no such project. */
export async function changeSettings(
  database: Database,
  project: string,
  change: SettingsChange,
): Promise<ProjectSettings | undefined> {
  const before = await settingsOf(database, project);
  if (!before) return undefined;
  const settings = changed(before, change);
  const values = { settings: { ...settings }, changedAt: new Date() };
  await database
    .insert(projectSettings)
    .values({ projectId: project, ...values })
    .onConflictDoUpdate({ target: projectSettings.projectId, set: values });
  return settings;
}

/** The projects' names. */
export async function listProjects(database: Database): Promise<string[]> {
  return (await database.select({ id: projects.id }).from(projects)).map(({ id }) => id);
}

function changed(
  settings: ProjectSettings,
  { recording, sampling, privacy }: SettingsChange,
): ProjectSettings {
  return {
    recording: recording ?? settings.recording,
    sampling: { ...settings.sampling, ...given(sampling) },
    privacy: { ...settings.privacy, ...given(privacy) },
  };
}

function given<Values extends object>(values: Values | undefined) {
  return Object.fromEntries(Object.entries(values ?? {}).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Values]?: Exclude<Values[Name], undefined>;
  };
}
