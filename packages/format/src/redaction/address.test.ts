import { expect, it } from 'vitest';
import { createAddressRedaction } from './address.ts';

it.each([
  ['https://shop.test/list?page=2&q=red+shoes#top', 'https://shop.test/list?page=2&q=red+shoes'],
  ['https://ada:secret@shop.test/', 'https://[redacted]@shop.test/'],
  ['/reset?Access_Token=abc&user[pin]=1', '/reset?Access_Token=[redacted]&user[pin]=[redacted]'],
  ['?p%61ssword=a%20b&iban=DE1', '?p%61ssword=[redacted]&iban=[redacted]'],
  ['/cards/4111111111111111?n=4111+1111+1111+1111', '/cards/****************?n=****%20****%20****%20****'],
  ['/users/ada@example.com?mail=ada%40example.com', '/users/[redacted]?mail=[redacted]'],
  ['/plain', '/plain'],
  ['', ''],
])('%s becomes %s', (address, redacted) => {
  expect(createAddressRedaction({ emails: true })(address)).toBe(redacted);
});
