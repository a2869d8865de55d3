import { describe, expect, it } from 'vitest';
import { type RequestRecord, requestSummary } from './requestSummary.ts';

const record = (attributes: Record<string, string>, changes: Partial<RequestRecord> = {}): RequestRecord => ({
  traceId: 'a'.repeat(32),
  spanId: 'b'.repeat(16),
  parentSpanId: '',
  tabId: 'tab',
  startTimeUnixNano: '1000000000',
  durationNano: '5000000',
  isError: false,
  message: '',
  attributes,
  ...changes,
});

describe('requestSummary', () => {
  it('tells of a request all that a list shows, and nothing that is not known', () => {
    const action = { spanId: 'c'.repeat(16), name: 'click button "Pay"', startTimeUnixNano: '999000000' };
    expect(
      requestSummary(
        record(
          {
            'http.request.method': 'POST',
            'url.full': 'https://shop.test/api/payment',
            'http.response.status_code': '502',
            'error.type': '502',
            'throughline.request.initiator': 'xhr',
            'http.request.body.size': '58',
            'http.response.size': '0',
            'network.protocol.version': '2',
            'throughline.timing.wait': '3.4',
          },
          { isError: true },
        ),
        -500n,
        action,
      ),
    ).toEqual({
      traceId: 'a'.repeat(32),
      spanId: 'b'.repeat(16),
      parentSpanId: '',
      tabId: 'tab',
      type: 'xhr',
      method: 'POST',
      url: 'https://shop.test/api/payment',
      startTimeUnixNano: '999999500',
      correctionNano: '-500',
      durationNano: '5000000',
      status: 502,
      failed: true,
      errorType: '502',
      requestSize: 58,
      transferSize: 0,
      protocolVersion: '2',
      timing: { wait: 3.4 },
      action,
    });
  });

  it('knows the names of attributes that other SDKs still send', () => {
    expect(
      requestSummary(
        record({ 'http.method': 'PUT', 'http.url': 'https://a.test/', 'http.status_code': '404' }),
        0n,
        undefined,
      ),
    ).toMatchObject({ type: 'other', method: 'PUT', url: 'https://a.test/', status: 404, failed: true });
  });

  it('has not failed if the page gave it up', () => {
    expect(requestSummary(record({ 'error.type': 'AbortError' }), 0n, undefined)).toMatchObject({
      failed: false,
      errorType: 'AbortError',
    });
  });

  it('works the phases of a page load out of their ends', () => {
    const ends = {
      'throughline.load.type': 'navigate',
      'throughline.load.domainLookupEnd': '4.2',
      'throughline.load.connectEnd': '24',
      'throughline.load.requestStart': '24.5',
      'throughline.load.responseStart': '80.1',
      'throughline.load.responseEnd': '92',
    };
    expect(requestSummary(record(ends), 0n, undefined)).toMatchObject({
      type: 'document',
      timing: { dns: 4.2, connect: 19.8, wait: 55.6, receive: 11.9 },
    });
  });

  it.each(['-1', '1e400', 'many', '', '9'.repeat(40), 'NaN'])(
    'takes no size, status or time from %j',
    (text) => {
      const summary = requestSummary(
        record({
          'http.response.status_code': text,
          'http.response.body.size': text,
          'throughline.timing.wait': text,
        }),
        0n,
        undefined,
      );
      expect(summary.status).toBeUndefined();
      expect(summary.responseSize).toBeUndefined();
      expect((summary.timing?.wait ?? 0) >= 0 && summary.timing?.wait !== Number.POSITIVE_INFINITY).toBe(
        true,
      );
    },
  );
});
