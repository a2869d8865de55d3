import { type Span, type SpanKind, type TimelineItem, type Trace, toAnyValue } from '@throughline/format';
import { emptySession, type Fixture, type FixtureSession } from './fixture.ts';

/** A session of two clicks, each with a trace behind it; the second one's message is consumed in a third trace, by a link. */

export const TRACED_ID = '7a0b3f5a-6f0e-4c58-9a39-6b7f3a7a0c77';
export const TRACES = { search: '1'.repeat(32), order: '2'.repeat(32), receipt: '3'.repeat(32) };

const nano = (ms: number) => String(BigInt(Math.round(ms * 1000)) * 1000n);
export const idOf = (name: string) => Buffer.from(name.padEnd(8, '.').slice(0, 8)).toString('hex');

function span(
  traceId: string,
  name: string,
  parent: string,
  [service, title, kind]: [string, string, SpanKind],
  [from, to]: [number, number],
  more: { error?: string; attributes?: Record<string, unknown>; links?: Span['links'] } = {},
): Span {
  const { error, attributes = {}, links = [] } = more;
  return {
    traceId,
    spanId: idOf(name),
    parentSpanId: parent && idOf(parent),
    sessionId: TRACED_ID,
    service,
    name: title,
    kind,
    startTimeUnixNano: nano(from),
    endTimeUnixNano: nano(to),
    status: error ? { code: 'error', message: error } : { code: 'unset', message: '' },
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([key, value]) => [key, toAnyValue(value)]),
    ),
    resource: { 'service.name': { stringValue: service } },
    scope: { name: 'test', version: '1' },
    events: [],
    links,
  };
}

function traces(start: number): Trace[] {
  const [search, order, queued] = [start + 2_000, start + 20_000, start + 23_000];
  const { search: s, order: o, receipt: r } = TRACES;
  const body = `{"note":"it's"}`;
  const spans: Record<string, Span[]> = {
    [s]: [
      span(s, 'find', '', ['shop', 'GET /search', 'client'], [search + 4, search + 100]),
      span(s, 'find2', 'find', ['catalogue', 'GET /search', 'server'], [search + 20, search + 90]),
    ],
    [o]: [
      span(o, 'order', '', ['shop', 'POST /orders', 'client'], [order + 4, order + 500], {
        attributes: {
          'http.request.method': 'POST',
          'url.full': 'https://shop.test/orders',
          'http.request.header.content-type': ['application/json'],
          'throughline.http.request.body': body,
        },
      }),
      span(o, 'order2', 'order', ['orders', 'POST /orders', 'server'], [order + 20, order + 480]),
      span(o, 'query', 'order2', ['orders', 'INSERT orders', 'client'], [order + 40, order + 300], {
        error: 'deadlock detected',
        attributes: { 'db.query.text': 'INSERT INTO orders (id) VALUES ($1) RETURNING id' },
      }),
      span(o, 'send', 'order2', ['orders', 'receipts send', 'producer'], [order + 400, order + 410]),
    ],
    [r]: [
      span(r, 'take', '', ['receipts', 'receipts process', 'consumer'], [queued, queued + 50], {
        links: [{ traceId: o, spanId: idOf('send'), attributes: {} }],
      }),
    ],
  };
  return Object.entries(spans).map(([traceId, all]) => ({
    traceId,
    sessions: [TRACED_ID],
    spans: all,
    logs: [],
    truncated: false,
  }));
}

/** The session, begun at `start` (Unix milliseconds), thirty seconds long. */
export function tracedSession(start: number): Fixture & { sessions: [FixtureSession] } {
  const all = traces(start);
  const session = emptySession(TRACED_ID, start, {
    to: start + 30_000,
    services: ['catalogue', 'orders', 'receipts', 'shop'],
  });
  const item = (id: string, time: number, more: Partial<TimelineItem>): TimelineItem => ({
    id,
    kind: 'click',
    timeUnixNano: nano(time),
    service: 'shop',
    title: id,
    severity: 'normal',
    ...more,
  });
  session.timeline = [
    item('click "Find"', start + 2_000, {}),
    item('click "Order"', start + 20_000, {}),
    item('log:retry', start + 20_350, {
      kind: 'log',
      service: 'orders',
      title: 'retrying',
      severity: 'warning',
      traceId: TRACES.order,
      spanId: idOf('order2'),
    }),
  ];
  return { sessions: [session], traces: all };
}
