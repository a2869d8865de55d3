import type { Plugin } from 'vite';

/** How rrweb's bundle loads PostCSS: a CommonJS module that is run as soon as rrweb is, and reads of its members. */
const MODULE =
  /^var (import_postcss(?:\$\d+)?) = \/\* @__PURE__ \*\/ __toESM(?:\$\d+)?\(\([\s\S]*?^\}\)\)\)\(\), 1\);$/gm;
const READS = /^import_postcss(?:\$\d+)?\.default(?:\.\w+)?;$/gm;
const ALIAS = /^var (postcss_default(?:\$\d+)?) = import_postcss(?:\$\d+)?\.default;$/gm;

/**
 * Takes PostCSS out of rrweb, of which only `record` is used here: PostCSS serves the player, and is more than half of
 * rrweb's bytes. Fails the build if rrweb's bundle no longer looks as expected.
 */
export function withoutPostcss(): Plugin {
  return {
    name: 'without-postcss',
    transform(code, id) {
      if (!/\/rrweb\/dist\/rrweb\.js$/.test(id)) return undefined;
      const left = code
        .replace(READS, '')
        .replace(ALIAS, 'var $1 = undefined;')
        .replace(MODULE, 'var $1 = undefined;');
      if (left === code || (code.match(MODULE) ?? []).length === 0)
        throw new Error(
          'rrweb no longer brings PostCSS as it did: see packages/browser/build/withoutPostcss.ts',
        );
      return { code: left, map: null };
    },
  };
}
