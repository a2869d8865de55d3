import { ATTRIBUTES, type LogRecord, type Span, type SpanKind, type Trace } from '@throughline/format';
import { expect, it } from 'vitest';
import { correctTrace } from './correctTrace.ts';

const scope = { name: '', version: '' };

function span(
  spanId: string,
  parentSpanId: string,
  service: string,
  kind: SpanKind,
  from: number,
  to: number,
): Span {
  return {
    traceId: 't',
    spanId,
    parentSpanId,
    sessionId: '',
    service,
    name: spanId,
    kind,
    startTimeUnixNano: String(from),
    endTimeUnixNano: String(to),
    status: { code: 'unset', message: '' },
    attributes: {},
    resource: {},
    scope,
    events: [{ timeUnixNano: String(from), name: 'e', attributes: {} }],
    links: [],
  };
}

function log(spanId: string, time: number): LogRecord {
  const times = { timeUnixNano: String(time), observedTimeUnixNano: String(time) };
  const severity = { severityNumber: 9, severityText: '' };
  return {
    id: 'l',
    ...times,
    ...severity,
    eventName: '',
    service: '',
    body: {},
    attributes: {},
    resource: {},
    scope,
    traceId: 't',
    spanId,
    sessionId: '',
  };
}

const trace = (spans: Span[], logs: LogRecord[]): Trace => ({
  traceId: 't',
  sessions: [],
  spans,
  logs,
  truncated: false,
});

it("moves a server span into its client's, with its events and logs", () => {
  const client = span('a', '', 'gateway', 'client', 100, 200);
  const server = span('b', 'a', 'payment', 'server', 50, 90);
  const { trace: corrected, corrections } = correctTrace(trace([client, server], [log('b', 60)]), new Map());
  expect(corrected.spans[0]).toBe(client);
  expect(corrected.spans[1]).toMatchObject({
    startTimeUnixNano: '100',
    endTimeUnixNano: '140',
    events: [{ timeUnixNano: '100' }],
  });
  expect(corrected.logs[0]?.timeUnixNano).toBe('110');
  expect([...corrections.values()]).toEqual([50n]);
});

it("puts a browser's span and logs on the server's clock, by its tab", () => {
  const request = {
    ...span('a', '', 'shop', 'client', 100, 200),
    resource: { [ATTRIBUTES.tabId]: { stringValue: 'tab' } },
  };
  const said = { ...log('a', 150), attributes: { [ATTRIBUTES.tabId]: { stringValue: 'tab' } } };
  const { trace: corrected } = correctTrace(trace([request], [said]), new Map([['tab', 2]]));
  expect(corrected.spans[0]?.startTimeUnixNano).toBe('2000100');
  expect(corrected.logs[0]?.timeUnixNano).toBe('2000150');
});
