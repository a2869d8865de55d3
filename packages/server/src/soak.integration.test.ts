import { expect, it } from 'vitest';
import { soak } from './testing/soak/soak.ts';

/** Some of what `npm run soak -w bench` does for ten minutes. */
const LOAD_MS = 40_000;
const KILL_EVERY = { least: 6_000, most: 11_000 };

it('has every acknowledged span, log and segment exactly once, however often it was killed', {
  timeout: 300_000,
}, async () => {
  const seed = Date.now() % 1_000_000;
  process.stdout.write(`soak: seed ${seed}\n`);
  const result = await soak(LOAD_MS, KILL_EVERY, seed);
  // On a busy machine a start alone takes many seconds.
  expect(result.kills).toBeGreaterThan(1);
  // Of every kind so many that it proves something, on a busy machine too.
  for (const count of [result.spans, result.logs, result.segments]) expect(count).toBeGreaterThan(100);
  expect(result.retried).toBeGreaterThan(0);
  expect(result).toMatchObject({ lost: 0, doubled: 0, differences: [], refused: [], quarantined: 0 });
});
