import { DEFAULT_SDK_CONFIG, isSampled, type SdkConfig } from '@throughline/format';
import { expect, it } from 'vitest';
import { incidentOf, isWanted, type SessionFacts } from './decide.ts';
import { readConfig } from './readConfig.ts';

const NOW = 1_800_000_000_000;
const unsampled = 'aaaaaaaa-aaaa-4aaa-8aaa-ffffffffffff';
const facts: SessionFacts = {
  sessionId: unsampled,
  path: '/checkout/pay',
  user: 'user-42',
  attributes: { 'user.email': 'ada@shop.example' },
  service: 'shop',
  release: '1.2.0',
};
const config = (change: Partial<SdkConfig>): SdkConfig => ({ ...DEFAULT_SDK_CONFIG, ...change });
const incident = (scope: object, until = NOW + 60_000) => config({ incidents: [{ id: 'i', until, scope }] });

it('wants what is sampled, what a rule names, what the server wants kept, and what an incident is about', () => {
  expect(isSampled(unsampled, 0.25)).toBe(false);
  expect(isWanted(DEFAULT_SDK_CONFIG, facts, NOW)).toBe(false);
  expect(isWanted(DEFAULT_SDK_CONFIG, { ...facts, sessionId: unsampled.replace(/f/g, '0') }, NOW)).toBe(true);
  expect(isWanted(config({ keep: 'error span' }), facts, NOW)).toBe(true);
  expect(
    isWanted(config({ sampling: { rate: 0, rules: [{ page: '/checkout/*', rate: 1 }] } }), facts, NOW),
  ).toBe(true);
  const attribute = { name: 'user.email', value: '*@shop.example' };
  expect(isWanted(config({ sampling: { rate: 0, rules: [{ attribute, rate: 1 }] } }), facts, NOW)).toBe(true);
  expect(isWanted(incident({ user: 'user-42' }), facts, NOW)).toBe(true);
});

it.each([
  [{}, true],
  [{ route: '/checkout/*', service: 'shop', release: '1.*', user: 'user-*' }, true],
  [{ service: 'payment' }, false],
  [{ user: 'user-1' }, false],
  [{ transaction: 'POST /charge' }, false],
])('falls into the scope %j: %s', (scope, expected) => {
  expect(incidentOf(incident(scope), facts, NOW) !== undefined).toBe(expected);
});

it.each([NOW, NOW - 1, NOW + 24 * 3600_000])('believes no incident that ends at %s', (until) => {
  expect(incidentOf(incident({}, until), facts, NOW)).toBeUndefined();
});

it.each(['', 'null', '[]', '{}', '{"sampling":{"rate":2}}', '<html>'])('takes %s for no answer', (text) => {
  expect(readConfig(text)).toBeUndefined();
});

it('keeps what it understands of an answer, and the defaults for the rest', () => {
  expect(
    readConfig(
      JSON.stringify({
        recording: 0,
        sampling: { rate: 0.5, rules: [{ page: '/a', rate: 1 }, { page: '/b' }, null] },
        privacy: { mode: 'nothing', maskSelectors: ['.a', 1] },
        incidents: [{ until: 'tomorrow' }, { id: 'i', until: 1, scope: {} }],
        keep: 7,
      }),
    ),
  ).toEqual({
    recording: true,
    sampling: { rate: 0.5, rules: [{ page: '/a', rate: 1 }] },
    privacy: { mode: 'inputs', maskSelectors: ['.a'], blockSelectors: [] },
    incidents: [{ id: 'i', until: 1, scope: {} }],
  });
});
