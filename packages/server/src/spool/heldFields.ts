import { readFile } from 'node:fs/promises';
import { readFields } from './envelope.ts';
import { walkFrames } from './frame.ts';

/**
 * Numbers of the envelope fields that hold anything in any body of a spool file; `undefined` if one of them cannot be read,
 * so that the engine says what is wrong.
 */
export async function heldFields(path: string): Promise<Set<number> | undefined> {
  const bytes = await readFile(path);
  const { frames, end } = walkFrames(bytes);
  if (end < bytes.length) return undefined;
  const held = new Set<number>();
  for (const frame of frames) {
    const { fields, whole } = readFields(bytes.subarray(frame.start, frame.end));
    if (!whole) return undefined;
    for (const [field, value] of fields) if (typeof value === 'number' || value.length > 0) held.add(field);
  }
  return held;
}
