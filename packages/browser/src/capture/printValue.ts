import { isSensitiveName, REDACTED } from '@throughline/format';

/** Bounds of one printed value. A console line is a hint at what happened, not a dump of the application's state. */
const LONGEST_STRING = 2_000;
const LONGEST_VALUE = 4_000;
const DEEPEST = 4;
const MOST_ENTRIES = 50;

/**
 * A value as text, much as a console shows it. Accessors are named, not called, and `toString` and `toJSON` are left
 * alone, since reading must not change the page. Values under a sensitive name are redacted. Cycles, proxies that throw
 * and values of any size are taken.
 */
export function printValue(value: unknown): string {
  const printer = { left: LONGEST_VALUE, ancestors: [] as object[] };
  return typeof value === 'string' ? cut(value) : print(value, printer);
}

interface Printer {
  /** Characters left of `LONGEST_VALUE`. */
  left: number;
  ancestors: object[];
}

function print(value: unknown, printer: Printer): string {
  try {
    const text =
      typeof value === 'object' && value !== null ? printObject(value, printer) : printPrimitive(value);
    printer.left -= text.length;
    return text;
  } catch {
    return '[unreadable]';
  }
}

function printPrimitive(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(cut(value));
    case 'bigint':
      return `${value}n`;
    case 'function':
      return `[function ${ownString(value, 'name') || 'anonymous'}]`;
    default:
      return String(value);
  }
}

function printObject(value: object, printer: Printer): string {
  if (value instanceof Error) return cut(value.stack || `${value.name}: ${value.message}`);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof RegExp) return String(value);
  if (typeof Node !== 'undefined' && value instanceof Node) return printNode(value);
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer)
    return `[${className(value)} ${value.byteLength} bytes]`;
  if (printer.ancestors.includes(value)) return '[circular]';
  if (printer.ancestors.length === DEEPEST || printer.left <= 0) return Array.isArray(value) ? '[…]' : '{…}';
  printer.ancestors.push(value);
  try {
    return printEntries(value, printer);
  } finally {
    printer.ancestors.pop();
  }
}

function printEntries(value: object, printer: Printer): string {
  if (Array.isArray(value))
    return `[${list(value.length, (index) => printProperty(value, String(index), printer), printer)}]`;
  if (value instanceof Map) {
    const entries = [...take(value)];
    const entry = (index: number) => {
      const [key, held] = entries[index] ?? [];
      return `${print(key, printer)} => ${isSecret(key) ? REDACTED : print(held, printer)}`;
    };
    return `Map {${list(value.size, entry, printer)}}`;
  }
  if (value instanceof Set) {
    const entries = [...take(value)];
    return `Set {${list(value.size, (index) => print(entries[index], printer), printer)}}`;
  }
  const names = Object.keys(value);
  const entry = (index: number) => `${names[index]}: ${printProperty(value, names[index] ?? '', printer)}`;
  const name = className(value);
  return `${name === 'Object' ? '' : `${name} `}{${list(names.length, entry, printer)}}`;
}

function* take<Entry>(entries: Iterable<Entry>): Generator<Entry> {
  let taken = 0;
  for (const entry of entries) {
    if (taken++ === MOST_ENTRIES) return;
    yield entry;
  }
}

function list(count: number, entry: (index: number) => string, printer: Printer): string {
  const texts: string[] = [];
  for (let index = 0; index < count; index++) {
    if (index === MOST_ENTRIES || printer.left <= 0) {
      texts.push(`… ${count - index} more`);
      break;
    }
    texts.push(entry(index));
  }
  return texts.join(', ');
}

function printProperty(owner: object, name: string, printer: Printer): string {
  const property = Object.getOwnPropertyDescriptor(owner, name);
  if (!property) return 'undefined';
  if (isSecret(name)) return REDACTED;
  return 'value' in property ? print(property.value, printer) : '[accessor]';
}

function isSecret(name: unknown): boolean {
  return typeof name === 'string' && isSensitiveName(name);
}

/** The `id` of an element as it may be recorded: not at all before the rules of masking are known. */
export const shownId = { of: (_element: Element): string => '' };

/** Its tag and `id`, never its text: what it shows may be masked. */
function printNode(node: Node): string {
  if (!(node instanceof Element)) return `[${node.nodeName}]`;
  const id = shownId.of(node);
  return `<${node.tagName.toLowerCase()}${id ? ` id="${cut(id)}"` : ''}>`;
}

function className(value: object): string {
  const made: unknown = Object.getPrototypeOf(value)?.constructor;
  return typeof made === 'function' ? ownString(made, 'name') || 'Object' : 'Object';
}

function ownString(owner: object, name: string): string {
  const held: unknown = Object.getOwnPropertyDescriptor(owner, name)?.value;
  return typeof held === 'string' ? held : '';
}

function cut(text: string): string {
  return text.length <= LONGEST_STRING ? text : `${text.slice(0, LONGEST_STRING)}… ${text.length} characters`;
}
