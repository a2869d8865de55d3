import { mkdir } from 'node:fs/promises';
import type { Engine } from './engine.ts';
import { Loader, type LoaderOptions } from './loader.ts';
import { clusterSchema } from './tables/clusterSchema.ts';
import { SCHEMA } from './tables/schema.ts';

/** Builds what is missing of the schema, spread over `cluster` if one is named. Safe to run at every start. */
export async function createSchema(engine: Engine, cluster?: string): Promise<void> {
  for (const statement of cluster === undefined ? SCHEMA : clusterSchema(cluster))
    await engine.execute(statement);
}

/** A loader whose quarantine folder exists. */
export async function openLoader(options: LoaderOptions): Promise<Loader> {
  await mkdir(options.quarantineFolder, { recursive: true, mode: 0o700 });
  return new Loader(options);
}
