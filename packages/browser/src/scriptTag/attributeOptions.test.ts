import { expect, it } from 'vitest';
import { attributeOptions } from './attributeOptions.ts';

it('starts nothing without a key', () => {
  expect(attributeOptions({ service: 'shop' }, 'https://t.test/throughline.js')).toBeUndefined();
});

it('takes the server that the script comes from', () => {
  expect(attributeOptions({ key: 'k' }, 'https://t.test/here/throughline.js?v=1')).toEqual({
    key: 'k',
    endpoint: 'https://t.test/here/',
  });
});

it('reads texts and lists', () => {
  expect(
    attributeOptions({
      key: 'k',
      endpoint: 'https://t.test',
      service: 'shop',
      release: '7',
      maskSelectors: '.a, .b > p',
      propagateTo: 'https://api.test',
    }),
  ).toEqual({
    key: 'k',
    endpoint: 'https://t.test',
    service: 'shop',
    release: '7',
    maskSelectors: ['.a', '.b > p'],
    propagateTo: ['https://api.test'],
  });
});
