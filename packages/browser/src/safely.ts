import { warnOnce } from './warning.ts';

/**
 * Runs a piece of the SDK where the page is the caller: what goes wrong in it is told once on the console and never
 * reaches the page. Returns `undefined` then.
 */
export function safely<Result>(action: () => Result): Result | undefined {
  try {
    return action();
  } catch (error) {
    warnOnce('an error inside the SDK was kept from the page', error);
    return undefined;
  }
}
