export { init } from './init.ts';
export type { ThroughlineOptions } from './options.ts';
export type { Throughline, UserTraits } from './throughline.ts';
