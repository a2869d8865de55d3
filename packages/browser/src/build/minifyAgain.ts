import { minify } from 'terser';
import type { Plugin } from 'vite';
import { memberOptions, renameNamedByText } from './ownMembers.ts';

/**
 * Minifies what has been minified once more: terser folds and inlines what Oxc leaves, a thirtieth of the bytes, and gives own
 * members short names.
 */
export function minifyAgain(): Plugin {
  return {
    name: 'minify-again',
    async generateBundle({ format, minify: isMinified }, bundle) {
      if (!isMinified) return;
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        const { code, map } = await minify(renameNamedByText(chunk.code), {
          module: format === 'es',
          // A script's own name, `Throughline`, is for the page.
          toplevel: format === 'es',
          ecma: 2020,
          compress: { passes: 3 },
          mangle: { properties: memberOptions() },
          format: { comments: false },
          ...(chunk.map && { sourceMap: { content: JSON.stringify(chunk.map), asObject: true } }),
        });
        chunk.code = code ?? chunk.code;
        if (chunk.map && map) chunk.map = { ...chunk.map, ...(map as object) };
      }
    },
  };
}
