import { toAnyValue } from '@throughline/format';
import { describe, expect, it } from 'vitest';
import { curlCommand, requestOf } from './curlCommand.ts';

const attributes = (plain: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, toAnyValue(value)]));

const plain = { method: 'GET', url: 'https://shop.test/', headers: [], isTruncated: false };

describe('requestOf', () => {
  it('takes method, address, headers and body from what was captured', () => {
    expect(
      requestOf(
        attributes({
          'http.request.method': 'POST',
          'url.full': 'https://shop.test/api/payment?a=1',
          'http.request.header.content-type': ['application/json'],
          'http.request.header.vary': ['a', 'b'],
          'throughline.http.request.body': '{"item":1}',
        }),
      ),
    ).toEqual({
      method: 'POST',
      url: 'https://shop.test/api/payment?a=1',
      headers: [
        ['content-type', 'application/json'],
        ['vary', 'a'],
        ['vary', 'b'],
      ],
      body: '{"item":1}',
      isTruncated: false,
    });
  });

  it('puts a server span’s address together, by old names too', () => {
    const server = {
      'url.scheme': 'http',
      'server.address': 'gateway',
      'server.port': 5171,
      'url.path': '/charge',
    };
    expect(requestOf(attributes({ ...server, 'url.query': 'x=1' }))?.url).toBe(
      'http://gateway:5171/charge?x=1',
    );
    expect(
      requestOf(attributes({ 'http.scheme': 'https', 'http.host': 'a:1', 'http.target': '/b?c' }))?.url,
    ).toBe('https://a:1/b?c');
  });

  it.each([
    ['nothing', {}],
    ['a file', { 'url.full': 'file:///etc/passwd' }],
    ['a script', { 'url.full': 'javascript:alert(1)' }],
    ['an option', { 'url.full': '--output=/etc/passwd' }],
  ])('knows none of %s', (_, plainAttributes) => {
    expect(requestOf(attributes(plainAttributes))).toBeUndefined();
  });
});

describe('curlCommand', () => {
  it('reads as a person would write it', () => {
    expect(
      curlCommand({
        method: 'PUT',
        url: 'https://shop.test/cart',
        headers: [['content-type', 'application/json']],
        body: '{"a":1}',
        isTruncated: true,
      }),
    ).toBe(`# Of the body only the beginning was recorded.
curl --url 'https://shop.test/cart' \\
  --request 'PUT' \\
  --header 'content-type: application/json' \\
  --data-raw '{"a":1}'`);
    expect(curlCommand(plain)).toBe("curl --url 'https://shop.test/'");
  });

  it('ends no quotation by what it quotes', () => {
    expect(curlCommand({ ...plain, method: 'POST', body: "it's; 'ls" })).toContain(
      "--data-raw 'it'\\''s; '\\''ls'",
    );
  });

  it('sends no header that is none, and none that would be another one', () => {
    const headers = [
      ['@/etc/passwd', 'x'],
      ['a b', 'x'],
      ['x', 'y\r\nevil: 1'],
      ['empty', ''],
      ['content-length', '7'],
    ] as const;
    expect(
      curlCommand({ ...plain, headers })
        .split(' \\\n  ')
        .slice(1),
    ).toEqual(["--header 'x: y evil: 1'", "--header 'empty;'"]);
  });

  it('drops what no argument can hold', () => {
    expect(curlCommand({ ...plain, method: 'POST', body: 'a\0b' })).toContain("--data-raw 'ab'");
  });
});
