import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';

/**
 * Gives a data folder that is still empty an embedded database that is made but holds nothing: making one takes three
 * seconds of a processor, copying one a tenth of a second. Our tables are not in it; each server makes them.
 */
export async function prepareDatabase(data: string): Promise<void> {
  const folder = join(data, 'postgres');
  if (!existsSync(folder)) await cp(await emptyDatabase(), folder, { recursive: true });
}

/** The folder of an empty database, made once for each version of the embedded engine. */
async function emptyDatabase(): Promise<string> {
  const kept = join(tmpdir(), `throughline-empty-database-${await versionOfPglite()}`);
  if (existsSync(kept)) return kept;
  const inProgress = await mkdtemp(`${kept}-`);
  const database = await PGlite.create({ dataDir: inProgress });
  await database.close();
  // Another worker may have been faster; then its database is as good.
  await rename(inProgress, kept).catch(() => rm(inProgress, { recursive: true, force: true }));
  return kept;
}

async function versionOfPglite(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const { version } = JSON.parse(await readFile(join(dirname(entry), '..', 'package.json'), 'utf8'));
  return version;
}
