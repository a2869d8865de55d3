import { describe, expect, it } from 'vitest';
import { redactText } from './text.ts';

describe('redactText', () => {
  it.each([
    ['4111111111111111', '****************'],
    ['paid with 4111 1111 1111 1111 today', 'paid with **** **** **** **** today'],
    ['5555-5555-5555-4444', '****-****-****-****'],
    ['378282246310005 (amex)', '*************** (amex)'],
    ['2223003122003222', '****************'],
    ['4222222222222', '*************'],
    ['item 12 4111 1111 1111 1111 123', 'item 12 **** **** **** **** 123'],
    [
      'dedd1599-ffa4-4623-8203-ef81d3e38488 4111 1111 1111 1111',
      'dedd1599-ffa4-4623-8203-ef81d3e38488 **** **** **** ****',
    ],
    [
      'dedd1599-ffa4-4623-8203-38488ef81d3e:4111111111111111',
      'dedd1599-ffa4-4623-8203-38488ef81d3e:****************',
    ],
    [
      'trace aaaaaaaa4111111111111111bbbbbbbb paid 4111111111111111',
      'trace aaaaaaaa4111111111111111bbbbbbbb paid ****************',
    ],
    ['4111\u00a01111\u00a01111\u00a01111', '****\u00a0****\u00a0****\u00a0****'],
  ])('hides the card number in %j', (text, redacted) => {
    expect(redactText(text)).toBe(redacted);
  });

  it.each([
    '4111111111111112',
    '1763838245000 ms since the epoch',
    '0.4111111111111111',
    'order 2024-01-02 2024-01-03',
    '41111111111111111111111111',
    'call +49 30 901820',
    'session dedd1599-ffa4-4623-8203-38488ef81d3e',
    'trace aaaaaaaa4111111111111111bbbbbbbb',
  ])('leaves %j, which is no card number', (text) => {
    expect(redactText(text)).toBe(text);
  });

  it('hides tokens and credentials', () => {
    expect(redactText('jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl.')).toBe('jwt [redacted].');
    expect(redactText('sent Bearer abc123def456==')).toBe('sent Bearer [redacted]');
    expect(redactText('Basic information about bearer certificates')).toBe(
      'Basic information about bearer certificates',
    );
  });

  it.each([
    ['{"user":"ada","password":"hunter2"}', '{"user":"ada","password":"[redacted]"}'],
    ["{ apiKey: 'k', cvc: 123 }", "{ apiKey: '[redacted]', cvc: [redacted] }"],
    ['"{\\"password\\":\\"hunter2\\"}"', '"{\\"password\\":\\"[redacted]\\"}"'],
    ['https://shop.test/?access_token=abc&page=2', 'https://shop.test/?access_token=[redacted]&page=2'],
    ['error: password=hun:ter2', 'error: password=[redacted]'],
    ['{"password":"a\\"b"}', '{"password":"[redacted]"}'],
    ['{"password":"hunter two, cut her', '{"password":"[redacted]"'],
  ])('hides the value under a sensitive name in %j', (text, redacted) => {
    expect(redactText(text)).toBe(redacted);
  });

  it.each([
    'Unexpected token: }',
    'password: must be longer',
    'status=200',
    'charge error: timeout after 500 ms',
  ])('leaves the prose %j', (text) => {
    expect(redactText(text)).toBe(text);
  });

  it('takes long hostile text in its stride', () => {
    const text = `${'1 '.repeat(50_000)}${'a-'.repeat(50_000)}${'password='.repeat(10_000)}${'-eyJ0000'.repeat(10_000)}`;
    expect(redactText(text).length).toBeGreaterThan(0);
  });
});
