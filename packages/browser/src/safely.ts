import { warnOnce } from './warning.ts';

/**
 * Runs a piece of the SDK where the page or the browser is the caller: what goes wrong in it, at once or in the promise that it
 * gives, is told once on the console and never reaches the page. Returns `undefined` for what goes wrong at once.
 */
export function safely<Result>(action: () => Result): Result | undefined {
  try {
    const result = action();
    if (result instanceof Promise) result.catch(tellError);
    return result;
  } catch (error) {
    tellError(error);
    return undefined;
  }
}

/** Tells once on the console of something that went wrong in the SDK. */
export function tellError(error: unknown): undefined {
  warnOnce('an error inside the SDK', error);
}
