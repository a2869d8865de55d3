import type { InlineConfig } from 'vite';
import { inlineNames } from './inlineNames.ts';
import { leanRrweb } from './leanRrweb.ts';

const source = (path: string) => new URL(`../${path}`, import.meta.url).pathname;

const COMMON: InlineConfig = {
  configFile: false,
  root: new URL('../..', import.meta.url).pathname,
  logLevel: 'error',
  resolve: { conditions: ['@throughline/source', 'module', 'browser', 'import', 'default'] },
  plugins: [inlineNames(), leanRrweb()],
};

const BUILD = { emptyOutDir: false, target: 'es2022', sourcemap: true } as const;

function single(entry: string, format: 'es' | 'iife', fileName: string): InlineConfig {
  return {
    ...COMMON,
    build: {
      ...BUILD,
      outDir: 'dist',
      lib: { entry: source(entry), name: 'Throughline', formats: [format], fileName: () => fileName },
      // A library is minified by whoever bundles it; these files go to the browser as they are.
      minify: 'oxc',
      rolldownOptions: { output: { minify: true, codeSplitting: false } },
    },
  };
}

/** For a script tag: the core, and beside it what it loads later. */
export const SCRIPT_TAG = {
  core: single('scriptTag/scriptTag.ts', 'iife', 'throughline.iife.js'),
  recorder: single('recorderChunk.ts', 'es', 'throughline-recorder.js'),
  worker: single('transport/compression/workerScript.ts', 'iife', 'throughline-worker.js'),
};

/** For bundlers: modules without dependencies, the recorder a chunk of its own. */
export const MODULES: InlineConfig = {
  ...COMMON,
  build: {
    ...BUILD,
    outDir: 'dist/modules',
    lib: { entry: source('index.ts'), formats: ['es'], fileName: () => 'index.js' },
    rolldownOptions: { output: { chunkFileNames: '[name].js' } },
  },
};
