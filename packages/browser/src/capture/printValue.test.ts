import { expect, it } from 'vitest';
import { printValue } from './printValue.ts';

it.each([
  ['text', 'text'],
  [7, '7'],
  [7n, '7n'],
  [undefined, 'undefined'],
  [null, 'null'],
  [Symbol('s'), 'Symbol(s)'],
  [function pay() {}, '[function pay]'],
  [{ a: 1, b: 'two', c: [true, null] }, '{a: 1, b: "two", c: [true, null]}'],
  [new Map([['a', 1]]), 'Map {"a" => 1}'],
  [new Set([1, 2]), 'Set {1, 2}'],
  [new Date(0), '1970-01-01T00:00:00.000Z'],
  [/x/g, '/x/g'],
  [new Uint8Array(3), '[Uint8Array 3 bytes]'],
  [Object.create(null), '{}'],
])('prints %s', (value, text) => {
  expect(printValue(value)).toBe(text);
});

it('names the class of an object', () => {
  class Basket {
    items = 2;
  }
  expect(printValue(new Basket())).toBe('Basket {items: 2}');
});

it('takes cycles, and the same object twice', () => {
  const shared = { n: 1 };
  const value: Record<string, unknown> = { first: shared, second: shared };
  value.self = value;
  expect(printValue(value)).toBe('{first: {n: 1}, second: {n: 1}, self: [circular]}');
});

it('calls no accessor and survives a proxy that throws', () => {
  let called = false;
  const value = {
    get trap() {
      called = true;
      throw new Error('never read');
    },
    hostile: new Proxy(
      {},
      {
        ownKeys() {
          throw new Error('no');
        },
      },
    ),
  };
  expect(printValue(value)).toBe('{trap: [accessor], hostile: [unreadable]}');
  expect(called).toBe(false);
});

it('hides values under sensitive names', () => {
  expect(printValue({ user: 'ada', password: 'hunter2', card: { cvc: 123 } })).toBe(
    '{user: "ada", password: [redacted], card: {cvc: [redacted]}}',
  );
  expect(printValue(new Map([['apiKey', 'k']]))).toBe('Map {"apiKey" => [redacted]}');
});

it('is bounded in depth, entries and length', () => {
  expect(printValue({ a: { b: { c: { d: { e: 1 } } } } })).toBe('{a: {b: {c: {d: {…}}}}}');
  expect(printValue(Array.from({ length: 60 }, () => 1))).toMatch(/^\[(1, ){50}… 10 more\]$/);
  const wide = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`k${at}`, 'x'.repeat(10_000)]));
  expect(printValue({ wide, more: wide }).length).toBeLessThan(10_000);
  expect(printValue('x'.repeat(1_000_000))).toMatch(/^x{2000}… 1000000 characters$/);
});
