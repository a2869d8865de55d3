import { expect, it } from 'vitest';
import { toMilliseconds } from './times.ts';

it('turns nanoseconds into milliseconds, to the microsecond', () => {
  expect(toMilliseconds('1780000000123456789')).toBeCloseTo(1780000000123.4568, 3);
  expect(toMilliseconds('1500000')).toBe(1.5);
  expect(toMilliseconds('999')).toBe(0.000999);
  expect(toMilliseconds('0')).toBe(0);
});
