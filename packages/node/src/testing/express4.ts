import { cp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = new URL('../../dist/testing/express4/', import.meta.url);

/**
 * Lays the applications out beside an Express 4 that is called `express`: under npm's alias the instrumentations, which go by
 * a package's folder, would not know it. Gives back the path of `express.mjs`, as `TestApp` takes it.
 */
export async function layOutExpress4(): Promise<string> {
  const express4 = dirname(createRequire(import.meta.url).resolve('express4/package.json'));
  const apps = fileURLToPath(new URL('./apps/frameworks/', import.meta.url));
  await cp(apps, fileURLToPath(folder), { recursive: true });
  const isNoLink = (path: string) => !path.endsWith('.bin');
  await cp(express4, fileURLToPath(new URL('node_modules/express/', folder)), {
    recursive: true,
    filter: isNoLink,
  });
  return '../../../dist/testing/express4/express.mjs';
}
