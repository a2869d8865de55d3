import { expect, it } from 'vitest';
import { createKeptCheckpoints } from './keptCheckpoints.ts';

const checkpoint = (at: number, bytes = 1) => ({ at, json: new Blob(['x'.repeat(bytes)]), begun: {} });

it('gives the last one before a moment', () => {
  const kept = createKeptCheckpoints();
  for (const at of [300, 100, 200]) kept.keep(checkpoint(at));
  expect([99, 100, 250, 900].map((at) => kept.before(at)?.at)).toEqual([undefined, 100, 200, 300]);
  kept.clear();
  expect(kept.before(900)).toBeUndefined();
});

it('keeps a bounded number, and lets go of what was unused the longest', () => {
  const kept = createKeptCheckpoints(2);
  kept.keep(checkpoint(100));
  kept.keep(checkpoint(200));
  kept.before(150);
  kept.keep(checkpoint(300));
  expect([150, 250, 900].map((at) => kept.before(at)?.at)).toEqual([100, 100, 300]);
});

it('keeps a bounded size, and nothing that is larger by itself', () => {
  const kept = createKeptCheckpoints(99, 10);
  kept.keep(checkpoint(100, 6));
  kept.keep(checkpoint(200, 4));
  kept.keep(checkpoint(300, 11));
  expect(kept.before(900)?.at).toBe(200);
  kept.keep(checkpoint(400, 1));
  expect(kept.before(150)).toBeUndefined();
  expect(kept.before(250)?.at).toBe(200);
  kept.clear();
  kept.keep(checkpoint(500, 10));
  expect(kept.before(900)?.at).toBe(500);
});
