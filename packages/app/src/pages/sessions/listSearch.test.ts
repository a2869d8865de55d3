import { expect, it } from 'vitest';
import { readListSearch, toFilter, toListSearch } from './listSearch.ts';

it.each([
  { range: '7d', search: 'user:ada pay button', incident: '5b0c7e3a-0000-4000-8000-000000000001' },
  { range: '24h', from: 1_790_000_000_000, to: 1_790_000_360_000, search: '', incident: '' },
] as const)('comes back from the address as it went in', (filter) => {
  const address = Object.fromEntries(
    Object.entries(toListSearch(filter)).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  );
  expect(toFilter(readListSearch(address))).toEqual({ from: undefined, to: undefined, ...filter });
});

it('says nothing in the address of what is as by default', () => {
  expect(Object.values(toListSearch(toFilter({}))).filter(Boolean)).toEqual([]);
});

it('reads a user and errors where older links name them', () => {
  expect(readListSearch({ user: 'Ada L', errors: 'only', q: 'pay' }).q).toBe('pay user:"Ada L" has:error');
});

it('takes nothing from an address that says nonsense', () => {
  const nonsense = {
    range: 'toString',
    errors: 'yes',
    user: 7,
    q: '',
    incident: 'x',
    from: 'soon',
    to: '-1',
  };
  expect(toFilter(readListSearch(nonsense))).toEqual({
    range: '24h',
    from: undefined,
    to: undefined,
    search: '',
    incident: '',
  });
});
