import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from './steps.mjs';

/** The ports of OTLP over HTTP and gRPC, where every exporter looks first. */
const USUAL_PORT = 4318;
const USUAL_GRPC_PORT = 4317;

/**
 * Starts the server as a process of its own; `onExit` is called if it ends by itself. On a taken port it moves to a
 * free one and says so, unless `THROUGHLINE_PORT` or `THROUGHLINE_GRPC_PORT` asks for that one.
 */
export async function startThroughline(onExit) {
  const data = resolve(process.env.THROUGHLINE_DATA ?? join(ROOT, '.throughline'));
  const port = process.env.THROUGHLINE_PORT ?? String(await freePort(USUAL_PORT));
  const grpcPort = process.env.THROUGHLINE_GRPC_PORT ?? String(await freePort(USUAL_GRPC_PORT));
  const child = spawn(
    process.execPath,
    [
      join(ROOT, 'packages/server/bin/throughline.js'),
      ...['--port', port, '--grpc-port', grpcPort, '--data', data],
      // A demonstration on this machine: nobody logs in.
      ...['--auth', 'off', '--host', '127.0.0.1'],
    ],
    // Ctrl-C reaches the whole terminal; a group of its own lets us end the server last and in order.
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
      env: { THROUGHLINE_LOG_LEVEL: 'warn', ...process.env },
    },
  );
  const exited = once(child, 'exit').then(onExit);
  const endWithUs = () => child.exitCode === null && child.kill('SIGKILL');
  process.once('exit', endWithUs);
  const url = await Promise.race([
    listening(child.stdout),
    exited.then(() => Promise.reject(new Error('The server did not start; its message stands above.'))),
  ]);
  const ingestKey =
    process.env.THROUGHLINE_INGEST_KEY ??
    (await readFile(join(data, 'ingest-key'), 'utf8').catch(() => '')).trim();
  if (!ingestKey)
    throw new Error(
      `The ingest key of ${data} is not known here. Set THROUGHLINE_INGEST_KEY to it, or remove that folder.`,
    );
  return {
    url,
    ingestKey,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

function listening(stdout) {
  return new Promise((resolve) => {
    createInterface({ input: stdout }).on('line', (line) => {
      process.stdout.write(`  ${line}\n`);
      const url = /listens on (http:\S+?);/.exec(line)?.[1];
      if (url) resolve(url);
    });
  });
}

async function freePort(wanted) {
  if (await canListen(wanted)) return wanted;
  process.stdout.write(`  Port ${wanted} is taken by another program; using a free one instead.\n`);
  return 0;
}

function canListen(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
