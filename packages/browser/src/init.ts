import { createInstance } from './instance.ts';
import type { LaterParts } from './laterParts.ts';
import { checkOptions, OptionsError, type ThroughlineOptions } from './options.ts';
import { INERT, type Throughline } from './throughline.ts';
import { warnOnce } from './warning.ts';

/** Where the running instance is kept: several copies of this package in one page must not record it twice. */
const INSTANCE = Symbol.for('@throughline/browser');
const page = globalThis as { [INSTANCE]?: Throughline };

const runs = {
  begin(instance: Throughline): boolean {
    page[INSTANCE] ??= instance;
    return page[INSTANCE] === instance;
  },
  end(instance: Throughline): void {
    if (page[INSTANCE] === instance) delete page[INSTANCE];
  },
};

/**
 * Begins to record this page, and gives what the application can do with the recording. A second call gives the first
 * one's instance; after its `stop` a call begins anew. Never throws: options that cannot be used are told on the console
 * and nothing is recorded, nor is anything on a server.
 */
export type Init = (options: ThroughlineOptions) => Throughline;

/** Makes `init` for a build that brings its later parts in as `parts` say. */
export function createInit(parts: LaterParts): Init {
  return (options) => {
    if (typeof window === 'undefined' || typeof document === 'undefined') return INERT;
    const running = page[INSTANCE];
    if (running) {
      warnOnce('init was called again; the first instance goes on with the options it was given');
      return running;
    }
    try {
      return createInstance(checkOptions(options, location.hostname, isSelector), parts, runs);
    } catch (error) {
      delete page[INSTANCE];
      if (error instanceof OptionsError) warnOnce(`nothing is recorded: ${error.message}`);
      else warnOnce('nothing is recorded: an error inside the SDK', error);
      return INERT;
    }
  };
}

function isSelector(selector: string): boolean {
  try {
    document.createDocumentFragment().querySelector(selector);
    return selector.trim() !== '';
  } catch {
    return false;
  }
}
