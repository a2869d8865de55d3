import type { Parameters } from './engine.ts';

/**
 * `SET` of a statement's `{name:Type}` values, in the escaping that ClickHouse asks of them: that of its tab-separated
 * format, within a quoted text. The engine turns each into its type; none becomes part of a statement. (chDB's own binding
 * would do the same, but runs all statements that have values one after another, over all its Sessions.)
 */
export function setStatement(parameters: Parameters, settings: Record<string, string>): string {
  const values = Object.entries(parameters).map(
    ([name, value]) => [`param_${name}`, escaped(value)] as const,
  );
  return `SET ${[...values, ...Object.entries(settings)]
    .map(([name, text]) => `${name} = ${quoted(text)}`)
    .join(', ')}`;
}

/** A text literal of SQL. */
export function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}

function escaped(value: Parameters[string]): string {
  if (typeof value === 'string')
    return value.replace(/[\\\t\n\r\0\b\f]/g, (character) => ESCAPES[character] ?? '');
  if (typeof value === 'object')
    return `[${value.map((one) => (typeof one === 'number' ? one : quoted(one))).join(',')}]`;
  return String(value);
}

const ESCAPES: Record<string, string> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\0': '\\0',
  '\b': '\\b',
  '\f': '\\f',
};
