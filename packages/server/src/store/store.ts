import { mkdir } from 'node:fs/promises';
import type { SealedFile } from '../spool/spoolFile.ts';
import type { Engine } from './engine.ts';
import { Loader } from './loader.ts';
import { SCHEMA } from './tables/schema.ts';

/** Builds what is missing of the schema. Safe to run at every start. */
export async function createSchema(engine: Engine): Promise<void> {
  for (const statement of SCHEMA) await engine.execute(statement);
}

/** A loader whose quarantine folder exists. */
export async function openLoader(
  engine: Engine,
  quarantineFolder: string,
  onLoaded: (file: SealedFile) => void,
  onError: (message: string, error: unknown) => void,
): Promise<Loader> {
  await mkdir(quarantineFolder, { recursive: true, mode: 0o700 });
  return new Loader({ engine, quarantineFolder, onLoaded, onError });
}
