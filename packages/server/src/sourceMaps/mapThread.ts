import { parentPort } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import { SOURCE_MAP_LIMITS } from '../limits.ts';
import { type CheckedMap, checkedMap, UnusableMapError } from './checkedMap.ts';
import type { ThreadAnswer, ThreadQuestion } from './mapReader.ts';
import { originalPosition } from './originalPosition.ts';

/**
 * The thread in which source maps are read: a large or hostile one takes this thread's time and memory, never the server's.
 * Keeps the last ones that it read.
 */

interface Kept extends CheckedMap {
  characters: number;
}

/** By id, the one that was asked for last at the end. */
const kept = new Map<string, Kept>();

function answerTo({ map: id, body, positions }: ThreadQuestion): Omit<ThreadAnswer, 'number'> {
  const map = kept.get(id) ?? (body && read(body));
  if (!map) return { isMissing: true };
  if (positions.length === 0) return { positions: [] };
  kept.delete(id);
  kept.set(id, map);
  let characters = 0;
  for (const [other, { characters: own }] of [...kept].reverse()) {
    characters += own;
    const isOver = characters > SOURCE_MAP_LIMITS.keptCharacters || kept.size > SOURCE_MAP_LIMITS.keptMaps;
    if (other !== id && isOver) kept.delete(other);
  }
  return { positions: positions.map((position) => originalPosition(map, position)) };
}

function read(body: Uint8Array): Kept {
  const json = inflated(body);
  return { ...checkedMap(json), characters: json.length };
}

function inflated(body: Uint8Array): string {
  try {
    return gunzipSync(body, { maxOutputLength: SOURCE_MAP_LIMITS.inflatedBytes }).toString('utf8');
  } catch (error) {
    const isLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new UnusableMapError(
      isLarge
        ? `it inflates to more than ${SOURCE_MAP_LIMITS.inflatedBytes} bytes: split the script into smaller ones`
        : 'it is not valid gzip',
    );
  }
}

parentPort?.on('message', (question: ThreadQuestion) => {
  const { number } = question;
  try {
    parentPort?.postMessage({ number, ...answerTo(question) } satisfies ThreadAnswer);
  } catch (error) {
    const isKnown = error instanceof UnusableMapError;
    const problem = isKnown ? error.message : `it could not be read: ${(error as Error).message}`;
    parentPort?.postMessage({ number, problem } satisfies ThreadAnswer);
  }
});
