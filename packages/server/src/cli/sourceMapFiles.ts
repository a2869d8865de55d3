import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { CommandError } from './adminClient.ts';

/** Files of one folder: beyond it somebody named the wrong one. */
const FILES_MOST = 5_000;

/** A source map, and the script that it is for, by its path within the folder, with `/`. */
export interface SourceMapFile {
  path: string;
  script: string;
}

/** All `.map` files of scripts in `folder` and below, by name. Style sheets have source maps too, which no stack needs. */
export async function findSourceMaps(folder: string): Promise<SourceMapFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      throw new CommandError(`the folder ${folder} cannot be read: ${error.message}`);
    },
  );
  const files = entries
    .filter((entry) => entry.isFile() && /\.[cm]?js\.map$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.split(sep).includes('node_modules'))
    .sort();
  if (files.length > FILES_MOST)
    throw new CommandError(
      `${folder} holds more than ${FILES_MOST} source maps; name the folder of one build`,
    );
  return files.map((path) => ({
    path,
    script: relative(folder, path)
      .split(sep)
      .join('/')
      .replace(/\.map$/, ''),
  }));
}
