import type { InlineConfig } from 'vite';
import { inlineNames } from './inlineNames.ts';
import { minifyAgain } from './minifyAgain.ts';
import { partsBeside } from './partsBeside.ts';
import { recordingOnly } from './rrweb/recordingOnly.ts';
import { sharedWithCore } from './sharedWithCore.ts';
import { withoutSoftNavigations } from './withoutSoftNavigations.ts';

const source = (path: string) => new URL(`../${path}`, import.meta.url).pathname;

const COMMON: InlineConfig = {
  configFile: false,
  root: new URL('../..', import.meta.url).pathname,
  logLevel: 'error',
  resolve: { conditions: ['@throughline/source', 'module', 'browser', 'import', 'default'] },
  plugins: [inlineNames(), recordingOnly(), withoutSoftNavigations()],
};

const BUILD = { emptyOutDir: false, target: 'es2022', sourcemap: true } as const;

const RECORDER = 'throughline-recorder.js';
const ON_DEMAND = 'throughline-on-demand.js';
/** Parts that a file asks for on demand, by how it imports them. */
const BESIDE: Record<string, Record<string, string>> = {
  [RECORDER]: {
    '/payloads/payloads.ts': 'throughline-payloads.js',
    '/onDemand.ts': ON_DEMAND,
    '/frames/frames.ts': 'throughline-frames.js',
    '/heldAcrossPages.ts': 'throughline-held.js',
    '/tellOfCalls.ts': 'throughline-calls.js',
  },
  [ON_DEMAND]: {
    '/canvas/canvasRecording.ts': 'throughline-canvas.js',
    '/frames/frames.ts': 'throughline-frames.js',
    '/media/storedMedia.ts': 'throughline-media.js',
  },
};

function single(entry: string, format: 'es' | 'iife', fileName: string): InlineConfig {
  return {
    ...COMMON,
    plugins: [
      ...(COMMON.plugins ?? []),
      partsBeside(BESIDE[fileName] ?? {}),
      fileName === RECORDER && sharedWithCore(),
      minifyAgain(),
    ],
    build: {
      ...BUILD,
      outDir: 'dist',
      lib: { entry: source(entry), name: 'Throughline', formats: [format], fileName: () => fileName },
      // A library is minified by whoever bundles it; these files go to the browser as they are.
      minify: 'oxc',
      rolldownOptions: {
        output: { minify: true, codeSplitting: false, generatedCode: { symbols: false } },
      },
    },
  };
}

/** For a script tag: the core, and beside it what it loads later. */
export const SCRIPT_TAG = {
  core: single('scriptTag/scriptTag.ts', 'iife', 'throughline.iife.js'),
  recorder: single('scriptTag/recorderPart.ts', 'es', RECORDER),
  payloads: single('capture/network/payloads/payloads.ts', 'es', 'throughline-payloads.js'),
  onDemand: single('capture/dom/onDemand.ts', 'es', ON_DEMAND),
  canvas: single('capture/dom/canvas/canvasRecording.ts', 'es', 'throughline-canvas.js'),
  media: single('capture/dom/media/storedMedia.ts', 'es', 'throughline-media.js'),
  frames: single('capture/dom/frames/frames.ts', 'es', 'throughline-frames.js'),
  calls: single('capture/page/calls/tellOfCalls.ts', 'es', 'throughline-calls.js'),
  held: single('buffer/heldAcrossPages.ts', 'es', 'throughline-held.js'),
  widget: single('widget/widget.ts', 'es', 'throughline-widget.js'),
  worker: single('transport/compression/workerScript.ts', 'iife', 'throughline-worker.js'),
};

/** For bundlers: modules without dependencies but the application's own React, the recorder a chunk of its own. */
export const MODULES: InlineConfig = {
  ...COMMON,
  build: {
    ...BUILD,
    outDir: 'dist/modules',
    lib: {
      entry: { index: source('index.ts'), react: source('react/index.ts') },
      formats: ['es'],
      fileName: (_format, name) => `${name}.js`,
    },
    rolldownOptions: { external: ['react'], output: { chunkFileNames: '[name].js' } },
  },
};
