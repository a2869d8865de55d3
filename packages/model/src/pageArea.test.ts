import { ATTRIBUTES } from '@throughline/format';
import { expect, it } from 'vitest';
import { pageArea } from './pageArea.ts';

const attributes = (x: string, y: string, width: string, height: string) => ({
  [ATTRIBUTES.areaX]: x,
  [ATTRIBUTES.areaY]: y,
  [ATTRIBUTES.areaWidth]: width,
  [ATTRIBUTES.areaHeight]: height,
});

it('reads the part of a page that a note is about', () => {
  expect(pageArea(attributes('0', '12.5', '200', '100'))).toEqual({ x: 0, y: 12.5, width: 200, height: 100 });
});

it.each([
  ['', '0', '1', '1'],
  ['0', '0', '0', '1'],
  ['-1', '0', '1', '1'],
  ['0', '0', '1e300', '1'],
  ['NaN', 'x', '1', '1'],
  ['0', '0', 'Infinity', '1'],
])('has none for %j', (x, y, width, height) => {
  expect(pageArea(attributes(x, y, width, height))).toBeUndefined();
  expect(pageArea({})).toBeUndefined();
});
