import { describe, expect, it } from 'vitest';
import {
  formatAgo,
  formatBytes,
  formatDuration,
  formatPosition,
  formatPrecisePosition,
  formatUrl,
} from './format.ts';

describe('formats', () => {
  it('positions', () => {
    expect([0, 4_250, 64_000, 8_109_000, -1_500].map(formatPosition)).toEqual([
      '0:00',
      '0:04',
      '1:04',
      '2:15:09',
      '−0:01',
    ]);
    expect(formatPrecisePosition(64_250.9)).toBe('1:04.250');
  });

  it('durations', () => {
    expect([0, 0.012, 0.5, 3.256, 42, 999.4, 1500, 12_345, 65_000, 11_100_000].map(formatDuration)).toEqual([
      '0 µs',
      '12 µs',
      '500 µs',
      '3.26 ms',
      '42 ms',
      '999 ms',
      '1.5 s',
      '12 s',
      '1 min 5 s',
      '3 h 5 min',
    ]);
  });

  it('ages', () => {
    const ages = [2_000, 30_000, 5 * 60_000, 7_200_000, 3 * 86_400_000];
    expect(ages.map((age) => formatAgo(0, age))).toEqual([
      'just now',
      '30 s ago',
      '5 min ago',
      '2 h ago',
      '3 d ago',
    ]);
  });

  it('addresses', () => {
    expect(formatUrl('http://shop.test:3000/cart')).toEqual({ host: 'shop.test:3000', path: '/cart' });
    expect(formatUrl('<b>none</b>')).toEqual({ host: '', path: '<b>none</b>' });
  });
});

it.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [70_000, '68.4 KiB'],
  [2 * 1024 * 1024, '2 MiB'],
])('writes %i bytes as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
