import { expect, it } from 'vitest';
import { anyValueText, fromAnyValue, toAnyValue } from './anyValue.ts';

it.each([
  ['text', { stringValue: 'text' }],
  ['', { stringValue: '' }],
  [true, { boolValue: true }],
  [7, { intValue: '7' }],
  [1.5, { doubleValue: 1.5 }],
  [Number.NaN, { doubleValue: 'NaN' }],
  [Number.NEGATIVE_INFINITY, { doubleValue: '-Infinity' }],
  [null, {}],
  [['a', 1], { arrayValue: { values: [{ stringValue: 'a' }, { intValue: '1' }] } }],
  [
    { a: { b: false } },
    {
      kvlistValue: {
        values: [
          { key: 'a', value: { kvlistValue: { values: [{ key: 'b', value: { boolValue: false } }] } } },
        ],
      },
    },
  ],
])('keeps the type of %j there and back', (plain, value) => {
  expect(toAnyValue(plain)).toEqual(value);
  expect(fromAnyValue(value)).toEqual(plain);
});

it('keeps integers that a JavaScript number cannot hold, as text', () => {
  expect(toAnyValue(9_223_372_036_854_775_807n)).toEqual({ intValue: '9223372036854775807' });
  expect(fromAnyValue({ intValue: '9223372036854775807' })).toBe('9223372036854775807');
});

it('shows strings bare and everything else as JSON', () => {
  expect(anyValueText({ stringValue: 'plain' })).toBe('plain');
  expect(anyValueText({ arrayValue: { values: [{ stringValue: 'a' }] } })).toBe('["a"]');
  expect(anyValueText({ doubleValue: 'NaN' })).toBe('NaN');
  expect(anyValueText(undefined)).toBe('');
});
