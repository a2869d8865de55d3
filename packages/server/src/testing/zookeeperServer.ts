import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { installPackages, mayInstall } from './debianPackages.ts';
import { freePort } from './freePort.ts';

/** For tests: a real ZooKeeper of its own, on a free port, in a folder that is thrown away. */

const run = promisify(execFile);

/** Where Debian's package puts it; the manifest names the libraries that it needs. */
const DEBIAN_JAR = '/usr/share/java/zookeeper.jar';
/** How long it may take until it answers, milliseconds. */
const START_TIMEOUT_MS = 60_000;
/** One that has just begun may take a question and never answer it, milliseconds. */
const ANSWER_TIMEOUT_MS = 2_000;

export interface ZookeeperServer {
  port: number;
  /** Paths of all nodes at and below `path`. */
  paths: (path: string) => Promise<string[]>;
  stop: () => Promise<void>;
}

/** The installed ZooKeeper; installed first if this is Debian and we may. */
export async function findZookeeper(): Promise<string | undefined> {
  // Its service is another package: nothing is started.
  if (!existsSync(DEBIAN_JAR) && mayInstall())
    await installPackages('libzookeeper-java', 'default-jre-headless');
  return existsSync(DEBIAN_JAR) ? DEBIAN_JAR : undefined;
}

/** Starts the one in `jar`; resolves when it serves. */
export async function startZookeeper(jar: string): Promise<ZookeeperServer> {
  const folder = await mkdtemp(join(tmpdir(), 'throughline-zookeeper-'));
  const port = await freePort();
  const configuration = join(folder, 'zoo.cfg');
  const settings = {
    dataDir: join(folder, 'data'),
    clientPort: port,
    clientPortAddress: '127.0.0.1',
    'admin.enableServer': false,
    '4lw.commands.whitelist': 'ruok',
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
  await writeFile(configuration, lines.join(''));
  const main = ['org.apache.zookeeper.server.quorum.QuorumPeerMain', configuration];
  const server = spawn('java', ['-cp', jar, ...main], { cwd: folder, stdio: 'ignore' });
  const failed = once(server, 'exit').then(([code]) => {
    throw new Error(`ZooKeeper ended with ${code}`);
  });
  failed.catch(() => undefined);
  await Promise.race([failed, serves(port)]);
  return {
    port,
    async paths(path) {
      const shell = ['org.apache.zookeeper.ZooKeeperMain', '-server', `127.0.0.1:${port}`, 'ls', '-R', path];
      const { stdout } = await run('java', ['-cp', jar, ...shell], { cwd: folder });
      return stdout.split('\n').filter((line) => line.startsWith('/'));
    },
    async stop() {
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function serves(port: number): Promise<void> {
  const until = Date.now() + START_TIMEOUT_MS;
  while ((await healthOf(port)) !== 'imok') {
    if (Date.now() > until) throw new Error('ZooKeeper does not answer');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** ZooKeeper's own question, answered with `imok`; anything else means that it is not there yet. */
async function healthOf(port: number): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.setTimeout(ANSWER_TIMEOUT_MS, () => socket.destroy());
  socket.end('ruok');
  return text(socket).catch(() => '');
}
