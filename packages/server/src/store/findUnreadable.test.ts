import { expect, it } from 'vitest';
import { findUnreadable } from './findUnreadable.ts';

const frames = Array.from({ length: 100 }, (_, index) => Buffer.from([index]));

it.each([
  ['none', []],
  ['one', [42]],
  ['the first and the last', [0, 99]],
  ['neighbours', [10, 11, 12]],
  ['all', frames.map((_, index) => index)],
])('finds %s', async (_name, bad) => {
  const found = await findUnreadable(
    frames,
    async (some) => !some.some(([index]) => bad.includes(index ?? -1)),
  );
  expect([...found].sort((a, b) => a - b)).toEqual(bad);
});

it('asks in proportion to what is bad, not to what there is', async () => {
  let asked = 0;
  await findUnreadable(frames, async (some) => {
    asked++;
    return !some.some(([index]) => index === 42);
  });
  expect(asked).toBeLessThan(15);
});

it('looks again where both halves pass, though the whole does not', async () => {
  const found = await findUnreadable(frames, async (some) => some.length < 100);
  expect(found.size).toBeLessThanOrEqual(1);
});
