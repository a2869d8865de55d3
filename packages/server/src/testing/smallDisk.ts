import { execFile } from 'node:child_process';
import { rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** For tests: a file system of its own, small enough to be filled. */
export interface SmallDisk {
  /** Leaves this many bytes, more or less a page. */
  fill: (leave: number) => Promise<void>;
  /** Undoes `fill`. */
  clear: () => Promise<void>;
  unmount: () => Promise<void>;
}

/** Mounts a tmpfs of `bytes` on `folder`, which must exist. Answers why it cannot, where it is not allowed to. */
export async function mountSmallDisk(folder: string, bytes: number): Promise<SmallDisk | string> {
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder]);
  } catch (error) {
    return (error as Error).message.trim();
  }
  const filler = join(folder, 'filler');
  return {
    async fill(leave) {
      const { bavail, bsize } = await statfs(folder);
      await writeFile(filler, Buffer.alloc(Math.max(0, bavail * bsize - leave))).catch((error) => {
        // What the engine wrote meanwhile leaves less: full it is.
        if (error.code !== 'ENOSPC') throw error;
      });
    },
    clear: () => rm(filler),
    async unmount() {
      // Lazily: a killed server may still be letting go of it.
      await run('umount', ['-l', folder]);
    },
  };
}
