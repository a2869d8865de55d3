import { createAddressRedaction } from '@throughline/format';
import { describe, expect, test } from 'vitest';
import { Redaction } from './redaction.ts';

const CARD = '4111111111111111';

describe('an address', () => {
  test.each([
    'http://shop.example/orders/7',
    'http://127.0.0.1:8080/stock/1881?page=2',
    'https://shop.example',
    '/orders/0f8fad5b-d9cb-469f-a165-70867728950e',
    // Services are often called so, and have a port.
    'http://auth:8080/login/7',
    'http://token:3000',
  ])('%s stays', (address) => {
    expect(new Redaction().address(address)).toBe(address);
  });

  test.each([
    'http://ada:hunter2@shop.example/orders',
    'http://ada:7731@shop.example/orders',
    'redis://ada:hunter2@shop.example',
    'https://hooks.slack.com/services/T1/B2/xyz',
    'https://api.hooks.slack.com/services/T1/B2/xyz',
    `http://shop.example/cards/${CARD}`,
    `http://${CARD}.shop.example/`,
    'http://shop.example/reset/glpat-123456789012',
    'http://shop.example/a?token=x1&page=2',
    'http://shop.example:80/password=hunter2',
    `/cards/${CARD}#top`,
    '/list?password=hunter2#top',
    'http://shop.example/list#token=x1',
    '#token=x1',
  ])('%s loses what an address as a whole does', (address) => {
    const redacted = new Redaction().address(address);
    expect(redacted).toBe(createAddressRedaction()(address));
    expect(redacted).not.toBe(address);
  });

  test('is redacted by rules that come later', () => {
    const redaction = new Redaction();
    const address = 'http://shop.example/u/ada@example.com?tier=gold';
    expect(redaction.address(address)).toBe(address);
    redaction.configure({ emails: true, sensitiveNames: ['tier'] });
    expect(redaction.address(address)).toBe('http://shop.example/u/[redacted]?tier=[redacted]');
  });
});
