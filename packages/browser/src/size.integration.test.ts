import { gzipSync } from 'node:zlib';
import { beforeAll, expect, it } from 'vitest';
import { bundleSdk, type SdkFiles } from './testing/bundle.ts';

/** What a page may be asked to load before it is recorded, bytes of gzip: 12 KiB. */
const CORE_BYTES = 12 * 1024;
/** What it may be asked to load altogether: 45 KiB. rrweb's recording alone is half of it. */
const ALL_BYTES = 45 * 1024;

let files: SdkFiles;
beforeAll(async () => {
  files = await bundleSdk({ minify: true });
});

const size = (name: string) => gzipSync(files.get(name) ?? '', { level: 9 }).byteLength;

it('is small enough to start at once', () => {
  expect(size('throughline.iife.js')).toBeGreaterThan(1_000);
  expect(size('throughline.iife.js')).toBeLessThanOrEqual(CORE_BYTES);
});

it('is small enough altogether', () => {
  const all = [...files.keys()].reduce((sum, name) => sum + size(name), 0);
  expect(files.size).toBe(3);
  expect(all).toBeLessThanOrEqual(ALL_BYTES);
});

it('brings nothing of the player along', () => {
  expect(files.get('throughline-recorder.js')).not.toMatch(/postcss/i);
});
