import { expect, it } from 'vitest';
import { checkOptions, type ThroughlineOptions } from './options.ts';

const isSelector = (selector: string) => !selector.includes('[[');
const check = (options: unknown) => checkOptions(options as ThroughlineOptions, 'shop.test', isSelector);
const LEAST = { endpoint: 'http://localhost:4318', key: 'k' };

it('fills in defaults', () => {
  expect(check(LEAST)).toEqual({
    endpoint: 'http://localhost:4318',
    key: 'k',
    service: 'shop.test',
    release: undefined,
    propagateTo: [],
    masking: {
      privacy: 'inputs',
      maskSelectors: [],
      unmaskSelectors: [],
      blockSelectors: [],
      ignoreSelectors: [],
    },
    dom: { canvas: undefined, crossOriginIframes: [] },
    allowedUrlParameters: [],
    worker: undefined,
    mode: 'continuous',
    performance: true,
    consent: 'given',
    storage: 'localStorage',
    session: { idleMs: 30 * 60_000, longestMs: 24 * 3_600_000 },
  });
});

it('takes an endpoint with a path and without its last slash', () => {
  expect(check({ ...LEAST, endpoint: 'https://example.com/throughline/' }).endpoint).toBe(
    'https://example.com/throughline',
  );
});

it('reduces what context is propagated to, to origins', () => {
  const pattern = /^https:\/\/.*\.example\.com$/;
  expect(check({ ...LEAST, propagateTo: ['https://api.test/v1/', pattern] }).propagateTo).toEqual([
    'https://api.test',
    pattern,
  ]);
});

it.each([
  [undefined, /options must be an object/],
  [{ key: 'k' }, /endpoint must be a server/],
  [{ ...LEAST, endpoint: 'localhost:4318' }, /endpoint must be a server/],
  [{ ...LEAST, endpoint: '/collector' }, /endpoint must be a server/],
  [{ ...LEAST, key: '' }, /key must be/],
  [{ ...LEAST, key: 7 }, /key must be a string/],
  [{ ...LEAST, propagateTo: ['api.test'] }, /propagateTo: "api.test" must be an origin/],
  [{ ...LEAST, propagateTo: 'https://api.test' }, /propagateTo must be an array/],
  [{ ...LEAST, maskSelectors: ['[[x'] }, /maskSelectors: "\[\[x" must be a CSS selector/],
  [{ ...LEAST, ignoreSelectors: ['[[x'] }, /ignoreSelectors: "\[\[x" must be a CSS selector/],
  [{ ...LEAST, privacy: 'none' }, /privacy must be one of inputs, text, strict/],
  [{ ...LEAST, mode: 'always' }, /mode must be one of continuous, on-error, manual/],
  [{ ...LEAST, storage: 'indexedDB' }, /storage must be one of localStorage, cookie, memory/],
  [{ ...LEAST, sessionIdleMinutes: 0 }, /sessionIdleMinutes must be above 0/],
  [{ ...LEAST, blockSelectors: '.secret' }, /blockSelectors must be an array of strings/],
])('refuses %j and says why', (options, message) => {
  expect(() => check(options)).toThrow(message);
});
