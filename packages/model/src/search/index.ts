export type { Comparison } from './amounts.ts';
export * from './complete.ts';
export { formatTerm, hasTerm, readableSearch, toggleTerm, withoutTerm } from './edit.ts';
export * from './keys.ts';
export * from './parse.ts';
