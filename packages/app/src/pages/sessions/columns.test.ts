import { expect, it } from 'vitest';
import { defaultColumns, gridOf, leastWidthOf, readColumns } from './columns.ts';

it('takes the columns that it knows, in the order of the list', () => {
  expect(readColumns(['errors', 'started', 'colour'])).toEqual(['started', 'errors']);
  expect(readColumns(['colour'])).toBeUndefined();
  expect(readColumns('started')).toBeUndefined();
});

it('has as many columns as there is room for, those that tell most', () => {
  expect(defaultColumns(1400)).toContain('pages');
  expect(defaultColumns(1000)).toContain('kept');
  expect(defaultColumns(1000)).not.toContain('browser');
  expect(defaultColumns(800)).toContain('services');
  expect(defaultColumns(0)).toEqual(['activity']);
  for (const room of [330, 500, 800, 1000, 1213])
    expect(leastWidthOf(defaultColumns(room))).toBeLessThanOrEqual(room);
});

it('has room for who it was, and for each column', () => {
  expect(gridOf(['started', 'errors'])).toBe('minmax(160px, 2fr) 88px 48px');
});
