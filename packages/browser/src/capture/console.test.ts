import { expect, it } from 'vitest';
import { consoleLine } from './console.ts';
import { printLine } from './printLine.ts';
import { printValue } from './printValue.ts';
import { valuePrinter } from './valuePrinter.ts';

valuePrinter.print = printValue;
valuePrinter.printLine = printLine;

it.each<[unknown[], string]>([
  [['charge', { amount: 5 }], 'charge {amount: 5}'],
  [[{ a: 1 }, 'b'], '{a: 1} b'],
  [['%c styled %s took %d ms', 'color: red', 'pay', 12.7], ' styled pay took 12 ms'],
  [['100 %', 'of'], '100 % of'],
  [['%s and %s', 'one'], 'one and %s'],
  [['%%s %o', { a: 1 }], '%s {a: 1}'],
  [[], ''],
])('shows %j as a console would', (args, line) => {
  expect(consoleLine(args)).toBe(line);
});

it('redacts', () => {
  expect(consoleLine(['card', '4111 1111 1111 1111'])).toBe('card **** **** **** ****');
  expect(consoleLine([JSON.stringify({ password: 'hunter2' })])).toBe('{"password":"[redacted]"}');
});

it('is bounded', () => {
  expect(consoleLine(Array.from({ length: 12 }, (_, at) => at))).toBe('0 1 2 3 4 5 6 7 8 9 … 2 more');
  expect(consoleLine(Array.from({ length: 10 }, () => 'x'.repeat(2_000))).length).toBe(8_000);
  expect(consoleLine(['%s'.repeat(100_000), 'a']).length).toBeLessThanOrEqual(8_000);
});
