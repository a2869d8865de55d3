import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { announce, must, ROOT, run } from './steps.mjs';

const STAMP = join(ROOT, 'node_modules', '.throughline-installed');
/** Oldest Node.js that everything here runs on: major, minor. */
const NODE_LEAST = [20, 19];

/** Installs the dependencies unless those of this very lockfile are there already. */
export async function ensureInstalled() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < NODE_LEAST[0] || (major === NODE_LEAST[0] && minor < NODE_LEAST[1])) {
    process.stderr.write(
      `Throughline needs Node.js >= ${NODE_LEAST.join('.')}; this is ${process.versions.node}.\n`,
    );
    process.exit(1);
  }
  const lock = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
  if (readStamp() === lock) return;
  announce('Installing dependencies (about a minute the first time)');
  // A lockfile written where a platform's optional packages could not be had does not name them, and `npm ci` refuses it
  // on that platform; then npm works out those and takes the rest as locked.
  if ((await run('npm', ['ci', '--no-audit', '--no-fund'])) !== 0)
    await must('npm', ['install', '--no-save', '--no-audit', '--no-fund']);
  writeFileSync(STAMP, lock);
}

function readStamp() {
  try {
    return readFileSync(STAMP, 'utf8');
  } catch {
    return undefined;
  }
}
