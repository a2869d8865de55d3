import zlib, { deflateSync, gzipSync } from 'node:zlib';
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
  ['what is larger than may come', gzipSync(Buffer.alloc(1001)), 'gzip', 413],
  ['torn gzip', gzipSync(text).subarray(0, 15), 'gzip', 400],
  ['what is not deflate', text, 'deflate', 400],
  ['an unknown encoding', text, 'br', 415],
])('refuses %s', async (_name, body, encoding, status) => {
  await expect(inflateBody(body, encoding, 1000)).rejects.toMatchObject({ name: 'IngestError', status });
});

it('refuses what inflates to more than telemetry does, however much may come', async () => {
  const bomb = gzipSync(Buffer.alloc(20_000_000));
  await expect(inflateBody(bomb, 'gzip', 64_000_000)).rejects.toMatchObject({ status: 413 });
  const repetitive = gzipSync(Buffer.alloc(1_000_000));
  expect(await inflateBody(repetitive, 'gzip', 64_000_000)).toHaveLength(1_000_000);
});

const { zstdCompressSync } = zlib as { zstdCompressSync?: typeof gzipSync };

it.runIf(zstdCompressSync)('reads zstd', async () => {
  expect(await inflateBody(zstdCompressSync?.(text) ?? text, 'zstd', 1000)).toEqual(text);
});

it.skipIf(zstdCompressSync)('says what it knows instead of zstd where Node.js has none', async () => {
  await expect(inflateBody(text, 'zstd', 1000)).rejects.toThrow('send gzip, deflate or none');
});
