import { expect, it } from 'vitest';
import { createClock, toNanoseconds } from './clock.ts';

const START = 1_763_838_245_000;

it('counts fractions of a millisecond in agreement with the system time', () => {
  let elapsed = 0;
  const clock = createClock(
    () => Math.floor(START + elapsed),
    () => elapsed,
    START,
  );
  elapsed = 1.25;
  expect(clock.now()).toBe(START + 1.25);
  elapsed = 99.875;
  expect(clock.now()).toBe(START + 99.875);
});

it('follows the system time after the machine slept, when the fine clock stood still', () => {
  let system = START;
  const clock = createClock(
    () => system,
    () => 10,
    START - 10,
  );
  expect(clock.now()).toBe(START);
  system += 3_600_000;
  expect(clock.now()).toBe(START + 3_600_000);
});

it('follows the system time when it is set back', () => {
  let system = START;
  const clock = createClock(
    () => system,
    () => 10,
    START - 10,
  );
  system -= 60_000;
  expect(clock.now()).toBe(START - 60_000);
});

it('writes nanoseconds without losing microseconds to the double', () => {
  expect(toNanoseconds(START + 0.125)).toBe('1763838245000125000');
  expect(toNanoseconds(START)).toBe('1763838245000000000');
});
