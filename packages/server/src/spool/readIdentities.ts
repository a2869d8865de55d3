import { readFile } from 'node:fs/promises';
import { type BodyIdentity, readIdentity } from './bodyIdentity.ts';
import { walkFrames } from './frame.ts';
import type { SealedFile } from './spoolFile.ts';

/** The identities of the bodies in a sealed file, in order; without those that have none. */
export async function readIdentities({ kind, path }: SealedFile): Promise<BodyIdentity[]> {
  const bytes = await readFile(path);
  return walkFrames(bytes)
    .frames.map(({ start, end }) => readIdentity(kind, bytes.subarray(start, end)))
    .filter((identity) => identity !== undefined);
}
