import { expect, it } from 'vitest';
import { distinctItems } from './distinctItems.ts';
import type { TimedItem } from './session.ts';

const item = (id: string, time: number) => ({ id, time }) as TimedItem;

it('sorts by time and gives every item an id of its own', () => {
  const items = distinctItems([item('b', 3), item('a', 1), item('a', 4), item('a', 2)]);
  expect(items.map(({ id, time }) => [id, time])).toEqual([
    ['a', 1],
    ['a#2', 2],
    ['b', 3],
    ['a#3', 4],
  ]);
});

it('keeps the order of items of one moment', () => {
  expect(distinctItems([item('x', 5), item('y', 5), item('w', 5)]).map(({ id }) => id)).toEqual([
    'x',
    'y',
    'w',
  ]);
});
