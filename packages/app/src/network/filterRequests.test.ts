import { describe, expect, it } from 'vitest';
import { filterRequests } from './filterRequests.ts';
import { request } from './testing/requests.ts';

const REQUESTS = [
  request('page', { type: 'document', url: 'https://shop.test/', transferSize: 60_000 }),
  request('list', { url: 'https://shop.test/api/products?q=tea', status: 200, transferSize: 900 }),
  request('pay', {
    type: 'xhr',
    method: 'POST',
    url: 'https://pay.test/charge',
    status: 502,
    failed: true,
    duration: 900,
    action: { spanId: 'a', name: 'click button "Pay"', startTimeUnixNano: '1' },
  }),
  request('live', { type: 'websocket', url: 'wss://shop.test/live', status: 101 }),
  request('left', { type: 'beacon', method: 'POST', url: 'https://shop.test/left', responseSize: 20_000 }),
];

const found = (query: string, changes: Partial<Parameters<typeof filterRequests>[1]> = {}) =>
  filterRequests(REQUESTS, { query, groups: [], failedOnly: false, ...changes }).map(({ spanId }) => spanId);

describe('filterRequests', () => {
  it('finds every word, wherever it stands', () => {
    expect(found('SHOP.test api')).toEqual(['list']);
    expect(found('pay')).toEqual(['pay']);
    expect(found('-post')).toEqual(['page', 'list', 'live']);
    expect(found('nothing like it')).toEqual([]);
  });

  it('asks for one thing alone', () => {
    expect(found('method:POST')).toEqual(['pay', 'left']);
    expect(found('status:5xx')).toEqual(['pay']);
    expect(found('status:200')).toEqual(['list']);
    expect(found('-status:2xx -status:0')).toEqual(['pay', 'live']);
    expect(found('domain:pay')).toEqual(['pay']);
    expect(found('type:xhr')).toEqual(['pay']);
    expect(found('larger-than:10k')).toEqual(['page', 'left']);
    expect(found('slower-than:500')).toEqual(['pay']);
  });

  it('takes what it does not understand for text', () => {
    for (const query of ['larger-than:much', 'slower-than:x', 'nothing:here', 'status:', '-', '(['])
      expect(() => found(query)).not.toThrow();
    expect(found('larger-than:much')).toEqual([]);
    expect(found('status:$(')).toEqual([]);
  });

  it('narrows to kinds, and to what failed', () => {
    expect(found('', { groups: ['fetch'] })).toEqual(['list', 'pay']);
    expect(found('', { groups: ['socket', 'other'] })).toEqual(['live', 'left']);
    expect(found('', { failedOnly: true })).toEqual(['pay']);
  });

  it('gives the very same array back when it narrows nothing', () => {
    expect(filterRequests(REQUESTS, { query: ' ', groups: [], failedOnly: false })).toBe(REQUESTS);
  });
});
