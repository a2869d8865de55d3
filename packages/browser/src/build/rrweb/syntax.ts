import { parseSync } from 'vite';

/** A node of an ESTree syntax tree, with its place in the source: https://github.com/estree/estree. */
export interface Syntax {
  type: string;
  start: number;
  end: number;
  [member: string]: unknown;
}

/** Calls `visit` for the node and all within it, outermost first; not for what is within a node that `visit` says `false` of. */
export function walk(node: Syntax, visit: (node: Syntax, parent?: Syntax) => unknown, parent?: Syntax): void {
  if (visit(node, parent) === false) return;
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value]) if (isSyntax(child)) walk(child, visit, node);
}

function isSyntax(value: unknown): value is Syntax {
  return typeof value === 'object' && value !== null && typeof (value as Syntax).type === 'string';
}

/** One change of a source text: what stands from `start` to `end` gives way to `text`. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** The source with all edits made. An edit within another is lost with what the other takes out. */
export function applyEdits(source: string, edits: readonly Edit[]): string {
  const ordered = [...edits].sort((a, b) => a.start - b.start || b.end - a.end);
  let result = '';
  let at = 0;
  for (const { start, end, text } of ordered) {
    if (start < at) continue;
    result += source.slice(at, start) + text;
    at = end;
  }
  return result + source.slice(at);
}

/** The syntax tree of a module. Throws what is wrong with it. */
export function parseModule(code: string): Syntax {
  const { program, errors } = parseSync('module.js', code);
  const [error] = errors;
  if (error) throw new Error(error.codeframe ?? error.message);
  return program as unknown as Syntax;
}
