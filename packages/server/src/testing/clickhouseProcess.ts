import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** For tests: starts `clickhouseFixture.ts` (as it was built), a ClickHouse over HTTP, in a process of its own. */

const PROGRAM = fileURLToPath(new URL('../../dist/testing/clickhouseFixture.js', import.meta.url));

const USER = 'throughline';
const PASSWORD = 'a password with : and @';

export interface ClickhouseProcess {
  /** With user and password, without a database. */
  url: string;
  port: number;
  /** Ends it; may be started again on the same folder and port. */
  stop: () => Promise<void>;
}

/** A shard that is the engine itself: its own port at this machine. The port is never opened. */
const SHARD = '<shard><replica><host>127.0.0.1</host><port>9000</port></replica></shard>';
/** Both shards of `two_shards` are the one engine: what it has is seen twice. */
const CLUSTERS = `<clickhouse><tcp_port>9000</tcp_port><remote_servers>
  <one_shard>${SHARD}</one_shard><two_shards>${SHARD}${SHARD}</two_shards>
</remote_servers></clickhouse>`;

/**
 * Starts it on `folder` and `port`, by default any free one; resolves when it listens. With `clusters` it knows the
 * clusters `one_shard` and `two_shards`.
 */
export async function startClickhouseProcess(
  folder: string,
  port = 0,
  clusters = false,
): Promise<ClickhouseProcess> {
  await mkdir(folder, { recursive: true });
  const configuration = join(folder, 'clusters.xml');
  if (clusters) await writeFile(configuration, CLUSTERS);
  // The engine keeps schemas that come as text in its working directory.
  const child = spawn(
    process.execPath,
    [PROGRAM, folder, String(port), USER, PASSWORD, ...(clusters ? [configuration] : [])],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const listening = await new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const match = /^listens on (\d+)$/.exec(line);
      if (match) resolve(Number(match[1]));
    });
    child.once('exit', (code) => reject(new Error(`the ClickHouse fixture ended with ${code}`)));
  });
  return {
    url: `http://${USER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${listening}`,
    port: listening,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
