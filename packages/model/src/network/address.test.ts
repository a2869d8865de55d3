import { expect, it } from 'vitest';
import { fieldsOf, originOf, queryOf } from './address.ts';

it('finds origin and query of an address', () => {
  expect(originOf('HTTPS://Shop.test:8443/a?b')).toBe('https://shop.test:8443');
  expect(originOf('/a')).toBe('');
  expect(queryOf('https://shop.test/a?b=1&c#d?e')).toBe('b=1&c');
  expect(queryOf('https://shop.test/a#b?c')).toBe('');
});

it('reads fields, and leaves what is not well encoded as it is', () => {
  expect(fieldsOf('q=red+shoes&x=%E2%82%AC&flag&bad=%zz&=v&')).toEqual([
    { name: 'q', value: 'red shoes' },
    { name: 'x', value: '€' },
    { name: 'flag', value: '' },
    { name: 'bad', value: '%zz' },
    { name: '', value: 'v' },
  ]);
});
