import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chown, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { installPackages, mayInstall } from './debianPackages.ts';
import { freePort } from './freePort.ts';

/** For tests: a real PostgreSQL of its own, on a free port, in a folder that is thrown away. */

const run = promisify(execFile);

/** Where Debian's package puts each major version's binaries: `<version>/bin`. */
const DEBIAN_VERSIONS = '/usr/lib/postgresql';
/** PostgreSQL refuses to run as root. User and group `nobody` exist on every Debian. */
const NOBODY = { uid: 65_534, gid: 65_534 };

export interface PostgresServer {
  /** Of an empty database. */
  url: string;
  stop: () => Promise<void>;
}

/** Folder of the newest installed PostgreSQL's binaries; installed first if this is Debian and we may. */
export async function findPostgres(): Promise<string | undefined> {
  const found = await newestInstalled();
  if (found || !mayInstall()) return found;
  await installOnDebian();
  return newestInstalled();
}

async function newestInstalled(): Promise<string | undefined> {
  const versions = (await readdir(DEBIAN_VERSIONS).catch(() => []))
    .filter((version) => existsSync(join(DEBIAN_VERSIONS, version, 'bin', 'initdb')))
    .sort((a, b) => Number(b) - Number(a));
  return versions[0] && join(DEBIAN_VERSIONS, versions[0], 'bin');
}

/** Installs the package without the cluster that it would otherwise set up and start. */
async function installOnDebian(): Promise<void> {
  await installPackages('postgresql-common');
  await mkdir('/etc/postgresql-common', { recursive: true });
  await writeFile('/etc/postgresql-common/createcluster.conf', 'create_main_cluster = false\n');
  await installPackages('postgresql');
}

/** Starts a fresh cluster by the binaries of `bin`; resolves when it takes connections. */
export async function startPostgres(bin: string): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'throughline-postgres-'));
  const asRoot = process.getuid?.() === 0;
  if (asRoot) await chown(folder, NOBODY.uid, NOBODY.gid);
  const user = { cwd: folder, ...(asRoot && NOBODY) };
  const data = join(folder, 'data');
  await run(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'throughline', '-A', 'trust', '-E', 'UTF8', '--no-sync'],
    user,
  );
  const port = await freePort();
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-F'],
    { ...user, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await new Promise<void>((resolve, reject) => {
    let output = '';
    server.stderr.on('data', (chunk) => {
      output += String(chunk);
      if (output.includes('ready to accept connections')) resolve();
    });
    server.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${code}: ${output}`)));
  });
  return {
    url: `postgres://throughline@127.0.0.1:${port}/postgres`,
    async stop() {
      const ended = once(server, 'exit');
      server.kill('SIGINT');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
