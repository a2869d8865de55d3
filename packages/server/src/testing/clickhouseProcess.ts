import { type ChildProcess, spawn } from 'node:child_process';
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
  /** Ends it as a power cut would. */
  kill: () => Promise<void>;
}

/** A shard that is the engine itself: its own port at this machine. The port is never opened. */
const ITSELF = '<replica><host>127.0.0.1</host><port>9000</port></replica>';
const SHARD = `<shard>${ITSELF}</shard>`;
/** A server that refuses connections: nothing listens on port 1. */
const AWAY = '<replica><host>127.0.0.1</host><port>1</port></replica>';
/** Both shards of `two_shards` are the one engine: what it has is seen twice. */
const REMOTE_SERVERS = `<remote_servers>
  <one_shard>${SHARD}</one_shard><two_shards>${SHARD}${SHARD}</two_shards>
  <one_away><shard>${ITSELF}${AWAY}</shard></one_away>
</remote_servers>`;

/** It knows the clusters `one_shard`, `two_shards`, and `one_away`, of which one of two replicas cannot be reached. */
export const CLUSTERS = `<clickhouse><tcp_port>9000</tcp_port>${REMOTE_SERVERS}</clickhouse>`;

/** The same, as a replica that finds the others in the ZooKeeper on this machine's `port`. */
export function replicaConfiguration(port: number, replica: string): string {
  return `<clickhouse><tcp_port>9000</tcp_port>${REMOTE_SERVERS}
    <zookeeper><node><host>127.0.0.1</host><port>${port}</port></node></zookeeper>
    <macros><shard>1</shard><replica>${replica}</replica></macros>
    <distributed_ddl><path>/clickhouse/task_queue/ddl</path></distributed_ddl>
    <interserver_http_host>127.0.0.1</interserver_http_host><interserver_http_port>9009</interserver_http_port>
  </clickhouse>`;
}

/**
 * Starts it on `folder` and `port`, by default any free one, with the `configuration` (XML) if one is given; resolves when
 * it listens.
 */
export async function startClickhouseProcess(
  folder: string,
  port = 0,
  configuration?: string,
): Promise<ClickhouseProcess> {
  await mkdir(folder, { recursive: true });
  const configurationFile = join(folder, 'configuration.xml');
  if (configuration !== undefined) await writeFile(configurationFile, configuration);
  // The engine keeps schemas that come as text in its working directory.
  const child = spawn(
    process.execPath,
    [
      PROGRAM,
      folder,
      String(port),
      USER,
      PASSWORD,
      ...(configuration === undefined ? [] : [configurationFile]),
    ],
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
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}
