import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Archive, checkArchive } from '../backup/readArchive.ts';
import { readSettings } from '../settings.ts';
import { CommandError } from './adminClient.ts';
import { mebibytes, progressLines } from './archiveProgress.ts';
import { controlRows } from './backupCommand.ts';

export const RESTORE_COMMAND = 'restore';

export const RESTORE_HELP = `Usage: throughline restore FILE|FOLDER --data FOLDER
       throughline restore FILE|FOLDER --check

Puts back what throughline backup wrote, into a data folder that is empty or not there yet, and upgrades it to this version. Of a
folder the newest throughline-*.tar is taken. Every file in it is compared with its hash first. Then start the server on the folder.

  --data             where to
  --check            only reads the backup and says whether it is whole
  --database-url     an empty PostgreSQL for control data (or THROUGHLINE_DATABASE_URL); embedded if not given
  --clickhouse-url   an empty ClickHouse for what is recorded (or THROUGHLINE_CLICKHOUSE_URL); embedded if not given
`;

/** Runs `throughline restore …`; answers what to print. */
export async function runRestoreCommand(args: string[], environment: NodeJS.ProcessEnv): Promise<string> {
  const { values, positionals } = parse(args);
  const [from, ...more] = positionals;
  if (from === undefined || more.length > 0)
    throw new CommandError(
      'what from? throughline restore FILE --data FOLDER (see throughline restore --help)',
    );
  if (!values.check && values.data === undefined)
    throw new CommandError('where to? give an empty folder by --data');
  const tell = progressLines((line) => process.stderr.write(line));
  const progress = (word: string) => (name: string, bytes: number, ofBytes: number) =>
    tell(`${word} ${name}, ${mebibytes(bytes)} of ${mebibytes(ofBytes)}`);
  const archive = await checkArchive(await fileIn(from), progress('checked'));
  if (values.check || values.data === undefined) return `${archive.path} is whole: ${contents(archive)}.\n`;
  const { data, databaseUrl, clickhouseUrl } = settingsOf(values, environment);
  // Not at the top: with its engines it takes most of a second to load.
  const { restore } = await import('../backup/restore.ts');
  await restore(archive, { data, databaseUrl, clickhouseUrl }, progress('restored'));
  return `Restored into ${data}: ${contents(archive)}. Start the server on it: throughline --data ${data}\n`;
}

/** The file itself, or the newest backup in a folder: their names begin with the time. */
async function fileIn(given: string): Promise<string> {
  const path = resolve(given);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory()) return path;
  const [newest] = (await readdir(path))
    .filter((name) => /^throughline-.*\.tar$/.test(name))
    .sort()
    .reverse();
  if (newest === undefined) throw new CommandError(`there is no throughline-*.tar in ${path}`);
  return join(path, newest);
}

function settingsOf(values: ReturnType<typeof parse>['values'], environment: NodeJS.ProcessEnv) {
  const flags = (['data', 'database-url', 'clickhouse-url'] as const).flatMap((flag) =>
    values[flag] === undefined ? [] : [`--${flag}`, values[flag]],
  );
  // Where the server listens is of no matter here.
  const settings = readSettings([...flags, '--host', '127.0.0.1'], environment);
  if (settings.clickhouseCluster !== undefined)
    throw new CommandError('a cluster cannot be restored into; unset THROUGHLINE_CLICKHOUSE_CLUSTER');
  return settings;
}

function contents({ head }: Archive): string {
  const tables = head.tables.map(({ name, rows }) => `${name} ${rows}`).join(', ');
  return `${tables} rows, ${controlRows(head)} rows of control data, as of ${head.at}`;
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        check: { type: 'boolean', default: false },
        'database-url': { type: 'string' },
        'clickhouse-url': { type: 'string' },
      },
    });
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
}
