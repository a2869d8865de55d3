import { readFile, rename, writeFile } from 'node:fs/promises';
import { type BodyIdentity, readIdentity } from '../spool/bodyIdentity.ts';
import { walkFrames } from '../spool/frame.ts';
import type { SealedFile } from '../spool/spoolFile.ts';

/** Tells which of the bodies the spool file `file` is to store; the same file always gets the same answer. */
export type ClaimBodies = (file: string, bodies: readonly BodyIdentity[]) => Promise<boolean[]>;

/**
 * Rewrites a spool file without the bodies that another file has claimed: they were sent to two servers. Answers whether
 * anything is left.
 */
export async function keepOwnBodies(
  { kind, path, id }: Pick<SealedFile, 'kind' | 'path' | 'id'>,
  claim: ClaimBodies,
): Promise<boolean> {
  const bytes = await readFile(path);
  const frames = walkFrames(bytes).frames.map(({ start, end }) => bytes.subarray(start, end));
  const identities = frames.map((frame) => readIdentity(kind, frame));
  const readable = identities.filter((identity) => identity !== undefined);
  const answers = await claim(id, readable);
  const own = new Set(readable.filter((_, index) => answers[index]));
  // What cannot be read stays: the engine will reject it, and so it gets into quarantine.
  const kept = frames.filter((_, index) => {
    const identity = identities[index];
    return identity === undefined || own.has(identity);
  });
  if (kept.length < frames.length) {
    // A name that recovery after a crash passes over; the whole file stands until the rename.
    await writeFile(`${path}.own`, kept, { mode: 0o600, flush: true });
    await rename(`${path}.own`, path);
  }
  return kept.length > 0;
}
