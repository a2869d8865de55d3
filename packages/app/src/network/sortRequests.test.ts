import { describe, expect, it } from 'vitest';
import { nameOf } from './nameOf.ts';
import { sortRequests } from './sortRequests.ts';
import { request } from './testing/requests.ts';

const REQUESTS = [
  request('a', { url: 'https://x.test/b', status: 200, duration: 5, transferSize: 30 }),
  request('b', { url: 'https://a.test/C', status: 502, duration: 90 }),
  request('c', { url: 'https://z.test/a', duration: 40, responseSize: 7 }),
];
const sorted = (by: Parameters<typeof sortRequests>[1]['by'], descending = false) =>
  sortRequests(REQUESTS, { by, descending })
    .map(({ spanId }) => spanId)
    .join('');

describe('sortRequests', () => {
  it('sorts by each column, both ways', () => {
    expect(sorted('name')).toBe('cab');
    expect(sorted('status', true)).toBe('bac');
    expect(sorted('duration', true)).toBe('bca');
    expect(sorted('size')).toBe('bca');
  });

  it('leaves what is alike in the order of time, and the order of time as it is', () => {
    expect(sorted('method', true)).toBe('abc');
    expect(sortRequests(REQUESTS, { by: 'start', descending: false })).toBe(REQUESTS);
  });
});

it('names a request by path and query', () => {
  expect(nameOf('https://shop.test:81/api/a?q=1#top')).toEqual({ name: '/api/a?q=1', host: 'shop.test:81' });
  expect(nameOf('https://shop.test')).toEqual({ name: '/', host: 'shop.test' });
  expect(nameOf('/relative')).toEqual({ name: '/relative', host: '' });
});
