import { expect, it } from 'vitest';
import { scriptName, scriptNames } from './scriptName.ts';

it.each([
  ['https://shop.test/assets/a.js?v=1#x', ['https://shop.test/assets/a.js', '/assets/a.js']],
  ['HTTPS://Shop.test:443/a.js', ['https://shop.test/a.js', '/a.js']],
  ['/app/dist/a.js', ['/app/dist/a.js']],
  ['file:///app/dist/a.js', ['/app/dist/a.js']],
  ['C:\\app\\a.js', ['/C:/app/a.js']],
  ['file:///C:/app/a.js', ['/C:/app/a.js']],
  ['~/assets/a.js', ['/assets/a.js']],
  ['assets/a.js', ['/assets/a.js']],
  ['node:internal/fs', []],
  ['blob:https://shop.test/5', []],
  ['webpack-internal:///./a.js', []],
  ['https://[', []],
  ['https://shop.test/', ['https://shop.test/', '/']],
  ['', []],
])('%s', (url, names) => {
  expect(scriptNames(url)).toEqual(names);
});

it('gives one name to what is uploaded', () => {
  expect(scriptName('/assets/a.js')).toBe('/assets/a.js');
  expect(scriptName('https://shop.test/a.js')).toBe('https://shop.test/a.js');
});
