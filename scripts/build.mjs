import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './install.mjs';
import { announce, installed, must, ROOT } from './steps.mjs';

/** What Vite bundles: folder, what it makes, and the folders whose change asks for making it anew. */
const BUNDLES = [
  {
    folder: 'packages/browser',
    makes: 'dist/throughline.iife.js',
    from: ['packages/format', 'packages/browser'],
  },
  {
    folder: 'packages/app',
    makes: 'dist/site/index.html',
    from: ['packages/format', 'packages/model', 'packages/app'],
  },
  {
    folder: 'packages/app',
    config: 'vite.offline.config.ts',
    makes: 'dist/offline/player.js',
    from: ['packages/format', 'packages/model', 'packages/app'],
  },
  {
    folder: 'examples/checkout',
    makes: 'dist/shop/index.html',
    from: ['packages/format', 'packages/browser', 'examples/checkout'],
  },
];

/** Builds what changed: types and modules by TypeScript, bundles by Vite. */
export async function build() {
  announce('Building what changed');
  await must(installed('tsc'), ['-b']);
  for (const { folder, config = 'vite.config.ts', makes, from } of BUNDLES) {
    const made = join(ROOT, folder, makes);
    const stamp = join(ROOT, folder, 'dist', `.${config}-stamp`);
    const state = fingerprint(from);
    if (existsSync(made) && existsSync(stamp) && readFileSync(stamp, 'utf8') === state) continue;
    await must(installed('vite'), ['build', '--config', config, '--logLevel', 'error'], {
      folder: join(ROOT, folder),
    });
    writeFileSync(stamp, state);
  }
}

/** Changes whenever a source file of one of the folders, or the lockfile, does. */
function fingerprint(folders) {
  const hash = createHash('sha256').update(readFileSync(join(ROOT, 'package-lock.json')));
  for (const folder of folders)
    for (const file of sources(join(ROOT, folder))) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

function* sources(folder) {
  for (const name of readdirSync(folder).sort()) {
    if (name === 'dist' || name === 'node_modules') continue;
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* sources(path);
    else if (!/\.test\.tsx?$|\.md$/.test(name)) yield path;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await ensureInstalled();
  await build();
}
