/**
 * Runs a program of another language as a part of the shop: `main.js <folder> <command> [<argument> …]`. It speaks to the
 * launcher in the program's place, and the program ends when this process is asked to end.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { announceReady } from '../process/launcher.ts';

/** How long the program may take to end, milliseconds: less than the launcher gives to this process. */
const STOP_TIMEOUT_MS = 2500;

const [folder, command, ...args] = process.argv.slice(2);
if (!folder || !command) throw new Error('usage: main.js <folder> <command> [<argument> …]');

const program = spawn(command, args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
program.once('error', (error) => {
  process.stderr.write(`${command} could not be started: ${error.message}\n`);
  process.exit(1);
});
program.once('close', (code) => process.exit(code ?? 1));

createInterface(program.stdout).on('line', (line) => {
  process.stdout.write(`${line}\n`);
  const port = /^ready on port (\d+)$/.exec(line)?.[1];
  if (port) announceReady(Number(port));
});

process.once('SIGTERM', () => {
  program.kill('SIGTERM');
  setTimeout(() => program.kill('SIGKILL'), STOP_TIMEOUT_MS);
});
