import { Transform } from 'node:stream';
import { type ArchiveHead, HEAD_NAME, parseHead, partOf } from '../backup/archive.ts';
import { BLOCK_BYTES, paddingOf, readTarHeader, type TarEntry } from '../backup/tar.ts';
import { BACKUP_LIMITS } from '../limits.ts';

/** Writes a line of progress for people; the next one comes after `BACKUP_LIMITS.progressMs`. */
export function progressLines(write: (line: string) => void): (line: string) => void {
  let last = Date.now();
  return (line) => {
    if (Date.now() - last < BACKUP_LIMITS.progressMs) return;
    last = Date.now();
    write(`${line}\n`);
  };
}

/** Passes an archive on as it comes, and tells what of it is passing by. */
export function tellArchive(tell: (line: string) => void): Transform {
  const watch = archiveWatch(tell);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      watch(chunk);
      done(null, chunk);
    },
  });
}

/** Follows the bytes of an archive from file to file. What cannot be followed is found when the archive is checked. */
function archiveWatch(tell: (line: string) => void): (chunk: Buffer) => void {
  let pending = Buffer.alloc(0);
  let skip = 0;
  let passed = 0;
  let head: ArchiveHead | undefined;
  return (chunk) => {
    passed += chunk.length;
    if (chunk.length <= skip) {
      skip -= chunk.length;
      return;
    }
    pending = Buffer.concat([pending, chunk.subarray(skip)]);
    skip = 0;
    while (pending.length >= BLOCK_BYTES) {
      const entry = readTarHeader(pending.subarray(0, BLOCK_BYTES));
      if (entry === undefined || entry === 'end') return;
      const whole = BLOCK_BYTES + entry.bytes + paddingOf(entry.bytes).length;
      if (entry.name === HEAD_NAME) {
        if (pending.length < whole) return;
        head = parseHead(pending.toString('utf8', BLOCK_BYTES, BLOCK_BYTES + entry.bytes));
      }
      tell(`${described(entry, head)}, ${mebibytes(passed)} written`);
      skip = Math.max(0, whole - pending.length);
      pending = pending.subarray(Math.min(whole, pending.length));
    }
  };
}

function described({ name }: TarEntry, head: ArchiveHead | undefined): string {
  const part = partOf(name);
  if (part?.kind !== 'table' && part?.kind !== 'control') return name;
  const tables = part.kind === 'table' ? head?.tables : head?.control.tables;
  const rows = tables?.find((table) => table.name === part.table)?.rows;
  return rows === undefined ? name : `${name} of ${rows} rows`;
}

export function mebibytes(bytes: number): string {
  return `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
}
