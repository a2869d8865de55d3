import { expect, it } from 'vitest';
import { readListSearch, toFilter, toListSearch } from './listSearch.ts';

it('comes back from the address as it went in', () => {
  const filter = { range: '7d', user: 'ada', errorsOnly: true, q: 'pay button' } as const;
  expect(toFilter(readListSearch({ ...toListSearch(filter) }))).toEqual(filter);
});

it('says nothing in the address of what is as by default', () => {
  expect(Object.values(toListSearch(toFilter({}))).filter(Boolean)).toEqual([]);
});

it('takes nothing from an address that says nonsense', () => {
  const filter = toFilter(readListSearch({ range: 'toString', errors: 'yes', user: 7, q: '' }));
  expect(filter).toEqual({ range: '24h', user: '', errorsOnly: false, q: '' });
});
