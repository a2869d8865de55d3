import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

const PACKAGE = join(import.meta.dirname, '..', '..');
const PREFIX = 'throughline-built-app-';

/** How long a build is kept for the next run, milliseconds: longer than any test run takes. */
const KEPT_FOR_MS = 60 * 60_000;

const SOURCES = [PACKAGE, join(PACKAGE, '..', 'model', 'src'), join(PACKAGE, '..', 'format', 'src')];

/**
 * The folder of the built app. It is built once for each state of the sources, whichever test asks first; the folder's
 * name is made of that state, so an old build is never taken for a new one.
 */
export async function builtApp(): Promise<string> {
  const folder = join(tmpdir(), `${PREFIX}${await stateOfSources()}`);
  if (existsSync(join(folder, 'index.html'))) return folder;
  await removeOldBuilds();
  const inProgress = `${folder}.${process.pid}`;
  await buildAsShipped(inProgress);
  // Another worker may have been faster; then its build is as good.
  await rename(inProgress, folder).catch(() => rm(inProgress, { recursive: true, force: true }));
  return folder;
}

/** The test runner's own NODE_ENV would make it a build for development: half as large again, and slower. */
async function buildAsShipped(outDir: string): Promise<void> {
  const environment = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    await build({
      root: PACKAGE,
      configFile: join(PACKAGE, 'vite.config.ts'),
      build: { outDir },
      logLevel: 'error',
    });
  } finally {
    process.env.NODE_ENV = environment;
  }
}

async function removeOldBuilds(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    const folder = join(tmpdir(), name);
    const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (Date.now() - mtimeMs > KEPT_FOR_MS) await rm(folder, { recursive: true, force: true });
  }
}

async function stateOfSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of SOURCES) {
    const names = await readdir(folder, { recursive: true });
    for (const name of names.sort()) {
      if (/(^|\/)(dist|node_modules|testing)(\/|$)|\.test\./.test(name)) continue;
      const { mtimeMs, size } = await stat(join(folder, name));
      hash.update(`${name} ${mtimeMs} ${size}\n`);
    }
  }
  return hash.digest('hex').slice(0, 16);
}
