import type { CSSProperties } from 'react';

/** Indentation of one level, CSS pixels, and the depth beyond which no more is given: chains of calls may be long. */
const INDENT = 12;
const DEEPEST_INDENT = 16;

export function indent(depth: number): number {
  return 6 + Math.min(depth, DEEPEST_INDENT) * INDENT;
}

/** Places something on the time axis, milliseconds from the waterfall's origin; the style sheet does the rest. */
export function onAxis(start: number, duration = 0): CSSProperties {
  return { '--start': start, '--duration': duration } as CSSProperties;
}
