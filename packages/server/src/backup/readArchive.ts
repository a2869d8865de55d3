import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { BACKUP_LIMITS } from '../limits.ts';
import {
  type ArchiveHead,
  BackupError,
  HEAD_NAME,
  type Part,
  parseHead,
  parseSums,
  partOf,
  SUMS_NAME,
} from './archive.ts';
import { BLOCK_BYTES, paddingOf, readTarHeader, type TarEntry } from './tar.ts';

export interface ArchiveEntry extends TarEntry {
  /** Where its bytes begin. */
  at: number;
  part: Part;
}

export interface Archive {
  path: string;
  bytes: number;
  head: ArchiveHead;
  entries: ArchiveEntry[];
}

/** Read at a time of a file, bytes. */
const READ_BYTES = 1024 ** 2;
const AGAIN = 'take another copy of it, or restore another backup';

/**
 * Reads the whole of the archive at `path` and compares every file in it with its hash. Throws `BackupError` if it is damaged, not
 * whole, or of a newer version.
 */
export async function checkArchive(path: string, onProgress: OnProgress = () => undefined): Promise<Archive> {
  const handle = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw new BackupError(
      `${path} cannot be read (${error.code ?? error.message}); give the file of a backup`,
    );
  });
  try {
    return await check(handle, path, onProgress);
  } catch (error) {
    if (!(error instanceof BackupError)) throw error;
    throw new BackupError(`${path} cannot be restored: ${error.message}`, { cause: error });
  } finally {
    await handle.close();
  }
}

/** Told as an archive is read: the file in it that was read last, and how much of the whole that was. */
export type OnProgress = (name: string, bytes: number, ofBytes: number) => void;

async function check(handle: FileHandle, path: string, onProgress: OnProgress): Promise<Archive> {
  const { size } = await handle.stat();
  const entries: ArchiveEntry[] = [];
  const hashes = new Map<string, string>();
  let head: ArchiveHead | undefined;
  let at = 0;
  for (;;) {
    const entry = await entryAt(handle, at, size);
    if (!head && entry.part.kind !== 'head') throw new BackupError('it is no backup of Throughline');
    if (entry.part.kind === 'sums') {
      refuseOtherHashes(hashes, await textOf(handle, entry, BACKUP_LIMITS.sumsBytes));
      break;
    }
    if (entry.part.kind === 'head') head = parseHead(await textOf(handle, entry, BACKUP_LIMITS.headBytes));
    if (hashes.has(entry.name)) throw damaged(`${entry.name} is in it twice`);
    hashes.set(entry.name, await hashOf(handle, entry));
    entries.push(entry);
    at = entry.at + entry.bytes + paddingOf(entry.bytes).length;
    onProgress(entry.name, at, size);
  }
  if (!head) throw damaged(`it has no ${HEAD_NAME}`);
  return { path, bytes: size, head, entries };
}

async function entryAt(handle: FileHandle, at: number, size: number): Promise<ArchiveEntry> {
  const block = Buffer.alloc(BLOCK_BYTES);
  const { bytesRead } = await handle.read(block, 0, BLOCK_BYTES, at);
  if (bytesRead < BLOCK_BYTES)
    throw at === 0 ? new BackupError('it is no backup of Throughline') : truncated(size);
  const header = readTarHeader(block);
  if (header === undefined && at === 0) throw new BackupError('it is no backup of Throughline');
  if (header === undefined) throw damaged(`at byte ${at}, where a file should begin`);
  if (header === 'end') throw damaged(`it has no ${SUMS_NAME}`);
  const part = partOf(header.name);
  if (!part) throw damaged(`at byte ${at}, of a file that no backup has`);
  if (at + BLOCK_BYTES + header.bytes > size) throw truncated(size, header.name);
  return { ...header, at: at + BLOCK_BYTES, part };
}

function truncated(size: number, name?: string): BackupError {
  const where = name === undefined ? '' : `, in the middle of ${name}`;
  return new BackupError(`it is not whole: it ends after ${size} bytes${where}; ${AGAIN}`);
}

function damaged(where: string): BackupError {
  return new BackupError(`it is damaged: ${where}; ${AGAIN}`);
}

async function textOf(handle: FileHandle, { name, at, bytes }: ArchiveEntry, most: number): Promise<string> {
  if (bytes > most) throw damaged(`${name} has ${bytes} bytes`);
  const buffer = Buffer.alloc(bytes);
  await handle.read(buffer, 0, bytes, at);
  return buffer.toString();
}

async function hashOf(handle: FileHandle, { at, bytes }: ArchiveEntry): Promise<string> {
  const hash = createHash('sha256');
  const buffer = Buffer.alloc(READ_BYTES);
  for (let done = 0; done < bytes; ) {
    const { bytesRead } = await handle.read(buffer, 0, Math.min(READ_BYTES, bytes - done), at + done);
    if (bytesRead === 0) throw damaged('it became shorter while it was read');
    hash.update(buffer.subarray(0, bytesRead));
    done += bytesRead;
  }
  return hash.digest('hex');
}

function refuseOtherHashes(hashes: ReadonlyMap<string, string>, text: string): void {
  const sums = parseSums(text);
  if (!sums) throw damaged(`${SUMS_NAME} cannot be read`);
  for (const [name, hash] of hashes)
    if (sums.get(name) !== hash) throw damaged(`${name} is not what was backed up`);
  for (const name of sums.keys()) if (!hashes.has(name)) throw damaged(`${name} is missing`);
}

/** Writes a file of the archive to `path`. */
export async function extract(archive: Archive, { at, bytes }: ArchiveEntry, path: string): Promise<void> {
  const file = createWriteStream(path, { mode: 0o600, flush: true });
  if (bytes === 0) return void (await new Promise((resolve) => file.end(resolve)));
  await pipeline(
    createReadStream(archive.path, { start: at, end: at + bytes - 1, highWaterMark: READ_BYTES }),
    file,
  );
}
