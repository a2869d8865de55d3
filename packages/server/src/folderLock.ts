import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Thrown when another live process has the data folder. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';
}

/**
 * Takes the data folder for this process: two on one folder would damage it. A lock whose process is gone (killed) is
 * taken over. Answers how to give it back.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'lock');
  for (;;) {
    try {
      const handle = await open(path, 'wx', 0o600);
      await handle.writeFile(`${process.pid} ${await startedAt(process.pid)}`);
      await handle.close();
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const [holder = '', started = ''] = (await readFile(path, 'utf8').catch(() => '')).split(' ');
    const processId = Number(holder);
    if (
      processId > 0 &&
      processId !== process.pid &&
      isAlive(processId) &&
      started === (await startedAt(processId))
    )
      throw new FolderInUseError(
        `the data folder ${folder} is in use by process ${processId}; stop it or give another --data`,
      );
    await rm(path, { force: true });
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Start time of a process in clock ticks since boot, by which a reused process id is told apart; empty off Linux. */
async function startedAt(processId: number): Promise<string> {
  const stat = await readFile(`/proc/${processId}/stat`, 'utf8').catch(() => '');
  // The command's name, in brackets, may hold anything; the start time is the 20th field behind it.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
