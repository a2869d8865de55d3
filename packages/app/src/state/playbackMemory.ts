import type { MomentStore } from './moment.ts';
import { SPEEDS } from './moment.ts';
import type { Store } from './store.ts';

/** Where this browser remembers how its person likes to watch. */
const KEY = 'throughline-playback';

/** What of the browser's storage is needed. */
type Memory = Pick<Storage, 'getItem' | 'setItem'>;

/**
 * Sets speed, skipping and the pointer's trail as they were the last time, and remembers their changes. Storage that refuses
 * (full, or forbidden) is done without. Returns what stops it.
 */
export function rememberPlayback(
  { moment, trail }: { moment: MomentStore; trail: Store<boolean> },
  memory: Memory,
): () => void {
  const { speed, skipInactivity, trail: hadTrail } = read(memory);
  const known = SPEEDS.find((offered) => offered === speed);
  if (known) moment.setSpeed(known);
  if (typeof skipInactivity === 'boolean') moment.setSkipInactivity(skipInactivity);
  if (typeof hadTrail === 'boolean') trail.set(hadTrail);

  let written = text();
  function text(): string {
    const { speed, skipInactivity } = moment.get();
    return JSON.stringify({ speed, skipInactivity, trail: trail.get() });
  }
  const write = () => {
    const next = text();
    if (next === written) return;
    written = next;
    try {
      memory.setItem(KEY, next);
    } catch {
      // It is only a convenience.
    }
  };
  const stops = [moment.subscribe(write), trail.subscribe(write)];
  return () => {
    for (const stop of stops) stop();
  };
}

function read(memory: Memory): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(memory.getItem(KEY) ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
