export * from './clock.ts';
export * from './timeline.ts';
export * from './waterfall.ts';
