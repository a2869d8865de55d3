import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PolyglotService } from './services.ts';

const run = promisify(execFile);

/** Longest that one command may take, milliseconds: with nothing in any cache it fetches tens of megabytes. */
const COMMAND_TIMEOUT_MS = 300_000;

/** Builds the service unless what is there was built of the same sources. The error says which command failed, and why. */
export async function buildService({
  folder,
  sources,
  makes,
  build,
  buildEnvironment,
}: PolyglotService): Promise<void> {
  const stamp = join(folder, makes, '.built-of');
  const state = await fingerprint(folder, sources, JSON.stringify([folder, build]));
  if ((await readFile(stamp, 'utf8').catch(() => '')) === state) return;
  for (const [command, ...args] of build) {
    await run(command, args, {
      cwd: folder,
      env: { ...process.env, ...buildEnvironment },
      timeout: COMMAND_TIMEOUT_MS,
    }).catch(({ message, stdout }: Error & { stdout?: string }) => {
      throw new Error(`${message}\n${stdout ?? ''}`);
    });
  }
  await mkdir(join(folder, makes), { recursive: true });
  await writeFile(stamp, state);
}

/** Changes whenever `recipe` or one of the sources does. */
async function fingerprint(folder: string, sources: string[], recipe: string): Promise<string> {
  const hash = createHash('sha256').update(recipe);
  for (const source of sources)
    for (const file of await filesIn(join(folder, source))) hash.update(file).update(await readFile(file));
  return hash.digest('hex');
}

async function filesIn(path: string): Promise<string[]> {
  if ((await stat(path)).isFile()) return [path];
  const names = (await readdir(path)).sort();
  return (await Promise.all(names.map((name) => filesIn(join(path, name))))).flat();
}
