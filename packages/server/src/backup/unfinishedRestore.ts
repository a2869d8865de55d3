import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BackupError } from './archive.ts';

/** Folder within the data folder that is there while a backup is put back. */
export const RESTORING = 'restoring';

/** Throws `BackupError` if a restore into the data folder was ended before its time: a part of the recordings is missing. */
export function refuseUnfinishedRestore(data: string): void {
  if (existsSync(join(data, RESTORING)))
    throw new BackupError(
      `a backup was not restored to its end into ${data}; delete the folder and restore it again`,
    );
}
