import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

/** For tests: the brokers that they need of Debian, installed where we may. */

const run = promisify(execFile);

/** Test files run at a time; apt serves one at a time and refuses others. The server's tests wait for the same file. */
const LOCK = '/tmp/throughline-apt.lock';

/** Longest that a package may take to come, milliseconds; RabbitMQ brings Erlang. */
const INSTALL_TIMEOUT_MS = 300_000;

/** Debian puts servers where not every account looks; of RabbitMQ the script that does not change the account comes first. */
const FOLDERS = ['/usr/lib/rabbitmq/bin', '/usr/bin', '/usr/sbin'];

/**
 * Makes sure that the programs are there, by their packages: installed if this is Debian and we are root. Gives back what is
 * missing all the same, and says so.
 */
export async function ensurePrograms(packageOf: Record<string, string>): Promise<Set<string>> {
  const missing = () => Object.keys(packageOf).filter((program) => programPath(program) === undefined);
  const wanted = missing().flatMap((program) => packageOf[program] ?? []);
  if (wanted.length > 0 && process.getuid?.() === 0 && existsSync('/etc/debian_version'))
    await install(wanted).catch((error) => console.warn(`apt could not install ${wanted}: ${error.message}`));
  const still = missing();
  if (still.length > 0)
    console.warn(`left out, for want of ${still.join(', ')}: not here, and not to be installed`);
  return new Set(still);
}

/** Where the program is, if it is there. */
export function programPath(program: string): string | undefined {
  return FOLDERS.map((folder) => `${folder}/${program}`).find((path) => existsSync(path));
}

async function install(names: string[]): Promise<void> {
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, timeout: INSTALL_TIMEOUT_MS };
  await run('flock', [LOCK, 'apt-get', 'update', '-q'], options);
  await run('flock', [LOCK, 'apt-get', 'install', '-y', '-q', '--no-install-recommends', ...names], options);
}
