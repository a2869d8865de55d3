import type { AnyValue } from '@throughline/format';
import { fromAnyValue } from '@throughline/format';

/** A value as a tree: what has parts, and what is one text. */
export type ValueNode =
  | { kind: 'leaf'; text: string }
  | {
      kind: 'object' | 'array' /** Class, if it is told. */;
      name: string;
      entries: [key: string, ValueNode][];
    };

/** Depth and parts of a tree that is built: what is deeper or more is text. */
const DEEPEST = 12;
const PARTS_MOST = 2_000;

/** A structured value as a tree; `undefined` if it has no parts. JSON in a text is structured, too. */
export function nodeOfValue(value: AnyValue): ValueNode | undefined {
  const plain = fromAnyValue(value);
  const structured = typeof plain === 'string' ? parsedJson(plain) : plain;
  if (typeof structured !== 'object' || structured === null) return undefined;
  let left = PARTS_MOST;
  const node = (part: unknown, depth: number): ValueNode => {
    if (typeof part !== 'object' || part === null) return { kind: 'leaf', text: JSON.stringify(part) };
    if (depth === DEEPEST || left <= 0) return { kind: 'leaf', text: Array.isArray(part) ? '[…]' : '{…}' };
    const entries = Object.entries(part).slice(0, Math.max(0, left));
    left -= entries.length;
    return {
      kind: Array.isArray(part) ? 'array' : 'object',
      name: '',
      entries: entries.map(([key, held]) => [key, node(held, depth + 1)]),
    };
  };
  return node(structured, 0);
}

function parsedJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
