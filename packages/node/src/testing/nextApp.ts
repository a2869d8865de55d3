import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const NEXT_VERSION = '16.4.6';

/** Not among the dependencies: it is 340 MB, and its optional ones are not all under licences that we take. */
const PACKAGES = [`next@${NEXT_VERSION}`, 'react@19.3.1', 'react-dom@19.3.1'];

/** Next's compiler, where it has one that we have tried. */
const COMPILER = `@next/swc-${process.platform}-${process.arch}-gnu@${NEXT_VERSION}`;

/** Longest that npm and the build may take, milliseconds. */
const TIMEOUT_MS = 240_000;

const sources = fileURLToPath(new URL('./apps/next/', import.meta.url));
const folder = fileURLToPath(new URL('../../dist/testing/next/', import.meta.url));
/** What `next start` prints once it serves. */
export const NEXT_LISTENING = /Local:\s+(http:\S+)/;

const ROUTE = 'app/orders/[id]/route.js';

/**
 * Installs Next.js and builds `apps/next` with it, if that was not done before. Gives back the arguments for `node` that start
 * it, or `undefined`, and a word of why, where Next.js is not to be had.
 */
export async function buildNextApp(): Promise<string[] | undefined> {
  try {
    await mkdir(folder, { recursive: true });
    if (!existsSync(`${folder}node_modules/next`)) {
      await writeFile(`${folder}package.json`, '{"private":true}');
      const install = [
        'install',
        '--omit=optional',
        '--ignore-scripts',
        '--no-audit',
        '--no-fund',
        '--no-package-lock',
      ];
      await run('npm', [...install, ...PACKAGES, COMPILER], { cwd: folder, timeout: TIMEOUT_MS });
    }
    if (!(await isBuilt())) {
      await rm(`${folder}.next`, { recursive: true, force: true });
      await cp(sources, folder, { recursive: true });
      await run(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
        cwd: folder,
        env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
        timeout: TIMEOUT_MS,
      });
    }
    return [`${folder}node_modules/next/dist/bin/next`, 'start', folder, '-p', '0', '-H', '127.0.0.1'];
  } catch (error) {
    console.warn(`left out, since it could not be installed or built: Next.js (${error})`);
    return undefined;
  }
}

async function isBuilt(): Promise<boolean> {
  if (!existsSync(`${folder}.next/BUILD_ID`)) return false;
  const [built, source] = await Promise.all(
    [folder, sources].map((place) => readFile(place + ROUTE, 'utf8')),
  );
  return built === source;
}
