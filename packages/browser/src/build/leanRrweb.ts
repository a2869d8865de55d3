import type { Plugin } from 'vite';

/** How rrweb's bundle loads PostCSS: a CommonJS module that is run as soon as rrweb is, and reads of its members. */
const POSTCSS =
  /^var (import_postcss(?:\$\d+)?) = \/\* @__PURE__ \*\/ __toESM(?:\$\d+)?\(\([\s\S]*?^\}\)\)\)\(\), 1\);$/gm;
const POSTCSS_READS = /^import_postcss(?:\$\d+)?\.default(?:\.\w+)?;$/gm;
const POSTCSS_ALIAS = /^var (postcss_default(?:\$\d+)?) = import_postcss(?:\$\d+)?\.default;$/gm;
/** What draws canvases, the source text of a worker included, and in its place what `record` calls of it. */
const CANVAS = /^var CanvasManager = class \{[\s\S]*?^\};$/m;
const NO_CANVAS = 'var CanvasManager = class { reset() {} freeze() {} unfreeze() {} lock() {} unlock() {} };';
const CANVAS_CALLS = ['freeze', 'lock', 'reset', 'unfreeze', 'unlock'];

/**
 * Takes out of rrweb what recording does not need: PostCSS, which serves the player and is more than half of rrweb's bytes,
 * and the recording of canvases, which is never switched on. Fails the build if rrweb's bundle no longer looks as expected.
 */
export function leanRrweb(): Plugin {
  return {
    name: 'lean-rrweb',
    transform(code, id) {
      if (!/\/rrweb\/dist\/rrweb\.js$/.test(id)) return undefined;
      for (const part of [POSTCSS, POSTCSS_READS, POSTCSS_ALIAS, CANVAS])
        if (code.search(part) < 0)
          throw new Error(
            `rrweb no longer looks as packages/browser/src/build/leanRrweb.ts expects: ${part}`,
          );
      const calls = new Set([...code.matchAll(/\bcanvasManager\.(\w+)\(/g)].map(([, call]) => call));
      if ([...calls].sort().join() !== CANVAS_CALLS.join())
        throw new Error(`rrweb asks more of its canvas manager than leanRrweb.ts knows: ${[...calls]}`);
      const lean = code
        .replace(POSTCSS_READS, '')
        .replace(POSTCSS_ALIAS, 'var $1 = undefined;')
        .replace(POSTCSS, 'var $1 = undefined;')
        .replace(CANVAS, NO_CANVAS);
      return { code: lean, map: null };
    },
  };
}
