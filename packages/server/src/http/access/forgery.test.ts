import { expect, test } from 'vitest';
import { isForged } from './forgery.ts';

const asked = (method: string, headers: Record<string, string>) =>
  isForged({ method, headers, host: 'throughline.example' });

test('what a page of another site has a browser send is forged', () => {
  expect(asked('POST', { 'sec-fetch-site': 'cross-site' })).toBe(true);
  expect(asked('DELETE', { 'sec-fetch-site': 'same-site' })).toBe(true);
  expect(asked('POST', { origin: 'https://evil.example' })).toBe(true);
  expect(asked('POST', { origin: 'null' })).toBe(true);
});

test('what the app, the address bar or a program sends is not, nor is reading', () => {
  expect(asked('POST', { 'sec-fetch-site': 'same-origin', origin: 'https://behind-a-proxy.example' })).toBe(
    false,
  );
  expect(asked('POST', { 'sec-fetch-site': 'none' })).toBe(false);
  expect(asked('POST', { origin: 'https://throughline.example' })).toBe(false);
  expect(asked('POST', {})).toBe(false);
  expect(asked('GET', { 'sec-fetch-site': 'cross-site' })).toBe(false);
});
