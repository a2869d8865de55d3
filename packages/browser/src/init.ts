import { createInstance } from './instance.ts';
import type { LaterParts } from './laterParts.ts';
import { checkOptions, OptionsError, type ThroughlineOptions } from './options.ts';
import { beginInstance, endInstance, runningInstance } from './runningInstance.ts';
import type { Throughline } from './throughline.ts';
import { warnOnce } from './warning.ts';

/**
 * Begins to record this page, and gives what the application can do with the recording. A second call gives the first
 * one's instance; after its `stop` a call begins anew. Never throws: options that cannot be used are told on the console
 * and nothing is recorded, nor is anything on a server.
 */
export type Init = (options: ThroughlineOptions) => Throughline;

/** What `init` does in a build that brings its later parts in as `parts` say; `undefined` where nothing is recorded. */
export function initWith(parts: LaterParts, options: ThroughlineOptions): Throughline | undefined {
  if (typeof window === 'undefined' || typeof document === 'undefined') return undefined;
  const running = runningInstance();
  if (running) {
    warnOnce('a second init changes nothing');
    return running;
  }
  try {
    const created = createInstance(checkOptions(options, location.hostname, isSelector), parts);
    // One that waits to be started or agreed to is the page's one too.
    beginInstance(created);
    return created;
  } catch (error) {
    endInstance();
    if (!(error instanceof OptionsError)) throw error;
    warnOnce(`nothing is recorded: ${error.message}`);
    return undefined;
  }
}

function isSelector(selector: string): boolean {
  try {
    document.createDocumentFragment().querySelector(selector);
    return selector.trim() !== '';
  } catch {
    return false;
  }
}
