import { expect, it } from 'vitest';
import type { Item } from '../buffer/item.ts';
import { splitToFit } from './splitToFit.ts';

const item = (overrides: Partial<Item> = {}): Item => ({
  line: 'replay',
  json: '{}',
  members: 1,
  from: 1,
  to: 1,
  checkpoint: false,
  ...overrides,
});

it('keeps together what fits, and else sends spans and logs before pieces of the recording', () => {
  const size = (items: readonly Item[]) => items.reduce((sum, { json }) => sum + json.length, 0);
  const replay = Array.from({ length: 8 }, (_, at) => item({ json: `${at}`.repeat(10) }));
  const items = [...replay.slice(0, 4), item({ line: 'logs', json: 'log' }), ...replay.slice(4)];
  expect(splitToFit(items, size, { most: 100, piece: 20 })).toEqual([items]);
  const parts = splitToFit(items, size, { most: 50, piece: 20 });
  expect(parts[0]).toEqual([items[4]]);
  expect(parts.slice(1).flat()).toEqual(replay);
  expect(parts.every((part) => size(part) <= 20)).toBe(true);
  const large = item({ json: 'x'.repeat(500) });
  expect(splitToFit([large, ...replay], size, { most: 50, piece: 20 })[0]).toEqual([large]);
  expect(splitToFit([], size, { most: 50, piece: 20 })).toEqual([]);
});
