import { expect, it } from 'vitest';
import { formatTerm, hasTerm, readableSearch, toggleTerm, withoutTerm } from './edit.ts';
import { parseSearch } from './parse.ts';

it.each([
  ['payment', 'service:payment'],
  ['failed request', 'service:"failed request"'],
  ['a "b" \\c', 'service:"a \\"b\\" \\\\c"'],
  ['*', 'service:"*"'],
  ['>2', 'service:">2"'],
  ['', 'service:""'],
])('writes the value %j so that it is read as it was', (value, written) => {
  expect(formatTerm('service', value)).toBe(written);
  expect(parseSearch(written).terms).toMatchObject([{ key: 'service', value, isPattern: false }]);
});

it('leaves a comparison bare', () => expect(formatTerm('lasted', '1m..5m')).toBe('lasted:1m..5m'));

it('adds a condition, and takes it away again', () => {
  const added = toggleTerm('pay  ', 'browser', 'Firefox');
  expect(added).toBe('pay browser:Firefox');
  expect(hasTerm(added, 'browser', 'Firefox')).toBe(true);
  expect(hasTerm('-browser:Firefox', 'browser', 'Firefox')).toBe(false);
  expect(toggleTerm(added, 'browser', 'Firefox')).toBe('pay');
});

it('takes a condition out of the midst', () => {
  const text = 'user:ada  status:error   pay';
  const term = parseSearch(text).terms[1];
  expect(term && withoutTerm(text, term)).toBe('user:ada pay');
});

it.each([
  ['user:ada service:', 'user:ada'],
  ['statsu:error user:ada log:"car', 'user:ada'],
  ['user:ada', 'user:ada'],
])('of %s asks what can be read', (text, readable) => expect(readableSearch(text)).toBe(readable));
