import { expect, it } from 'vitest';
import { type PrintedPart, printedValues } from './printedValues.ts';
import { nodeOfValue, type ValueNode } from './valueNode.ts';

/** A tree as plain JavaScript: objects with their class in front, leaves as their text. */
function plain(part: PrintedPart): unknown {
  if (typeof part === 'string') return part;
  if (part.kind === 'leaf') return `=${part.text}`;
  const entries = part.entries.map(([key, node]) => [key, plain(node)] as const);
  return part.kind === 'array'
    ? entries.map(([, value]) => value)
    : { ...Object.fromEntries(entries), ...(part.name && { class: part.name }) };
}

it.each<[string, unknown[]]>([
  ['charge {amount: 5}', ['charge ', { amount: '=5' }]],
  ['{a: 1, b: "two, {x}", c: [true, null]} b', [{ a: '=1', b: '="two, {x}"', c: ['=true', '=null'] }, ' b']],
  ['Basket {items: 2}', [{ items: '=2', class: 'Basket' }]],
  ['Map {"a" => 1, {k: 1} => [2]}', [{ '"a"': '=1', '{…}': ['=2'], class: 'Map' }]],
  [
    '{user: "ada", password: [redacted], self: [circular], d: {…}}',
    [{ user: '="ada"', password: '=[redacted]', self: '=[circular]', d: '={…}' }],
  ],
  ['[1, 2, … 10 more]', [['=1', '=2', '=… 10 more']]],
  [
    '{f: [function pay], b: [Uint8Array 3 bytes], n: <div id="a">}',
    [{ f: '=[function pay]', b: '=[Uint8Array 3 bytes]', n: '=<div id="a">' }],
  ],
  ['{at: 1970-01-01T00:00:00.000Z}', [{ at: '=1970-01-01T00:00:00.000Z' }]],
  ['[vite] connected.', [['=vite'], ' connected.']],
  ['no values: a{b} {', ['no values: a{b} {']],
  ['{} []', ['{} []']],
  ['{a: 1', ['{a: 1']],
])('%s', (line, parts) => {
  expect(printedValues(line).map(plain)).toEqual(parts);
});

it('ends whatever it is given', () => {
  for (const hostile of ['{', '[', '{a: ', '[[1], ', '"', '{"', ' {a: 1', '{a: b => '])
    expect(printedValues(hostile.repeat(9_000 / hostile.length)).length).toBeGreaterThan(0);
  expect(printedValues(`${'['.repeat(50)}1${']'.repeat(50)}`)).toHaveLength(1);
  expect(printedValues('x'.repeat(20_000))).toHaveLength(1);
});

it('makes a tree of what is structured or JSON, and bounds it', () => {
  const tree = (value: object) => plain(nodeOfValue(value) as ValueNode);
  expect(tree({ stringValue: '{"a":[1,"x"]}' })).toEqual({ a: ['=1', '="x"'] });
  expect(tree({ kvlistValue: { values: [{ key: '__proto__', value: { intValue: '1' } }] } })).toBeDefined();
  expect(nodeOfValue({ stringValue: 'plain' })).toBeUndefined();
  expect(nodeOfValue({ stringValue: '{not json' })).toBeUndefined();
  expect(nodeOfValue({ intValue: '5' })).toBeUndefined();
  const deep = nodeOfValue({ stringValue: `${'['.repeat(5_000)}${']'.repeat(5_000)}` });
  expect(JSON.stringify(deep).length).toBeLessThan(20_000);
  const wide = nodeOfValue({ stringValue: JSON.stringify(Array.from({ length: 9_000 }, () => 1)) });
  expect(wide?.kind === 'array' && wide.entries.length).toBe(2_000);
});
