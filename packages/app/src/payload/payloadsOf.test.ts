import { toAnyValue } from '@throughline/format';
import { expect, it } from 'vitest';
import { payloadsOf } from './payloadsOf.ts';

const attributes = (plain: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, toAnyValue(value)]));

it('takes request and response out of the attributes', () => {
  const { payloads, others } = payloadsOf(
    attributes({
      'http.request.method': 'POST',
      'http.request.header.vary': ['a', 'b'],
      'http.request.header.accept': ['*/*'],
      'http.response.body.size': 70_000,
      'throughline.http.response.body': '{"a":1',
      'throughline.http.response.body.truncated': true,
    }),
  );
  expect(payloads).toEqual([
    {
      title: 'Request',
      headers: [
        ['accept', '*/*'],
        ['vary', 'a, b'],
      ],
      isTruncated: false,
    },
    { title: 'Response', headers: [], body: '{"a":1', size: 70_000, isTruncated: true },
  ]);
  expect(Object.keys(others)).toEqual(['http.request.method']);
});

it('leaves a span without payloads as it is', () => {
  const plain = attributes({ 'http.request.method': 'GET', 'http.response.body.size': 12 });
  expect(payloadsOf(plain)).toEqual({ payloads: [], others: plain });
});
