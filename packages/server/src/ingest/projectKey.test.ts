import { expect, it } from 'vitest';
import { ownHostOf, projectOf } from './projectKey.ts';

const grantOfKey = async (key: string | undefined) =>
  key === 'k'
    ? { project: 'shop', allowedOrigins: ['https://shop.example', 'http://localhost:8080'] }
    : undefined;
const ask = (headers: Record<string, string>) =>
  projectOf(
    {
      authorization: undefined,
      header: undefined,
      query: 'k',
      origin: headers.origin,
      ownHost: ownHostOf(headers),
    },
    grantOfKey,
  );

it('takes a key that is bound to origins from their pages, and from pages of its own origin that say none', async () => {
  expect(await ask({ origin: 'https://shop.example' })).toBe('shop');
  expect(await ask({ host: 'shop.example', 'sec-fetch-site': 'same-origin' })).toBe('shop');
  expect(await ask({ host: 'localhost:8080', 'sec-fetch-site': 'same-origin' })).toBe('shop');
});

it.each([
  {},
  { origin: 'https://evil.example' },
  { host: 'shop.example' },
  { host: 'shop.example', 'sec-fetch-site': 'cross-site' },
  { host: 'evil.example', 'sec-fetch-site': 'same-origin' },
  { host: 'shop.example', 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' },
])('refuses it from %j', async (headers) => {
  await expect(ask(headers as Record<string, string>)).rejects.toThrow('may be used by pages of');
});
