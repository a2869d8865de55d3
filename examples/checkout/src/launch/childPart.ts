import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Ready } from '../process/launcher.ts';

/** How long a part may take to become ready, milliseconds: many times what it takes on a slow machine. */
const START_TIMEOUT_MS = 60_000;

/** How long a part may take to end by itself before it is killed, milliseconds: more than its telemetry's last flush. */
const STOP_TIMEOUT_MS = 3000;

/** Lines of its output that are shown when it does not start. */
const LAST_LINES = 20;

/** Where the package lies: the parts run from `dist`, and find their packages from here. */
const packageFolder = fileURLToPath(new URL('../../', import.meta.url));

/** A part of the example in a process of its own. */
export interface ChildPart {
  name: string;
  /** Resolves to the port it listens on; rejects with a message that says which part failed and what it printed. */
  ready: Promise<number>;
  /** Ends it: asked first, killed if it does not follow. */
  stop(): Promise<void>;
}

/** Starts Node with `args` as the service `name`, and passes each line of its output to `log`. */
export function startPart(
  { name, args, env }: { name: string; args: string[]; env: Record<string, string> },
  log: (line: string) => void,
): ChildPart {
  const child = spawn(process.execPath, args, {
    cwd: packageFolder,
    env: { ...process.env, ...env, OTEL_SERVICE_NAME: name },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  const lastLines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) readLines(stream, keep);

  function keep(line: string): void {
    lastLines.push(line);
    if (lastLines.length > LAST_LINES) lastLines.shift();
    log(line);
  }

  return {
    name,
    ready: whenReady(child, ended).catch((error: Error) => {
      throw new Error(`${name} could not start: ${error.message}\n${lastLines.join('\n')}`);
    }),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      const deadline = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
      await ended;
      clearTimeout(deadline);
    },
  };
}

function whenReady(child: ChildProcess, ended: Promise<void>): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`it was not ready within ${START_TIMEOUT_MS / 1000} s`)),
      START_TIMEOUT_MS,
    );
    child.once('message', (message: Ready) => {
      clearTimeout(timer);
      resolve(message.port);
    });
    child.once('error', reject);
    void ended.then(() => {
      clearTimeout(timer);
      reject(new Error(`it ended with ${child.signalCode ?? `code ${child.exitCode}`}`));
    });
  });
}

function readLines(stream: Readable | null, take: (line: string) => void): void {
  if (stream) createInterface(stream).on('line', take);
}
