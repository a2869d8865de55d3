import type { Throughline } from './throughline.ts';

/** Where the page's instance is kept: several copies of this package in one page must not record it twice. */
const INSTANCE = Symbol.for('@throughline/browser');
const page = globalThis as { [INSTANCE]?: Throughline };

/** The page's instance, if `init` has been called. */
export const runningInstance = (): Throughline | undefined => page[INSTANCE];

/** Makes `instance` the page's one, unless there is another; says whether it is. */
export function beginInstance(instance: Throughline): boolean {
  page[INSTANCE] ??= instance;
  return page[INSTANCE] === instance;
}

/** Forgets `instance`, or whichever there is. */
export function endInstance(instance = page[INSTANCE]): void {
  if (page[INSTANCE] === instance) delete page[INSTANCE];
}
