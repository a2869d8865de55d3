import { fileURLToPath } from 'node:url';

/** Path of a file among the sources of the benchmarks; what runs is compiled and lies in `dist`. */
export function fromSources(path: string): string {
  return fileURLToPath(new URL(`../../src/${path}`, import.meta.url));
}

/** Folder of what is fetched and built on demand; git ignores it. */
export function onDemand(path: string): string {
  return fileURLToPath(new URL(`../../.ondemand/${path}`, import.meta.url));
}
