import { expect, it } from 'vitest';
import { formatTimeRange, parseTimeRange, rangeBetween, withinRange } from './timeRange.ts';

it('lies between two times in either order', () => {
  expect(rangeBetween(500, 100)).toEqual({ from: 100, to: 500 });
  expect(rangeBetween(100, 100)).toBeNull();
});

it('goes to the address and back, never narrower than it was', () => {
  expect(formatTimeRange({ from: 100.7, to: 200.2 })).toBe('100-201');
  expect(parseTimeRange('100-201')).toEqual({ from: 100, to: 201 });
  expect(formatTimeRange(null)).toBeUndefined();
});

it('is none where an address says nonsense', () => {
  for (const nonsense of [undefined, '', '5', '9-5', 'a-b', '-1-5', '1-2-3', `1-${'9'.repeat(30)}`])
    expect(parseTimeRange(nonsense)).toBeNull();
});

it('narrows a list to what lies within, ends included, and leaves the very list without a range', () => {
  const items = [1, 2, 3, 4].map((time) => ({ time }));
  expect(withinRange(items, { from: 2, to: 3 })).toEqual([{ time: 2 }, { time: 3 }]);
  expect(withinRange(items, null)).toBe(items);
});
