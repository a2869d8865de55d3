import { expect, test } from 'vitest';
import { createFreeTextRedaction } from './freeText.ts';

const { text } = createFreeTextRedaction({ sensitiveNames: ['loyaltyCode'], emails: true });

test.each([
  ['paid by 4111 1111 1111 1111', '1111'],
  ['paid by 4222222222222', '4222'],
  ['Bearer abc123', 'abc123'],
  ['basic YWRhOjE1MQ==', 'YWRh'],
  ['a eyJhbGci.eyJ1Ijox.x', 'eyJ'],
  ['key ghp_12345678', '12345678'],
  ['key npm_12345678', '12345678'],
  ['key whsec_12345678', '12345678'],
  ['key sk_live_12345678', '12345678'],
  ['key AKIA1234567890ABCDEF', 'AKIA'],
  ['key sk-123456789012', '123456'],
  ['key xoxb-123456789012', '123456'],
  ['key glpat-123456789012', '123456'],
  ['key ya29.12345678901234567890', '1234'],
  ['key SG.1234567890123456.1234567890123456', '1234'],
  ['to hooks.slack.com/a/b', '/a/b'],
  ['-----BEGIN PRIVATE KEY-----\nx\n', 'x\n'],
  ['redis://ada:hunter2@host', 'hunter2'],
  ['token=x1', 'x1'],
  ['loyalty-code: x1', 'x1'],
  ['mail a@b.co', 'a@b'],
])('%j loses %j', (given, secret) => {
  expect(text(given)).not.toContain(secret);
});

test.each(['/orders/7', 'GET', '127.0.0.1', 'orders taken', 'http://shop.example/orders/7'])(
  '%j stays',
  (given) => {
    expect(text(given)).toBe(given);
  },
);
