import type { Plugin } from 'vite';

const SHARED = new URL('../scriptTag/shared.ts', import.meta.url).pathname;
/** The modules whose functions the core hands to the recorder: those that both have and that are large. */
const MODULES =
  /\/(?:redaction\/(?:text|names)|capture\/wrapMethod|format\/src\/traceContext|browser\/src\/(?:listening|randomId|safely|warning))\.ts$/;

/** Leaves out of the recorder's file what the core has too and hands over (`scriptTag/shared.ts`). */
export function sharedWithCore(): Plugin {
  return {
    name: 'shared-with-core',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (
        !/(?:text|names|wrapMethod|traceContext|listening|randomId|safely|warning)\.ts$/.test(source) ||
        importer === SHARED ||
        /\/redaction\/[^/]*$/.test(importer ?? '')
      )
        return undefined;
      const found = await this.resolve(source, importer, { skipSelf: true });
      return found && MODULES.test(found.id) ? SHARED : undefined;
    },
  };
}
