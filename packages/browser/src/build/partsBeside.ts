import type { Plugin } from 'vite';

/**
 * Leaves imports of a part that is loaded on demand to the browser, which finds it as a file beside the importing one. For
 * the files of a script tag, each of which is built by itself; a bundler makes chunks of such parts.
 */
export function partsBeside(files: Record<string, string>): Plugin {
  return {
    name: 'parts-beside',
    enforce: 'pre',
    resolveId(source) {
      const part = Object.keys(files).find((name) => source.endsWith(name));
      return part ? { id: `./${files[part]}`, external: true } : undefined;
    },
  };
}
