import { createHash } from 'node:crypto';
import type { SdkConfig } from '@throughline/format';
import type { Database } from '../control/database.ts';
import { activeIncidents } from '../control/incidents.ts';
import { settingsOf } from '../control/projectSettings.ts';
import { remembered } from '../control/remembered.ts';
import { CONFIG_LIMITS } from '../limits.ts';

/** What the SDKs of a project are told, and a word that changes with it. */
export interface ProjectConfig {
  config: SdkConfig;
  tag: string;
  floorPerHour: number;
}

/** Tells of a project; answers are a second old at most, unless the database is away. */
export type ConfigOfProject = (project: string) => Promise<ProjectConfig>;

export function projectConfigs(database: Database): ConfigOfProject {
  return remembered(async (project) => {
    const [settings, incidents] = await Promise.all([
      settingsOf(database, project),
      activeIncidents(database, project),
    ]);
    if (!settings) throw new Error(`there is no project ${project}`);
    const { recording, sampling, privacy } = settings;
    const { rate, rules, floorPerHour } = sampling;
    const config = { recording, sampling: { rate, rules }, privacy, incidents };
    return { config, tag: tagOf(config), floorPerHour };
  }, CONFIG_LIMITS.rememberMs);
}

/** Characters of a tag: enough that two configurations of one project do not share theirs. */
const TAG_CHARACTERS = 16;

/** A word that tells one configuration from another. */
export function tagOf(config: SdkConfig): string {
  return createHash('sha256').update(JSON.stringify(config)).digest('base64url').slice(0, TAG_CHARACTERS);
}
