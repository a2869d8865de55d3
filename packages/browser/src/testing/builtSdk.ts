import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleSdk, type SdkFiles } from './bundle.ts';

const PACKAGE = join(import.meta.dirname, '..', '..');
const SOURCES = [join(PACKAGE, 'src'), join(PACKAGE, '..', 'format', 'src')];
const PREFIX = 'throughline-sdk-';

/** How long a build is kept for the next run, milliseconds: longer than any test run takes. */
const KEPT_FOR_MS = 60 * 60_000;

/**
 * The readable script-tag build of the sources as they are. It is built once for each state of the sources, whichever test
 * file asks first; the kept file's name is made of that state, so an old build is never taken for a new one.
 */
export async function builtSdk(): Promise<SdkFiles> {
  const kept = join(tmpdir(), `${PREFIX}${await stateOfSources()}.json`);
  if (existsSync(kept)) return new Map(JSON.parse(await readFile(kept, 'utf8')));
  await removeOldBuilds();
  const files = await bundleSdk();
  // Whole or not at all: another worker may read it at this moment.
  const inProgress = `${kept}.${process.pid}`;
  await writeFile(inProgress, JSON.stringify([...files]));
  await rename(inProgress, kept);
  return files;
}

async function removeOldBuilds(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    const file = join(tmpdir(), name);
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (Date.now() - mtimeMs > KEPT_FOR_MS) await rm(file, { force: true });
  }
}

async function stateOfSources(): Promise<string> {
  const hash = createHash('sha256').update(PACKAGE);
  for (const folder of SOURCES) {
    const names = await readdir(folder, { recursive: true });
    for (const name of names.sort()) {
      if (/(^|\/)testing\/|\.test\./.test(name)) continue;
      const { mtimeMs, size } = await stat(join(folder, name));
      hash.update(`${name} ${mtimeMs} ${size}\n`);
    }
  }
  return hash.digest('hex').slice(0, 16);
}
