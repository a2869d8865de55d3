import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { withComputed } from './document.ts';
import { computedText, PAGE } from './page.ts';

// Mended by `npm run sizing -w bench`.
it('holds what the latest figures of the benchmarks come to', async () => {
  const page = await readFile(PAGE, 'utf8');
  expect(page).toBe(withComputed(page, await computedText()));
});

it('refuses a page without a place for it', () => {
  expect(() => withComputed('# A page', 'text')).toThrow(/must hold/);
});
