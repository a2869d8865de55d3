import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { gzipStored } from './gzipStored.ts';

it.each([
  ['', 'nothing'],
  ['{"v":1}\n', 'a header'],
  ['ä€😀', 'characters of several bytes'],
  ['x'.repeat(65_535), 'a full block'],
  ['yz'.repeat(100_000), 'several blocks'],
])('is gzip that gives back the text (%#: $1)', (text) => {
  expect(gunzipSync(gzipStored(text)).toString('utf8')).toBe(text);
});

it('can be followed by another member', () => {
  const both = Buffer.concat([gzipStored('one\n'), gzipStored('two')]);
  expect(gunzipSync(both).toString('utf8')).toBe('one\ntwo');
});
