import type { Plugin, Rolldown } from 'vite';
import type { SdkFiles } from '../bundle.ts';

/** Sources whose functions can be made to throw. */
const INSTRUMENTED = /\/packages\/(?:browser|format)\/src\/(.+)\.ts$/;
/** The barriers themselves: what catches cannot be caught. */
const BARRIERS = new Set(['safely', 'warning']);
/** What the page or the browser calls in place of the page's own; it calls ours where that is caught. */
const WRAPPERS =
  /^capture\/(?:wrapMethod|network\/fetch|network\/connections\/wrapConstructor) (?:apply|construct|get|proceed|outcome)$/;
/** Run in the worker, where there is no page to be disturbed. */
const IN_WORKER = /compressInWorker|workerScript/;
const ENTERED = 'globalThis.throughlineEntered?.(';

type Node = { type: string; start: number; end: number } & Record<string, unknown>;

/**
 * Has each function of the SDK tell `window.throughlineEntered` that it is entered, and by which name, which may throw. Left
 * out are functions that do nothing but call `safely`, and the wrappers of the page's own functions: they are the edge at which
 * the rest is caught.
 */
export function faultyBuild(): Plugin {
  return {
    name: 'faulty-build',
    enforce: 'post',
    transform(this: Rolldown.PluginContext, code, id) {
      const file = INSTRUMENTED.exec(id.split('?')[0] ?? '')?.[1];
      if (!file || BARRIERS.has(file) || IN_WORKER.test(file)) return null;
      const insertions: { at: number; text: string }[] = [];
      const known = new Map<string, number>();
      visit(this.parse(code) as unknown as Node, undefined, (node, parent) => {
        const body = node.body as Node;
        if (isBarrier(body)) return;
        const name = `${file} ${nameOf(node, parent)}`;
        if (WRAPPERS.test(name)) return;
        const count = (known.get(name) ?? 0) + 1;
        known.set(name, count);
        const enter = `${ENTERED}${JSON.stringify(count === 1 ? name : `${name} ${count}`)})`;
        if (body.type === 'BlockStatement') insertions.push({ at: body.start + 1, text: `${enter};` });
        else insertions.push({ at: body.start, text: `(${enter}, ` }, { at: body.end, text: ')' });
      });
      let changed = code;
      // From the end on, so that places stay; what ends at a place stands before what begins there.
      for (const { at, text } of insertions.sort((left, right) => right.at - left.at))
        changed = changed.slice(0, at) + text + changed.slice(at);
      // A person's events cannot be made by a script; here a script's are taken for a person's.
      return { code: changed.replaceAll('.isTrusted', '.type'), map: null };
    },
  };
}

/** Names of all functions in `files` that can be made to throw. */
export function functionsOf(files: SdkFiles): string[] {
  const names = new Set<string>();
  for (const code of files.values())
    for (const part of code.split(ENTERED).slice(1))
      names.add(JSON.parse(/^"[^"]*"/.exec(part)?.[0] ?? '""'));
  return [...names].sort();
}

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

function visit(node: Node, parent: Node | undefined, found: (node: Node, parent?: Node) => void): void {
  if (FUNCTIONS.has(node.type)) found(node, parent);
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value])
      if (child && typeof (child as Node).type === 'string') visit(child as Node, node, found);
}

/**
 * Whether a function has nothing in it that could throw: it is empty, or gives what it has, or calls `safely` and what else it
 * does is to hand on what it was given.
 */
function isBarrier(body: Node): boolean {
  if (body.type !== 'BlockStatement') return isHarmless(body);
  return (body.body as Node[]).every((statement) => {
    const expression = (statement.expression ?? statement.argument) as Node | null;
    return (
      /^(?:Expression|Return|Throw)Statement$/.test(statement.type) && (!expression || isHarmless(expression))
    );
  });
}

function isHarmless(expression: Node): boolean {
  switch (expression.type) {
    case 'Literal':
    case 'Identifier':
    case 'ArrowFunctionExpression':
      return true;
    case 'ObjectExpression':
      return (expression.properties as Node[]).length === 0;
    case 'ParenthesizedExpression':
      return isHarmless(expression.expression as Node);
    case 'UnaryExpression':
      return expression.operator === 'void' && isHarmless(expression.argument as Node);
    case 'LogicalExpression':
      return isHarmless(expression.left as Node);
    case 'CallExpression':
      return (
        isCallOf(expression.callee as Node, 'safely') ||
        isCallOf(expression.callee as Node, 'Promise.resolve')
      );
    default:
      return false;
  }
}

function isCallOf({ name, object, property }: Node, wanted: string): boolean {
  const parts = name ?? `${(object as Node | undefined)?.name}.${(property as Node | undefined)?.name}`;
  return parts === wanted;
}

function nameOf(node: Node, parent: Node | undefined): string {
  const named = (node.id ?? parent?.id ?? parent?.key ?? parent?.left) as Node | undefined;
  return (named?.name as string | undefined) ?? 'anonymous';
}
