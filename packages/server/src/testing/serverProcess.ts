import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { prepareDatabase } from './preparedDatabase.ts';

/** For tests: the real server in a process of its own, so that it can be killed. */

export const TEST_KEY = 'tli_key_for_tests_only_0123456789';

/** The server as a program. */
export const SERVER_PROGRAM = fileURLToPath(new URL('../../bin/throughline.js', import.meta.url));

export interface ServerProcess {
  url: string;
  /** Host and port of OTLP over gRPC; empty if it is switched off. */
  grpcAddress: string;
  data: string;
  pid: number;
  /** Everything it printed so far. */
  output: () => string;
  /** Ends it as a power cut would: no handler runs. */
  kill: () => Promise<void>;
  /** Asks it to stop and waits. */
  stop: () => Promise<void>;
}

export async function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'throughline-test-'));
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** A disk that is full for any file beyond so many bytes: writes fail, as with no space left. */
export interface Disk {
  fileBytes: number;
}

/** The unit of `ulimit -f` in a POSIX shell, bytes. */
const ULIMIT_BYTES = 512;

/** Starts the built server on `data` and any free ports; resolves when it listens. */
export async function startServerProcess(
  data: string,
  flags: string[] = [],
  disk?: Disk,
): Promise<ServerProcess> {
  if (!process.env.THROUGHLINE_DATABASE_URL) await prepareDatabase(data);
  const limit = disk && String(Math.floor(disk.fileBytes / ULIMIT_BYTES));
  const child = spawn(
    limit ? 'sh' : process.execPath,
    [
      ...(limit ? ['-c', 'ulimit -f "$0" && exec "$@"', limit, process.execPath] : []),
      SERVER_PROGRAM,
      ...['--port', '0', '--grpc-port', '0', '--data', data],
      ...['--ingest-key', TEST_KEY, '--log-level', 'warn'],
      // Nobody logs in, unless the test is about who may what.
      ...(flags.includes('--read-token') || flags.includes('--auth') ? [] : ['--auth', 'off']),
      ...flags,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  child.stderr.on('data', (chunk) => {
    output += String(chunk);
  });
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      output += `${line}\n`;
      const match = /listens on (http:\S+?);/.exec(line);
      if (match?.[1]) resolve(match[1]);
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${output}`)));
  });
  return {
    url,
    grpcAddress: /OTLP\/gRPC on (\S+);/.exec(output)?.[1] ?? '',
    data,
    pid: child.pid ?? 0,
    output: () => output,
    kill: () => end(child, 'SIGKILL'),
    stop: () => end(child, 'SIGTERM'),
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

/** Asks `path` of the API again until `enough` holds, and answers what it said then. */
export async function eventually<Answer>(
  url: string,
  enough: (answer: Answer) => boolean,
  most = 30_000,
): Promise<Answer> {
  const until = Date.now() + most;
  for (;;) {
    const response = await fetch(url);
    const answer = (await response.json()) as Answer;
    if (response.ok && enough(answer)) return answer;
    if (response.status >= 500 || Date.now() > until)
      throw new Error(`${url} still answers ${response.status} ${JSON.stringify(answer).slice(0, 2000)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
