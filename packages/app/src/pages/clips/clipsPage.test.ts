import { expect, it } from 'vitest';
import { readClipsSearch } from './clipsSearch.ts';
import { moved } from './moved.ts';

it('takes from the address what it knows', () => {
  expect(readClipsSearch({ collection: 'a', other: 1 })).toEqual({ collection: 'a' });
  expect(readClipsSearch({ view: 'mentions', collection: 'a' })).toEqual({ view: 'mentions' });
  expect(readClipsSearch({ view: 'x', collection: ['a'] })).toEqual({});
});

it('moves a clip by one place, and none beyond an end', () => {
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c']);
  expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'b', 'c']);
});
