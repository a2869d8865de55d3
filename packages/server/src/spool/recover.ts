import { readdir, readFile, rename, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { walkFrames } from './frame.ts';
import { SPOOL_KINDS, type SpoolKind } from './kinds.ts';
import { begunAt, isPartName, parseSpoolName, type SealedFile, spoolPath, syncFolder } from './spoolFile.ts';

/**
 * The files that an earlier process left behind, sealed, oldest first. A file that was still open is cut after its
 * last whole frame: what follows was never acknowledged.
 */
export async function recoverSpool(folder: string): Promise<SealedFile[]> {
  const files: SealedFile[] = [];
  for (const name of (await readdir(folder)).sort()) {
    // Part of a file that was being split or rewritten; the whole is still here, and that will be done again.
    if (isPartName(name)) await rm(join(folder, name));
    const parsed = parseSpoolName(name);
    if (!parsed || !isKind(parsed.kind)) continue;
    const path = join(folder, name);
    if (!parsed.sealed && (await cutTornTail(path)) === 0) {
      await rm(path);
      continue;
    }
    const sealed = spoolPath(folder, parsed.kind, parsed.id, 'sealed');
    if (!parsed.sealed) await rename(path, sealed);
    files.push({ kind: parsed.kind, id: parsed.id, path: sealed, bytes: (await stat(sealed)).size });
  }
  await syncFolder(folder);
  return files.sort((a, b) => begunAt(a) - begunAt(b));
}

async function cutTornTail(path: string): Promise<number> {
  const file = await readFile(path);
  const { end } = walkFrames(file);
  if (end < file.length) await truncate(path, end);
  return end;
}

function isKind(kind: string): kind is SpoolKind {
  return (SPOOL_KINDS as readonly string[]).includes(kind);
}
