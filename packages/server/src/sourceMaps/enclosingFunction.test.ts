// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are sources
import { expect, it } from 'vitest';
import { enclosingFunction } from './enclosingFunction.ts';

/** The place of `HERE` in a source. */
function nameAt(source: string): string | undefined {
  const before = source.slice(0, source.indexOf('HERE'));
  const lines = before.split('\n');
  return enclosingFunction(source, lines.length, lines.at(-1)?.length ?? 0);
}

it.each([
  ['HERE', undefined],
  ['function pay() { HERE }', 'pay'],
  ['async function* pay<T>({ cart = {} }: Order<T>): AsyncGenerator<T> {\n  if (cart) { HERE }\n}', 'pay'],
  ['const pay = async (cart) => {\n  for (const a of cart) { HERE }\n}', 'pay'],
  ['const pay: Pay = cart => { HERE }', 'pay'],
  ['const pay = function () { HERE }', 'pay'],
  ['exports.pay = function () { HERE }', 'pay'],
  ['const api = { pay(cart) { HERE } }', 'pay'],
  ['const api = { pay: async (cart): Promise<void> => { HERE } }', 'pay'],
  ["const api = { 'pay': (cart) => { HERE } }", 'pay'],
  [
    'class Till extends Shop<Cart> {\n  total = 1;\n  async pay({ cart }) { try { HERE } catch (e) {} }\n}',
    'Till.pay',
  ],
  ['class Till { #pay() { HERE } }', 'Till.#pay'],
  ['class Till { get total(): number { HERE } }', 'Till.total'],
  ['class Till { constructor(private a: A) { HERE } }', 'Till.constructor'],
  ['function pay() { items.forEach((item) => { HERE }) }', '(anonymous)'],
  ['function pay() { const text = `a ${items.map((i) => { return `}` })} {`; HERE }', 'pay'],
  ['function pay() { const text = `a ${ HERE }`; }', 'pay'],
  ['function pay() { const text = \'}\'; const other = "{"; /* } */ // }\n HERE }', 'pay'],
  ['function pay() { const pattern = /[/}]\\/}/g; const half = 1 / 2; HERE }', 'pay'],
  ["function pay() { return <p>Don't {amount}</p>;\n}\nfunction next() { HERE }", 'next'],
  ['function done() {}\nHERE', undefined],
  ['if (ready) { HERE }', undefined],
])('%s', (source, name) => {
  expect(nameAt(source)).toBe(name);
});

it('ends whatever it is given', () => {
  for (const hostile of [
    '{',
    '(',
    '`${',
    "'",
    '/',
    '/*',
    '}',
    'class ',
    '=> {',
    'a:'.repeat(20),
    '<',
    'class A extends extends (; {',
  ])
    expect(() => enclosingFunction(hostile.repeat(20_000), 1, 30_000)).not.toThrow();
  expect(enclosingFunction('function pay() {', 900, 5)).toBe('pay');
  expect(enclosingFunction(' '.repeat(3_000_000), 1, 5)).toBeUndefined();
});
