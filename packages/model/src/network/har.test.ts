import { type RequestSummary, toAnyValue } from '@throughline/format';
import { describe, expect, it } from 'vitest';
import { type HarEntry, harOf } from './har.ts';

const request = (changes: Partial<RequestSummary> = {}): RequestSummary => ({
  traceId: 'a'.repeat(32),
  spanId: 'b'.repeat(16),
  parentSpanId: '',
  tabId: 'tab',
  type: 'fetch',
  method: 'GET',
  url: 'https://shop.test/api/products?page=2&q=red%20shoes',
  startTimeUnixNano: '1780000000123456789',
  durationNano: '120500000',
  failed: false,
  ...changes,
});

const attributes = (plain: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, toAnyValue(value)]));

const har = (...requests: RequestSummary[]) => harOf(requests, { creatorVersion: '1.0.0', session: 's1' });
const entry = (changes?: Partial<RequestSummary>) => har(request(changes)).log.entries[0] as HarEntry;

describe('harOf', () => {
  it('has all that HAR 1.2 demands, of a request of which next to nothing is known', () => {
    expect(har(request()).log).toMatchObject({
      version: '1.2',
      creator: { name: 'Throughline', version: '1.0.0' },
    });
    expect(entry()).toEqual({
      startedDateTime: '2026-05-28T20:26:40.123Z',
      time: 120.5,
      request: {
        method: 'GET',
        url: 'https://shop.test/api/products?page=2&q=red%20shoes',
        httpVersion: '',
        cookies: [],
        headers: [],
        queryString: [
          { name: 'page', value: '2' },
          { name: 'q', value: 'red shoes' },
        ],
        headersSize: -1,
        bodySize: -1,
      },
      response: {
        status: 0,
        statusText: '',
        httpVersion: '',
        cookies: [],
        headers: [],
        content: { size: -1, mimeType: 'x-unknown' },
        redirectURL: '',
        headersSize: -1,
        bodySize: -1,
      },
      cache: {},
      timings: { blocked: -1, dns: -1, connect: -1, send: 0, wait: 120.5, receive: 0, ssl: -1 },
      _resourceType: 'fetch',
      _traceId: 'a'.repeat(32),
      _spanId: 'b'.repeat(16),
    });
  });

  it('adds the phases up to the time that the request took', () => {
    const { time, timings } = entry({
      protocolVersion: '2',
      timing: { dns: 4, connect: 30, tls: 20, wait: 60.5, receive: 6 },
    });
    expect(timings).toEqual({ blocked: 20, dns: 4, connect: 30, send: 0, wait: 60.5, receive: 6, ssl: 20 });
    expect(time).toBe(120.5);
  });

  it('gives headers and bodies as they were recorded, and says what was cut off', () => {
    const { request: sent, response } = entry({
      method: 'POST',
      status: 200,
      requestSize: 58,
      responseSize: 700,
      decodedSize: 2_000,
      transferSize: 900,
      protocolVersion: '1.1',
      attributes: attributes({
        'http.request.header.content-type': ['application/json'],
        'throughline.http.request.body': '{"item":"sage"}',
        'http.response.header.content-type': ['text/html; charset=utf-8'],
        'http.response.header.vary': ['a', 'b'],
        'throughline.http.response.body': '<p>',
        'throughline.http.response.body.truncated': true,
      }),
    });
    expect(sent).toMatchObject({
      httpVersion: 'HTTP/1.1',
      headers: [{ name: 'content-type', value: 'application/json' }],
      postData: { mimeType: 'application/json', params: [], text: '{"item":"sage"}' },
      bodySize: 58,
    });
    expect(response).toMatchObject({
      status: 200,
      headers: [
        { name: 'content-type', value: 'text/html; charset=utf-8' },
        { name: 'vary', value: 'a' },
        { name: 'vary', value: 'b' },
      ],
      content: {
        size: 2_000,
        compression: 1_300,
        mimeType: 'text/html; charset=utf-8',
        text: '<p>',
        comment: 'Only the beginning was recorded.',
      },
      bodySize: 700,
      _transferSize: 900,
    });
  });

  it('takes a form apart', () => {
    const { postData } = entry({
      attributes: attributes({
        'http.request.header.content-type': ['application/x-www-form-urlencoded'],
        'throughline.http.request.body': 'q=red+shoes&password=[redacted]',
      }),
    }).request;
    expect(postData?.params).toEqual([
      { name: 'q', value: 'red shoes' },
      { name: 'password', value: '[redacted]' },
    ]);
  });

  it('says why there was no answer, and what the person did', () => {
    const failed = entry({
      failed: true,
      errorType: 'TimeoutError',
      action: { spanId: 'c'.repeat(16), name: 'click button "Pay"', startTimeUnixNano: '1' },
    });
    expect(failed.response).toMatchObject({ status: 0, _error: 'No answer came in time.' });
    expect(failed._initiator).toEqual({ type: 'action', name: 'click button "Pay"' });
    expect(entry({ transferSize: 0, responseSize: 40 }).response.bodySize).toBe(0);
  });

  it('stands in the order of time, and survives what no clock says', () => {
    const late = request({ startTimeUnixNano: '18446744073709551615', durationNano: '-5' });
    const { entries } = har(late, request({ url: 'no address' })).log;
    expect(entries.map(({ time }) => time)).toEqual([120.5, 0]);
    expect(entries[0]?.request.queryString).toEqual([]);
    expect(JSON.parse(JSON.stringify(entries))).toEqual(entries);
  });
});
