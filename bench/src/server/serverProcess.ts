import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../../../packages/server/bin/throughline.js', import.meta.url));
export const KEY = 'tli_key_of_the_benchmark_only';
/** Clock ticks a second in /proc/<pid>/stat: USER_HZ, 100 on every Linux. */
const TICKS_A_SECOND = 100;

export interface ServerUnderTest {
  url: string;
  data: string;
  /** User and system time so far. */
  cpuSeconds: () => Promise<number>;
  /** The most memory that it held so far. */
  peakBytes: () => Promise<number>;
  /** Resolves when every spool file has been inserted and removed. */
  stored: () => Promise<void>;
  /** Ends it; its data folder stays. */
  stop: () => Promise<void>;
  remove: () => Promise<void>;
}

/** A server on a new data folder, reachable. */
export async function startServer(): Promise<ServerUnderTest> {
  const data = await mkdtemp(join(tmpdir(), 'throughline-bench-server-'));
  const flags = { port: '0', data, 'ingest-key': KEY, 'log-level': 'warn', 'grpc-port': 'off', auth: 'off' };
  const child = spawn(process.execPath, [BIN, ...Object.entries(flags).flatMap(([k, v]) => [`--${k}`, v])], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const match = /listens on (http:\S+?);/.exec(line);
      if (match?.[1]) resolve(match[1]);
    });
    ended.then(() => reject(new Error('the server did not start')));
  });
  const processFile = (name: string) => readFile(`/proc/${child.pid}/${name}`, 'utf8');
  return {
    url,
    data,
    async cpuSeconds() {
      const stat = await processFile('stat');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
    },
    async peakBytes() {
      return Number(/VmHWM:\s+(\d+) kB/.exec(await processFile('status'))?.[1] ?? 0) * 1024;
    },
    async stored() {
      while ((await readdir(join(data, 'spool'))).length > 0)
        await new Promise((resolve) => setTimeout(resolve, 50));
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
    remove: () => rm(data, { recursive: true }),
  };
}
