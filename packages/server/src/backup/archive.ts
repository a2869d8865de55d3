import { z } from 'zod';

/**
 * What a backup is: a tar archive, so that any tool lists and unpacks it. First what it holds (`backup.json`), then tables, control
 * data and files, last a SHA-256 of each (`SHA256SUMS`, as `sha256sum -c` reads it), without which it is not whole.
 */

/** Raised when an older version could not read what a newer one writes. */
export const ARCHIVE_VERSION = 1;
export const ARCHIVE_FORMAT = 'throughline-backup';

export const HEAD_NAME = 'backup.json';
export const SUMS_NAME = 'SHA256SUMS';

/** Files of the data folder: its own (keys), those of the spool, and of the quarantine. */
export const FILE_FOLDERS = ['files', 'spool', 'quarantine'] as const;
export type FileFolder = (typeof FILE_FOLDERS)[number];

/** A name of ours in PostgreSQL and ClickHouse: what restores puts it into statements. */
const identifier = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/i);
const rows = z.number().int().nonnegative();

const head = z.object({
  format: z.literal(ARCHIVE_FORMAT),
  version: z.number().int(),
  /** Of the server that made it. */
  product: z.string(),
  /** When, ISO 8601, UTC. */
  at: z.string(),
  control: z.object({
    /** Those that its database had, by the time in their journal, Unix milliseconds. */
    migrations: z.array(z.number().int()),
    tables: z.array(z.object({ name: identifier, rows })),
  }),
  tables: z.array(z.object({ name: identifier, columns: z.array(identifier), rows })),
});

/** What an archive holds. */
export type ArchiveHead = z.infer<typeof head>;

/** An archive, or a place for one, that cannot be used; the message says where, why, and how to mend it. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

/** Throws `BackupError` if the text is of no archive that this version reads. */
export function parseHead(text: string): ArchiveHead {
  const given = parseJson(text);
  const { format, version, product } = (given ?? {}) as {
    format?: unknown;
    version?: unknown;
    product?: unknown;
  };
  if (format !== ARCHIVE_FORMAT) throw new BackupError('it is no backup of Throughline');
  if (typeof version === 'number' && version > ARCHIVE_VERSION)
    throw new BackupError(
      `a newer Throughline made it (${String(product).slice(0, 50)}, format ${version}; this version reads up to ${ARCHIVE_VERSION}); restore it with that version or a newer one`,
    );
  const parsed = head.safeParse(given);
  if (!parsed.success) throw new BackupError(`its ${HEAD_NAME} is damaged; take another backup`);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What a name in an archive stands for. */
export type Part =
  | { kind: 'head' | 'sums' }
  | { kind: 'control' | 'table'; table: string }
  | { kind: 'file'; folder: FileFolder; file: string };

const NAME = /^(control|tables)\/([a-z_]\w*)\/\d{6}\.(?:jsonl|native)\.(?:gz|zst)$/i;
const FILE = /^(files|spool|quarantine)\/(\w[\w.-]*)$/;

/** What a name in an archive stands for; `undefined` if it is none of ours. A name never leads out of its folder. */
export function partOf(name: string): Part | undefined {
  if (name === HEAD_NAME) return { kind: 'head' };
  if (name === SUMS_NAME) return { kind: 'sums' };
  const [, place, table] = NAME.exec(name) ?? [];
  if (table) return { kind: place === 'control' ? 'control' : 'table', table };
  const [, folder, file] = FILE.exec(name) ?? [];
  return file ? { kind: 'file', folder: folder as FileFolder, file } : undefined;
}

/** The name of the `number`th piece of a table, beginning with 1, without how it is compressed. */
export function pieceName(place: 'control' | 'tables', table: string, number: number): string {
  return `${place}/${table}/${String(number).padStart(6, '0')}.${place === 'control' ? 'jsonl' : 'native'}`;
}

/** A line of `SHA256SUMS`. */
export function sumLine(name: string, hash: string): string {
  return `${hash}  ${name}\n`;
}

/** The hashes of `SHA256SUMS` by name; `undefined` if it is damaged. */
export function parseSums(text: string): Map<string, string> | undefined {
  const lines = text.split('\n');
  if (lines.pop() !== '') return undefined;
  const sums = lines.map((line) => /^([0-9a-f]{64}) {2}(\S+)$/.exec(line));
  if (sums.some((sum) => sum === null)) return undefined;
  return new Map(sums.map((sum) => [sum?.[2] ?? '', sum?.[1] ?? '']));
}
