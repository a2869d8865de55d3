import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Root folder of the repository. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Says what is being done now. */
export function announce(text) {
  process.stdout.write(`\n▸ ${text}\n`);
}

/** Runs a command in the repository with its output shown; answers its exit code. */
export function run(command, args, { environment = {}, folder = ROOT } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: folder,
      stdio: 'inherit',
      env: { ...process.env, ...environment },
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(signal ? 1 : (code ?? 1)));
  });
}

/** Runs a command that must succeed; ends this process if it does not. */
export async function must(command, args, options) {
  const code = await run(command, args, options);
  if (code === 0) return;
  process.stderr.write(`\n${command} ${args.join(' ')} failed with exit code ${code}\n`);
  process.exit(code);
}

/** Path of a command that npm installed. */
export function installed(name) {
  return `${ROOT}node_modules/.bin/${name}`;
}
