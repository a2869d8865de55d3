import type { OriginalPosition } from '@throughline/format';
import { expect, it } from 'vitest';
import { UnusableMapError } from './checkedMap.ts';
import { type KnownMap, symbolicate } from './symbolicate.ts';

const URL = 'https://shop.test/assets/a.js';
const at = (url: string, column = 1) => ({ url, line: 1, column });

/** Answers every position with the source map that it was asked of. */
const reader = {
  positions: async (map: string, positions: readonly { column: number }[]): Promise<OriginalPosition[]> => {
    if (map === 'damaged') throw new UnusableMapError('damaged');
    return positions.map(({ column }) => ({ source: map, line: 1, column }));
  },
};
const ask = (positions: ReturnType<typeof at>[], known: KnownMap[]) =>
  symbolicate(
    positions,
    async (urls) => known.filter(({ url }) => urls.includes(url)),
    async () => undefined,
    reader,
  );

it('takes the source map of the very release and address before others', async () => {
  const all: KnownMap[] = [
    { id: 'any, by path', release: '', url: '/assets/a.js' },
    { id: 'any', release: '', url: URL },
    { id: 'by path', release: '1', url: '/assets/a.js' },
    { id: 'exact', release: '1', url: URL },
  ];
  for (; all.length > 0; all.pop())
    expect((await ask([at(URL)], all)).positions[0]?.source).toBe(all.at(-1)?.id);
});

it('answers in the order of the question, with nothing where nothing is known, and says what cannot be used', async () => {
  const known: KnownMap[] = [
    { id: 'a', release: '1', url: URL },
    { id: 'damaged', release: '1', url: '/b.js' },
  ];
  const { positions, problems } = await ask(
    [at(URL, 7), at('/b.js'), at('node:fs'), at('/c.js'), at(URL, 9)],
    known,
  );
  expect(positions.map((position) => position?.column)).toEqual([7, undefined, undefined, undefined, 9]);
  expect(problems).toEqual([{ url: '/b.js', message: 'damaged' }]);
});
