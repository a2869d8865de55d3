import {
  type AnyValue,
  type Attributes,
  type LogRecord,
  type Span,
  type SpanKind,
  type TimelineItem,
  type TimelineKind,
  type Trace,
  toAnyValue,
} from '@throughline/format';
import { emptySession, type Fixture, type FixtureSegment, type FixtureSession } from './fixture.ts';
import type { ShopRecording } from './recordShop.ts';

export const CHECKOUT_ID = '0b3f5a52-6f0e-4c58-9a39-6b7f3a7a0c11';
export const CHECKOUT_TAB = '5d9c0a8e-1111-4a0e-8a55-2f9f0b7f0c22';
export const CHECKOUT_TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

/** How long the person was away before paying, milliseconds. */
export const AWAY_MS = 45_000;

/** How long one segment lasts, milliseconds. */
const SEGMENT_MS = 1_000;

/** The story of the checkout, begun at `start` (Unix milliseconds): the visit, its timeline and the failing trace. */
export function checkoutFixture(recording: ShopRecording, start: number): Fixture {
  const first = recording.events[0]?.timestamp ?? 0;
  // The recording as if it had begun at `start`, with the person away in the middle.
  const moved = (time: number) => time - first + start + (time >= recording.marks.returned ? AWAY_MS : 0);
  const events = recording.events.map((event) => ({ ...event, timestamp: moved(event.timestamp) }));
  const { added, checkout, pay, failed } = recording.marks;
  const trace = paymentTrace(moved(pay), moved(failed));
  const segments = toSegments(events);
  const at = { added: moved(added), checkout: moved(checkout), pay: moved(pay), failed: moved(failed) };
  const timeline = checkoutTimeline(start, at, trace);
  const session = checkoutSession(start, segments, timeline);
  return { sessions: [session], traces: [trace] };
}

function checkoutSession(
  start: number,
  segments: FixtureSegment[],
  timeline: TimelineItem[],
): FixtureSession {
  const to = Math.max(...segments.map((segment) => segment.to)) + 500;
  const session = emptySession(CHECKOUT_ID, start, {
    to,
    user: { id: 'u-1815', name: 'Ada Lovelace', email: 'ada@shop.test' },
    counts: {
      clicks: 4,
      navigations: 2,
      requests: 1,
      failedRequests: 1,
      errors: 6,
      spans: 8,
      logs: 4,
      segments: segments.length,
    },
    services: ['fraud', 'gateway', 'orders', 'payment', 'shop'],
    tabs: [{ id: CHECKOUT_TAB, from: start, to, segments: segments.length, clockOffset: 0 }],
  });
  return { ...session, timeline, segments };
}

function toSegments(events: ShopRecording['events']): FixtureSegment[] {
  const segments: FixtureSegment[] = [];
  let current: FixtureSegment | undefined;
  for (const event of events) {
    // A page's size (type 4) and its snapshot (type 2) are never parted.
    if (!current || (event.timestamp - current.from > SEGMENT_MS && event.type !== 2)) {
      const { timestamp } = event;
      const seq = segments.length;
      current = {
        tab: CHECKOUT_TAB,
        seq,
        from: timestamp,
        to: timestamp,
        checkpoint: false,
        events: 0,
        bytes: 0,
        data: [],
      };
      segments.push(current);
    }
    current.data.push(event);
    current.to = event.timestamp;
    current.events += 1;
    current.checkpoint ||= event.type === 2;
  }
  return segments;
}

const nano = (ms: number) => String(BigInt(Math.round(ms * 1000)) * 1000n);

function span(
  id: number,
  parent: number | null,
  [service, name, kind]: [string, string, SpanKind],
  [from, to]: [number, number],
  attributes: Record<string, AnyValue>,
  error = '',
): Span {
  const spanId = (value: number) => value.toString(16).padStart(16, 'a');
  const exception: Attributes = {
    'exception.type': { stringValue: 'Error' },
    'exception.message': { stringValue: error },
    'exception.stacktrace': {
      stringValue: `Error: ${error}\n    at Query.onTimeout (orders/database.ts:41:19)\n    at reserve (orders/reserve.ts:18:9)`,
    },
  };
  const isSource = service === 'orders' && name.startsWith('pg');
  return {
    traceId: CHECKOUT_TRACE,
    spanId: spanId(id),
    parentSpanId: parent === null ? '' : spanId(parent),
    sessionId: CHECKOUT_ID,
    service,
    name,
    kind,
    startTimeUnixNano: nano(from),
    endTimeUnixNano: nano(to),
    status: error ? { code: 'error', message: error } : { code: 'unset', message: '' },
    attributes,
    resource: {
      'service.name': { stringValue: service },
      'telemetry.sdk.language': { stringValue: service === 'shop' ? 'webjs' : 'nodejs' },
    },
    scope: { name: '@opentelemetry/instrumentation-http', version: '0.223.0' },
    events:
      isSource && error ? [{ timeUnixNano: nano(to - 1), name: 'exception', attributes: exception }] : [],
    links: [],
  };
}

function log(
  id: string,
  service: string,
  spanId: string,
  time: number,
  text: string,
  isError = false,
): LogRecord {
  return {
    id,
    timeUnixNano: nano(time),
    observedTimeUnixNano: nano(time),
    severityNumber: isError ? 17 : 9,
    severityText: isError ? 'ERROR' : 'INFO',
    eventName: '',
    service,
    body: { stringValue: text },
    attributes: { 'code.filepath': { stringValue: `${service}/charge.ts` } },
    resource: { 'service.name': { stringValue: service } },
    scope: { name: 'console', version: '' },
    traceId: CHECKOUT_TRACE,
    spanId,
    sessionId: CHECKOUT_ID,
  };
}

const TIMEOUT = 'Query read timeout';

/** What was sent and answered, as an SDK records it if it is asked to. */
const PAYLOADS = attributes({
  'http.request.header.content-type': ['application/json'],
  'http.request.body.size': 58,
  'throughline.http.request.body': '{"item":"sage","card":"[redacted]"}',
  'http.response.body.size': 70_000,
  'throughline.http.response.body': '{"error":"declined","trail":["a',
  'throughline.http.response.body.truncated': true,
});

function attributes(plain: Record<string, unknown>): Attributes {
  return Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, toAnyValue(value)]));
}

function paymentTrace(from: number, to: number): Trace {
  const http = (method: string, route: string, status: number): Record<string, AnyValue> => ({
    'http.request.method': { stringValue: method },
    'http.route': { stringValue: route },
    'http.response.status_code': { intValue: String(status) },
  });
  const spans = [
    span(
      1,
      null,
      ['shop', 'POST /api/payment', 'client'],
      [from + 4, to - 2],
      { ...http('POST', '/api/payment', 502), ...PAYLOADS },
      '502',
    ),
    span(
      2,
      1,
      ['gateway', 'POST /api/payment', 'server'],
      [from + 14, to - 8],
      http('POST', '/api/payment', 502),
      'HTTP 502',
    ),
    span(3, 2, ['gateway', 'POST', 'client'], [from + 22, to - 14], http('POST', '/charge', 500), 'HTTP 500'),
    span(
      4,
      3,
      ['payment', 'POST /charge', 'server'],
      [from + 30, to - 20],
      http('POST', '/charge', 500),
      'HTTP 500',
    ),
    span(5, 4, ['fraud', 'POST /check', 'server'], [from + 44, from + 96], http('POST', '/check', 200)),
    span(
      6,
      4,
      ['orders', 'POST /reserve', 'server'],
      [from + 120, to - 26],
      http('POST', '/reserve', 500),
      TIMEOUT,
    ),
    span(7, 6, ['orders', 'pg.connect', 'client'], [from + 126, from + 131], {
      'db.system.name': { stringValue: 'postgresql' },
    }),
    span(
      8,
      6,
      ['orders', 'pg.query:SELECT shop', 'client'],
      [from + 134, to - 34],
      {
        'db.system.name': { stringValue: 'postgresql' },
        'db.query.text': { stringValue: 'SELECT reserve_stock($1, $2) FROM stock WHERE item = $1' },
      },
      TIMEOUT,
    ),
  ];
  const idOf = (index: number) => spans[index]?.spanId ?? '';
  const logs = [
    log('l1', 'gateway', idOf(1), from + 18, 'charge attempt'),
    log('l2', 'fraud', idOf(4), from + 60, 'score 0.02'),
    log('l3', 'orders', idOf(5), to - 30, 'reserve failed: Query read timeout', true),
    log('l4', 'gateway', idOf(1), to - 11, 'charge error', true),
  ];
  return { traceId: CHECKOUT_TRACE, sessions: [CHECKOUT_ID], spans, logs, truncated: false };
}

function checkoutTimeline(
  start: number,
  at: Record<'added' | 'checkout' | 'pay' | 'failed', number>,
  trace: Trace,
): TimelineItem[] {
  const page = (
    kind: TimelineKind,
    time: number,
    title: string,
    more: Partial<TimelineItem> = {},
  ): TimelineItem => ({
    id: `log:${kind}-${title}`,
    kind,
    timeUnixNano: nano(time),
    service: 'shop',
    title,
    severity: 'normal',
    tabId: CHECKOUT_TAB,
    ...more,
  });
  const items = [
    page('navigation', start + 1, 'navigate to /', { url: 'https://shop.test/' }),
    page('click', at.added, 'click button "Add to cart"'),
    page('navigation', at.checkout, 'navigate to /checkout', { url: 'https://shop.test/checkout' }),
    page('click', at.pay, 'click button "Pay € 64"'),
    page('error', at.failed + 1, 'PaymentError: The payment failed', { severity: 'error' }),
    page('console', at.failed + 2, 'payment failed 502', { severity: 'error' }),
    ...trace.spans.flatMap(spanItems),
    ...trace.logs.map(
      (log): TimelineItem => ({
        id: `log:${log.id}`,
        kind: 'log',
        timeUnixNano: log.timeUnixNano,
        service: log.service,
        title: log.body.stringValue ?? '',
        severity: log.severityNumber >= 17 ? 'error' : 'normal',
        traceId: log.traceId,
        spanId: log.spanId,
      }),
    ),
  ];
  return items.sort((a, b) => Number(BigInt(a.timeUnixNano) - BigInt(b.timeUnixNano)));
}

function spanItems(span: Span): TimelineItem[] {
  const failed = span.status.code === 'error';
  const item: TimelineItem = {
    id: `span:${span.traceId}${span.spanId}`,
    kind: 'span',
    timeUnixNano: span.startTimeUnixNano,
    durationNano: String(BigInt(span.endTimeUnixNano) - BigInt(span.startTimeUnixNano)),
    service: span.service,
    title: span.attributes['db.query.text']?.stringValue ?? span.name,
    detail: failed ? span.status.message : undefined,
    severity: failed ? 'error' : 'normal',
    traceId: span.traceId,
    spanId: span.spanId,
  };
  if (span.service !== 'shop') return [item];
  return [
    { ...item, kind: 'request', detail: undefined, severity: 'normal', tabId: CHECKOUT_TAB },
    {
      ...item,
      id: `response:${span.spanId}`,
      kind: 'response',
      timeUnixNano: span.endTimeUnixNano,
      title: `502 ${span.name}`,
      tabId: CHECKOUT_TAB,
    },
  ];
}
