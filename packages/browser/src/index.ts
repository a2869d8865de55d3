import { createInit } from './init.ts';

/** Bundlers make a chunk of its own of what is loaded later. */
export const init = /* @__PURE__ */ createInit({ loadRecorder: () => import('./recorderChunk.ts') });
export type { ThroughlineOptions } from './options.ts';
export type { Throughline, ThroughlineEvents, UserTraits } from './throughline.ts';
