import type { TimedRequest } from '../../load/requests.ts';

/** For tests: a request of which next to nothing is known. */
export function request(spanId: string, changes: Partial<TimedRequest> = {}): TimedRequest {
  return {
    key: `trace.${spanId}`,
    traceId: 'trace',
    spanId,
    parentSpanId: '',
    tabId: 'tab',
    type: 'fetch',
    method: 'GET',
    url: '',
    startTimeUnixNano: '0',
    durationNano: '0',
    failed: false,
    start: 0,
    duration: 0,
    ...changes,
  };
}
