import { expect, it, test } from 'vitest';
import { isHarmlessJson } from './harmlessJson.ts';
import { plainRules, secretNames } from './rules.ts';

const isSecret = secretNames(['loyaltyCode']);
const plain = plainRules(isSecret, true);
const rules = { isSecret, plain, nested: plain };

test.each([
  '{"items":[{"id":1,"sku":"SKU-7919","title":"walnut desk","price":12.5,"tags":["a1","b2"],"stock":3}]}',
  '{"a":{"b":[null,true,[["x","y"]]]},"url":"https://shop.test/orders/7"}',
  '{\n  "name": "Ada",\n  "note": "ring twice"\n}',
  '{"at":1764025200123,"id":7205759403792793600,"share":4.109999999999999}',
  '{"title":"the catalogue has a (good) walnut desk, and chairs."}',
  '"word"',
  '[]',
])('%s hides nothing', (text) => {
  expect(isHarmlessJson(text, rules)).toBe(true);
});

test.each([
  ['a secret name', '{"a":[{"password":1}]}'],
  ['an escaped secret name', '{"pass\\u0077ord":1}'],
  ['a name of the application', '{"loyalty-code":"x"}'],
  ['a name that says what a value is of', '{"name":"password","value":"x"}'],
  ['an entry', '[["authorization","x"]]'],
  ['a card number', '{"a":"4111 1111 1111 1111"}'],
  ['a card number that is a number', '[4111111111111111]'],
  ['a card number in an exponent', '[0e4111111111111111]'],
  ['a card number in a fraction of another', '{"a":"1.5 4111111111111111"}'],
  ['credentials among short words', '{"a":"is basic a1b2c3d4 words"}'],
  ['a key of letters', '{"a":"the AKIAABCDEFGHIJKLMNOP key"}'],
  ['a token', '{"a":"Bearer abc123def456"}'],
  ['a value in a text', '{"a":"token=x1"}'],
  ['an address', '{"a":"ada@example.com"}'],
  ['a name twice', '{"a":"Bearer abc123def456","a":1}'],
  ['a name twice, once with a space', '{"a":"Bearer abc123def456","a" :1}'],
  ['what is no JSON', '{"a":1'],
  ['what is too deep', '['.repeat(100_000) + ']'.repeat(100_000)],
])('%s is not passed over', (_, text) => {
  expect(isHarmlessJson(text, rules)).toBe(false);
});

it('calls every member by its own name, that of the prototype too', () => {
  expect(isHarmlessJson('{"__proto__":{"password":"x"}}', rules)).toBe(false);
});
