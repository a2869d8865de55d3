import { copyFile, link, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isPartName, parseSpoolName, spoolPath } from '../spool/spoolFile.ts';
import { FILE_FOLDERS, type FileFolder, partOf } from './archive.ts';

/** What stands in a data folder beside the databases, as links or copies under `staging`. */

/** Of this process and moment, not of what is stored. */
const NOT_KEPT = new Set(['lock']);

/** Files of the data folder itself: keys. */
export async function stageOwnFiles(data: string, staging: string): Promise<void> {
  await stage(data, join(staging, 'files'), 'files', (name) => !NOT_KEPT.has(name));
}

/**
 * What waits in the spool and what stands in quarantine. To be called while nothing is loaded: then a file is either in the tables or
 * here.
 */
export async function stageWaiting(data: string, staging: string): Promise<void> {
  await stage(join(data, 'quarantine'), join(staging, 'quarantine'), 'quarantine', () => true);
  await stage(join(data, 'spool'), join(staging, 'spool'), 'spool', (name) => !isPartName(name));
}

/** Names of what was staged, as they stand in an archive. */
export async function stagedNames(staging: string): Promise<string[]> {
  const names = await Promise.all(
    FILE_FOLDERS.map(async (folder) =>
      (await readdir(join(staging, folder)).catch(() => [])).map((file) => `${folder}/${file}`),
    ),
  );
  return names.flat().sort();
}

async function stage(
  from: string,
  to: string,
  folder: FileFolder,
  isKept: (name: string) => boolean,
): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  const found = await readdir(from, { withFileTypes: true }).catch(() => []);
  const names = found.filter((one) => one.isFile() && isKept(one.name)).map(({ name }) => name);
  for (const name of names) if (partOf(`${folder}/${name}`)) await stageFile(from, to, name);
}

async function stageFile(from: string, to: string, name: string): Promise<void> {
  const spooled = parseSpoolName(name);
  try {
    // What is written to still would go on growing under a link.
    if (spooled?.sealed) await linkOrCopy(join(from, name), join(to, name));
    else await copyFile(join(from, name), join(to, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    // Sealed since it was listed; else an empty one that was given up, or a body that was taken out of quarantine.
    if (spooled && !spooled.sealed)
      await linkOrCopy(
        spoolPath(from, spooled.kind, spooled.id, 'sealed'),
        spoolPath(to, spooled.kind, spooled.id, 'sealed'),
      ).catch((gone: NodeJS.ErrnoException) => {
        if (gone.code !== 'ENOENT') throw gone;
      });
  }
}

async function linkOrCopy(from: string, to: string): Promise<void> {
  await link(from, to).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw error;
    // Not every file system knows links.
    return copyFile(from, to);
  });
}

/** Where a file of an archive belongs in the data folder. */
export function placeOf(data: string, folder: FileFolder, file: string): string {
  return folder === 'files' ? join(data, file) : join(data, folder, file);
}

/** Puts a file there, whole or not at all. */
export async function putInPlace(
  written: string,
  data: string,
  folder: FileFolder,
  file: string,
): Promise<void> {
  if (folder !== 'files') await mkdir(join(data, folder), { recursive: true, mode: 0o700 });
  await rename(written, placeOf(data, folder, file));
}

/** Deletes `folder` and makes it anew, empty. */
export async function emptied(folder: string): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}
