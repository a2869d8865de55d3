import { randomBytes } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { parseArgs } from 'node:util';
import { DEFAULT_PORT } from '@throughline/format';
import type { ArchiveHead } from '../backup/archive.ts';
import { type Archive, checkArchive } from '../backup/readArchive.ts';
import { readSettings } from '../settings.ts';
import { CommandError, tokenFor } from './adminClient.ts';
import { mebibytes, progressLines, tellArchive } from './archiveProgress.ts';

export const BACKUP_COMMAND = 'backup';

export const BACKUP_HELP = `Usage: throughline backup FILE|FOLDER
       throughline backup FILE|FOLDER --data FOLDER

Writes all that is stored into one file: recordings, logs and traces, control data, keys, what waits in the spool, and what stands
in quarantine. The server goes on meanwhile; what arrives after the backup began is not in it. Into a folder the file is written
as throughline-<time>.tar. It is readable by its owner only: it holds keys and recordings.

  --data         data folder of a server that does not run; its databases, if it has others than the embedded ones, are
                 given by THROUGHLINE_DATABASE_URL and THROUGHLINE_CLICKHOUSE_URL
  --server       address of the running server (default http://127.0.0.1:${DEFAULT_PORT})
  --read-token   the token that the server was started with (or THROUGHLINE_READ_TOKEN)
`;

/** Runs `throughline backup …`; answers what to print. */
export async function runBackupCommand(args: string[], environment: NodeJS.ProcessEnv): Promise<string> {
  const { values, positionals } = parse(args);
  const [to, ...more] = positionals;
  if (to === undefined || more.length > 0)
    throw new CommandError('where to? throughline backup FILE (see throughline backup --help)');
  const path = await fileFor(to);
  const archive =
    values.data === undefined
      ? await fetchArchive(
          values.server,
          await tokenFor(values.server, values['read-token'], environment),
          path,
        )
      : await ofStoppedServer(values.data, environment, (url, token) => fetchArchive(url, token, path));
  return report(archive);
}

/** The file that is meant: it must not be there yet. */
async function fileFor(given: string): Promise<string> {
  const path = resolve(given);
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const time = new Date().toISOString().replace(/\.\d+/, '').replaceAll(':', '-');
  const file = isFolder ? join(path, `throughline-${time}.tar`) : path;
  if (existsSync(file)) throw new CommandError(`${file} is there already; give another name`);
  if (!existsSync(dirname(file)))
    throw new CommandError(`there is no folder ${dirname(file)}; make it first`);
  return file;
}

/** The archive has its name only when it is whole and was read again. */
async function fetchArchive(server: string, readToken: string | undefined, path: string): Promise<Archive> {
  const partial = `${path}.partial`;
  const file = await open(partial, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST')
      throw new CommandError(
        `${partial} is there already: another backup is under way, or was ended; delete it`,
      );
    throw new CommandError(`${partial} cannot be written (${error.code ?? error.message})`);
  });
  try {
    const body = await askForArchive(server, readToken);
    const tell = progressLines((line) => process.stderr.write(line));
    const written = createWriteStream(partial, { fd: file.fd, autoClose: false });
    await pipeline(Readable.fromWeb(body), tellArchive(tell), written).catch((error: Error) => {
      throw new CommandError(`the backup was cut off (${error.message}); the server's log says why`);
    });
    await file.sync();
    const archive = await checkArchive(partial);
    await rename(partial, path);
    return { ...archive, path };
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

async function askForArchive(server: string, readToken: string | undefined): Promise<ReadableStream> {
  const response = await fetch(new URL('/api/admin/backup', server), {
    method: 'POST',
    ...(readToken && { headers: { authorization: `Bearer ${readToken}` } }),
  }).catch(() => {
    throw new CommandError(
      `no server answers at ${server}; start it, name it by --server, or name the folder of a stopped one by --data`,
    );
  });
  if (response.ok && response.body) return response.body as ReadableStream;
  const answer = (await response.json().catch(() => undefined)) as
    | { error?: { message?: string } }
    | undefined;
  throw new CommandError(answer?.error?.message ?? `the server answered ${response.status}`);
}

/** Runs the server on its folder for as long as the backup takes, where nobody else reaches it. */
async function ofStoppedServer<Result>(
  data: string,
  environment: NodeJS.ProcessEnv,
  task: (url: string, readToken: string) => Promise<Result>,
): Promise<Result> {
  if (!['spool', 'postgres', 'clickhouse'].some((name) => existsSync(join(data, name))))
    throw new CommandError(`${data} is no data folder of Throughline`);
  const readToken = randomBytes(24).toString('base64url');
  const flags = [
    '--data',
    data,
    '--host',
    '127.0.0.1',
    '--port',
    '0',
    '--grpc-port',
    'off',
    '--log-level',
    'warn',
  ];
  const settings = readSettings([...flags, '--read-token', readToken], environment);
  // Nothing that was not asked for: no ticket is told anything now.
  const { startServer } = await import('../server.ts');
  const server = await startServer({ ...settings, jiraUrl: undefined, jiraToken: undefined });
  try {
    return await task(server.url, readToken);
  } finally {
    await server.stop();
  }
}

function report({ path, bytes, head }: Archive): string {
  const rowsOf = (name: string) => head.tables.find((table) => table.name === name)?.rows ?? 0;
  return (
    `${path}: ${mebibytes(bytes)}, checked. ${rowsOf('replay_segments')} segments, ${rowsOf('spans')} spans and ` +
    `${rowsOf('logs')} logs as of ${head.at}, ${controlRows(head)} rows of control data.\n` +
    'It holds keys and recordings: keep it as safe as the server.\n'
  );
}

export function controlRows({ control }: ArchiveHead): number {
  return control.tables.reduce((sum, { rows }) => sum + rows, 0);
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        server: { type: 'string', default: `http://127.0.0.1:${DEFAULT_PORT}` },
        'read-token': { type: 'string' },
      },
    });
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
}
