import { ExportTraceServiceRequest } from './otlpSchema.ts';

/** Spans in one export: the default of OpenTelemetry's batch processors. */
export const SPANS_A_BODY = 512;
/** Spans of one trace, on average what a request through a few services makes. */
const SPANS_A_TRACE = 16;
const SERVICES = ['gateway', 'payment', 'fraud', 'orders', 'receipts', 'catalogue', 'search', 'mail'];
const ROUTES = [
  '/api/payment',
  '/charge',
  '/check',
  '/orders',
  '/products',
  '/products/:sku',
  '/search',
  '/health',
];
const METHODS = ['GET', 'POST', 'PUT'];

/** A small seeded generator (mulberry32), so that every run sends the same bytes. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** OTLP/Protobuf body number `index`: 512 spans of one service, about eight attributes each, a few with an exception. */
export function traceBody(index: number): Buffer {
  const next = random(index + 1);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)] as Item;
  const bytes = (count: number) => Buffer.from(Array.from({ length: count }, () => Math.floor(next() * 256)));
  const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
  const whole = (key: string, intValue: number) => ({ key, value: { intValue } });
  const service = pick(SERVICES);
  const start = 1_795_000_000_000 + index * 50;
  let traceId = bytes(16);
  let parentSpanId = Buffer.alloc(0);
  const session = sessionOf(index);

  const spans = Array.from({ length: SPANS_A_BODY }, (_, position) => {
    if (position % SPANS_A_TRACE === 0) {
      traceId = bytes(16);
      parentSpanId = Buffer.alloc(0);
    }
    const spanId = bytes(8);
    const failed = next() < 0.02;
    const route = pick(ROUTES);
    const method = pick(METHODS);
    const from = BigInt(start * 1000 + Math.floor(next() * 50_000)) * 1000n;
    const span = {
      traceId,
      spanId,
      parentSpanId,
      name: `${method} ${route}`,
      kind: 1 + Math.floor(next() * 3),
      startTimeUnixNano: from.toString(),
      endTimeUnixNano: (from + BigInt(Math.floor(next() * 80_000_000))).toString(),
      attributes: [
        text('session.id', session),
        text('http.request.method', method),
        text('http.route', route),
        text('url.full', `http://${service}.internal:8080${route}?page=${Math.floor(next() * 500)}`),
        text('network.peer.address', `10.0.${Math.floor(next() * 8)}.${Math.floor(next() * 256)}`),
        text('user_agent.original', 'node-fetch/3.3'),
        whole('http.response.status_code', failed ? 500 : 200),
        whole('server.port', 8080),
      ],
      events: failed
        ? [
            {
              timeUnixNano: from.toString(),
              name: 'exception',
              attributes: [
                text('exception.type', 'Error'),
                text('exception.message', `upstream ${pick(SERVICES)} answered 500`),
              ],
            },
          ]
        : [],
      status: failed ? { code: 2, message: 'upstream failed' } : {},
    };
    parentSpanId = spanId;
    return span;
  });
  const resource = {
    attributes: [
      text('service.name', service),
      text('service.version', '1.4.2'),
      text('host.name', `node-${index % 12}`),
      text('telemetry.sdk.language', 'nodejs'),
      whole('process.pid', 4000 + (index % 12)),
    ],
  };
  const request = {
    resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'http', version: '0.2' }, spans }] }],
  };
  return Buffer.from(
    ExportTraceServiceRequest.encode(ExportTraceServiceRequest.fromObject(request)).finish(),
  );
}

/** One session has four bodies. */
function sessionOf(index: number): string {
  return `0198d2ab-1111-4222-8333-${Math.floor(index / 4)
    .toString(16)
    .padStart(12, '0')}`;
}

/** How many bodies hold `spans` spans. */
export function bodyCount(spans: number): number {
  return Math.ceil(spans / SPANS_A_BODY);
}
