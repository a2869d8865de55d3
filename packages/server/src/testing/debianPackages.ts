import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

/** For tests: what they need of Debian, installed where we may. */

const run = promisify(execFile);

/** Test files run at a time; apt serves one at a time and refuses others. */
const LOCK = '/tmp/throughline-apt.lock';

/** Whether packages may be installed: this is Debian, and we are root. */
export function mayInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version');
}

export async function installPackages(...names: string[]): Promise<void> {
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  await run('flock', [LOCK, 'apt-get', 'update', '-q'], options);
  const install = ['install', '-y', '-q', '--no-install-recommends', ...names];
  await run('flock', [LOCK, 'apt-get', ...install], options);
}
