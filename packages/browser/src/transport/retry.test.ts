import { expect, it } from 'vitest';
import { parseRetryAfter, retryDelay } from './retry.ts';

it('waits anything up to a bound that doubles', () => {
  expect([1, 2, 3, 4].map((failures) => retryDelay(failures, 0, () => 1))).toEqual([1000, 2000, 4000, 8000]);
  expect(retryDelay(4, 0, () => 0)).toBe(0);
  expect(retryDelay(4, 0, () => 0.5)).toBe(4000);
  expect(retryDelay(1000, 0, () => 1)).toBe(300_000);
});

it('waits at least as long as the server asked, within reason', () => {
  expect(retryDelay(1, 10_000, () => 0)).toBe(10_000);
  expect(retryDelay(1, 10_000, () => 1)).toBe(11_000);
  expect(retryDelay(1, 1e12, () => 0)).toBe(3_600_000);
});

it('reads Retry-After as seconds and as a date', () => {
  const now = Date.parse('Sun, 22 Nov 2026 10:00:00 GMT');
  expect(parseRetryAfter('3', now)).toBe(3000);
  expect(parseRetryAfter('Sun, 22 Nov 2026 10:00:05 GMT', now)).toBe(5000);
  expect(parseRetryAfter('Sun, 22 Nov 2026 09:00:00 GMT', now)).toBe(0);
  expect(parseRetryAfter('soon', now)).toBeUndefined();
  expect(parseRetryAfter('', now)).toBeUndefined();
  expect(parseRetryAfter(null, now)).toBeUndefined();
});
