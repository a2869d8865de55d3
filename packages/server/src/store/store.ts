import { mkdir } from 'node:fs/promises';
import type { Engine } from './engine.ts';
import { Loader, type LoaderOptions } from './loader.ts';
import { SCHEMA } from './tables/schema.ts';

/** Builds what is missing of the schema. Safe to run at every start. */
export async function createSchema(engine: Engine): Promise<void> {
  for (const statement of SCHEMA) await engine.execute(statement);
}

/** A loader whose quarantine folder exists. */
export async function openLoader(options: LoaderOptions): Promise<Loader> {
  await mkdir(options.quarantineFolder, { recursive: true, mode: 0o700 });
  return new Loader(options);
}
