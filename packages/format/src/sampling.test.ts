import { expect, it } from 'vitest';
import { isSampled, matches, sampleRate } from './sampling.ts';

const ids = Array.from({ length: 20_000 }, () => crypto.randomUUID());

it.each([0.01, 0.25, 0.5])('takes the share %s of random ids', (rate) => {
  const share = ids.filter((id) => isSampled(id, rate)).length / ids.length;
  // Five standard deviations: once in a million runs outside.
  const spread = 5 * Math.sqrt((rate * (1 - rate)) / ids.length);
  expect(Math.abs(share - rate)).toBeLessThan(spread);
});

it('takes all or none at the ends, and with a higher rate what it took with a lower one', () => {
  expect(ids.every((id) => isSampled(id, 1))).toBe(true);
  expect(ids.some((id) => isSampled(id, 0))).toBe(false);
  expect(ids.filter((id) => isSampled(id, 0.1)).every((id) => isSampled(id, 0.2))).toBe(true);
});

it.each([
  ['/checkout/*', '/checkout/pay', true],
  ['/checkout/*', '/checkout', false],
  ['*/pay', '/checkout/pay', true],
  ['/a*b*c', '/a-b-b-c', true],
  ['/a*b*c', '/a-c', false],
  ['/ab*ba', '/aba', false],
  ['*', '', true],
  ['/exact', '/exact', true],
  ['/exact', '/exactly', false],
  ['**', 'anything', true],
  [undefined, '/any', true],
])('the pattern %s is met by %s: %s', (pattern, text, expected) => {
  expect(matches(pattern, text)).toBe(expected);
});

it('raises the rate by the rules that apply, and never lowers it', () => {
  const sampling = {
    rate: 0.25,
    rules: [
      { page: '/checkout/*', rate: 1 },
      { user: 'vip-*', rate: 0.5 },
      { page: '/health', rate: 0 },
      { page: '/basket', attribute: { name: 'user.email', value: '*@shop.example' }, rate: 0.75 },
    ],
  };
  expect(sampleRate(sampling, '/checkout/pay', '')).toBe(1);
  expect(sampleRate(sampling, '/', 'vip-1')).toBe(0.5);
  expect(sampleRate(sampling, '/health', '')).toBe(0.25);
  expect(sampleRate(sampling, '/basket', '', { 'user.email': 'ada@shop.example' })).toBe(0.75);
  expect(sampleRate(sampling, '/', '', { 'user.email': 'ada@shop.example' })).toBe(0.25);
  expect(sampleRate(sampling, '/basket', '')).toBe(0.25);
});
