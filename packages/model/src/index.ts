export * from './clock.ts';
export * from './correctTrace.ts';
export * from './timeline.ts';
export * from './waterfall.ts';
