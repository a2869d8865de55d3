import { deflateSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { inflateBody } from './inflate.ts';

const text = Buffer.from('some text, some text, some text');

it.each([
  ['gzip', gzipSync(text)],
  ['GZIP ', gzipSync(text)],
  ['deflate', deflateSync(text)],
  ['identity', text],
  [undefined, text],
])('reads %s', async (encoding, body) => {
  expect(await inflateBody(body, encoding, 1000)).toEqual(text);
});

it.each([
  ['a bomb', gzipSync(Buffer.alloc(10_000_000)), 'gzip', 413],
  ['torn gzip', gzipSync(text).subarray(0, 15), 'gzip', 400],
  ['what is not deflate', text, 'deflate', 400],
  ['an unknown encoding', text, 'br', 415],
])('refuses %s', async (_name, body, encoding, status) => {
  await expect(inflateBody(body, encoding, 1000)).rejects.toMatchObject({ name: 'IngestError', status });
});
