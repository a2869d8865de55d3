import { expect, it } from 'vitest';
import { addressAt, addressesOf } from './addresses.ts';

it('joins what rrweb recorded with navigations, of one tab only', () => {
  const items = [
    { kind: 'navigation' as const, tabId: 'a', time: 200, url: 'https://shop.test/cart' },
    { kind: 'navigation' as const, tabId: 'b', time: 250, url: 'https://shop.test/other' },
    { kind: 'request' as const, tabId: 'a', time: 300, url: 'https://api.test/pay' },
  ];
  const addresses = addressesOf('a', items, [{ time: 100, url: 'https://shop.test/' }]);
  expect([50, 100, 199, 200, 999].map((at) => addressAt(addresses, at))).toEqual([
    'https://shop.test/',
    'https://shop.test/',
    'https://shop.test/',
    'https://shop.test/cart',
    'https://shop.test/cart',
  ]);
  expect(addressAt({ times: [], urls: [] }, 5)).toBeUndefined();
});
