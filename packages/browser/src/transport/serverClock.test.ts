import { expect, it } from 'vitest';
import { createServerClock } from './serverClock.ts';

const MINUTE = 60_000;

it('knows nothing before the first answer', () => {
  expect(createServerClock().difference()).toBeUndefined();
});

it('keeps the answer with the smallest round trip', () => {
  const clock = createServerClock();
  clock.measure(5_100, 1_000, 1_200);
  expect(clock.difference()).toEqual({ clockOffset: 4_000, clockRoundTrip: 200 });
  clock.measure(6_010, 2_000, 2_020);
  expect(clock.difference()).toEqual({ clockOffset: 4_000, clockRoundTrip: 20 });
  clock.measure(9_000, 3_000, 3_500);
  expect(clock.difference()).toEqual({ clockOffset: 4_000, clockRoundTrip: 20 });
});

it('gives an old measurement up for a new one, and takes none across a clock set back', () => {
  const clock = createServerClock();
  clock.measure(1_010, 1_000, 1_020);
  clock.measure(500, 2_000, 1_900);
  expect(clock.difference()).toEqual({ clockOffset: 0, clockRoundTrip: 20 });
  clock.measure(11 * MINUTE + 130, 11 * MINUTE, 11 * MINUTE + 60);
  expect(clock.difference()).toEqual({ clockOffset: 100, clockRoundTrip: 60 });
});
