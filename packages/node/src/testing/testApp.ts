import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const repository = fileURLToPath(new URL('../../../../', import.meta.url));

/** Builds what the test applications import: they run as a user's would, on `dist`. */
export async function buildPackage(): Promise<void> {
  await promisify(execFile)('npx', ['tsc', '-b', 'packages/node'], { cwd: repository });
}

/** What an application of `apps/` prints once it serves. */
const LISTENING = /^listening (\S+)$/m;

/** An application of `apps/`, or any file with its arguments, in a process of its own, with or without the register flag. */
export class TestApp {
  readonly #process: ChildProcess;
  readonly #exit: Promise<unknown[]>;
  stdout = '';
  stderr = '';

  constructor(
    file: string | string[],
    env: Record<string, string>,
    flags = ['--import', '@throughline/node/register'],
  ) {
    const command =
      typeof file === 'string' ? [fileURLToPath(new URL(`./apps/${file}`, import.meta.url))] : file;
    this.#process = spawn(process.execPath, [...flags, ...command], {
      cwd: fileURLToPath(new URL('../../', import.meta.url)),
      env: { PATH: process.env.PATH ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#exit = once(this.#process, 'close');
    this.#process.stdout?.on('data', (chunk) => {
      this.stdout += chunk;
    });
    this.#process.stderr?.on('data', (chunk) => {
      this.stderr += chunk;
    });
  }

  /** The address that the application prints once it serves, by default as `listening <url>`. */
  url(announcement = LISTENING): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const [, url] = announcement.exec(this.stdout) ?? [];
        if (url) resolve(url);
      };
      this.#process.stdout?.on('data', look);
      look();
      void this.#exit.then(() =>
        reject(new Error(`the application ended before it listened:\n${this.stderr}`)),
      );
    });
  }

  kill(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  /** How it ended. */
  async ended(): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
    const [code, signal] = await this.#exit;
    return { code: code as number | null, signal: signal as NodeJS.Signals | null };
  }
}
