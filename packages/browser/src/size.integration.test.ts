import { gzipSync } from 'node:zlib';
import { beforeAll, expect, it } from 'vitest';
import { bundleSdk, type SdkFiles } from './testing/bundle.ts';

/** What a page may be asked to load before it is recorded, bytes of gzip: 12 KiB. */
const CORE_BYTES = 12 * 1024;
/** What it may be asked to load altogether: 45 KiB. rrweb's recording alone is half of it. */
const ALL_BYTES = 45 * 1024;
/** What a page that shows the widget loads beside: 8 KiB. */
const WIDGET_BYTES = 8 * 1024;
/** What is loaded only by pages that ask for it. */
const ON_DEMAND = [
  'throughline-calls.js',
  'throughline-canvas.js',
  'throughline-frames.js',
  'throughline-held.js',
  'throughline-media.js',
  'throughline-on-demand.js',
  'throughline-payloads.js',
  'throughline-widget.js',
];

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
  const loaded = [...files.keys()].filter((name) => !ON_DEMAND.includes(name));
  const all = loaded.reduce((sum, name) => sum + size(name), 0);
  expect(loaded).toHaveLength(3);
  expect(all).toBeLessThanOrEqual(ALL_BYTES);
});

it('has a small widget, of which other pages load nothing', () => {
  expect(size('throughline-widget.js')).toBeGreaterThan(1_000);
  expect(size('throughline-widget.js')).toBeLessThanOrEqual(WIDGET_BYTES);
  for (const [name, code] of files) if (!ON_DEMAND.includes(name)) expect(code).not.toContain('Copy link');
});

it('brings nothing of the player along', () => {
  expect(files.get('throughline-recorder.js')).not.toMatch(/postcss/i);
});
