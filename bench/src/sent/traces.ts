import { Random } from './random.ts';
import { podOf, resourceOf, SERVICES } from './resources.ts';
import { sessionOf, USER_AGENTS } from './sessions.ts';
import { type KeyValue, text, whole } from './values.ts';

/** Spans in one export: the default of OpenTelemetry's batch processors. */
export const SPANS_A_BODY = 512;
/** Spans of one trace in one service: the request it serves, what it asks of its database and cache, and of the next service. */
const SPANS_A_VISIT = 4;
const TRACES_A_BODY = SPANS_A_BODY / SPANS_A_VISIT;
/** Two in a hundred requests fail. */
const FAILING = 0.02;
const START = 1_795_000_000_000n * 1_000_000n;

const ROUTES = [
  'GET /api/products',
  'GET /api/products/:sku',
  'POST /api/cart/items',
  'GET /api/cart',
  'POST /api/orders',
  'GET /api/orders/:id',
  'POST /api/payment',
  'GET /api/search',
  'DELETE /api/cart/items/:sku',
  'PUT /api/profile',
] as const;

/** Statements with the collection that each is about. */
const STATEMENTS = [
  [
    'products',
    'SELECT id, sku, name, price_cents, stock FROM products WHERE sku = $1 AND deleted_at IS NULL',
  ],
  [
    'carts',
    'SELECT c.id, i.sku, i.quantity FROM carts c JOIN cart_items i ON i.cart_id = c.id WHERE c.session = $1',
  ],
  ['cart_items', 'INSERT INTO cart_items (cart_id, sku, quantity, added_at) VALUES ($1, $2, $3, now())'],
  [
    'orders',
    'INSERT INTO orders (id, customer_id, total_cents, currency, state) VALUES ($1, $2, $3, $4, $5)',
  ],
  [
    'orders',
    'SELECT id, state, total_cents FROM orders WHERE customer_id = $1 ORDER BY created_at DESC LIMIT 20',
  ],
  ['payments', 'UPDATE payments SET state = $2, authorised_at = now() WHERE id = $1 AND state = $3'],
] as const;

export interface Span {
  traceId: string;
  spanId: string;
  parentSpanId: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: KeyValue[];
  events: { timeUnixNano: string; name: string; attributes: KeyValue[] }[];
  status: { code?: number; message?: string };
}

/** OTLP's kinds. */
const [SERVER, CLIENT] = [2, 3];

/**
 * Export number `index`, as OTLP/JSON: 512 spans of one pod of one service in the order in which they ended. Four exports after
 * one another are the four services' shares of the same 128 traces; a span's parent may be in another export.
 */
export function traceRequest(index: number) {
  const group = Math.floor(index / SERVICES.length);
  const place = index % SERVICES.length;
  const service = SERVICES[place] as string;
  const spans = Array.from({ length: TRACES_A_BODY }, (_, number) => visit(group, number, place)).flat();
  spans.sort((one, other) => (one.endTimeUnixNano < other.endTimeUnixNano ? -1 : 1));
  const scope = { name: '@opentelemetry/instrumentation-http', version: '0.205.0' };
  return {
    resourceSpans: [{ resource: resourceOf(service, podOf(group)), scopeSpans: [{ scope, spans }] }],
  };
}

/** What the service at `place` does for one trace. */
function visit(group: number, number: number, place: number): Span[] {
  const trace = group * TRACES_A_BODY + number;
  const ofTrace = new Random(trace * 8);
  const traceId = ofTrace.hex(16);
  const hops = SERVICES.map(() => ofTrace.hex(8));
  const route = ofTrace.skewed(ROUTES);
  const [method = '', path = ''] = route.split(' ');
  const order = ofTrace.below(10_000_000);
  const failed = ofTrace.next() < FAILING;
  const userAgent = ofTrace.skewed(USER_AGENTS);
  const session = sessionOf(trace);
  const random = new Random(trace * 8 + 1 + place);
  const target = path.replace(':id', String(order)).replace(':sku', `SKU-${random.below(5000)}`);
  const begin = START + BigInt(trace) * 1_900_000n + BigInt(random.below(1_000_000) + place * 2_000_000);
  const spanId = random.hex(8);
  const of = (
    name: string,
    kind: number,
    parentSpanId: string,
    id: string,
    offset: bigint,
    typical: number,
  ) => ({
    traceId,
    spanId: id,
    parentSpanId,
    name,
    kind,
    startTimeUnixNano: String(begin + offset),
    endTimeUnixNano: String(begin + offset + random.duration(typical)),
    events: [],
    status: {},
  });
  const statement = random.skewed(STATEMENTS);
  const next = SERVICES[place + 1] ?? 'bank';
  const upstream = place === 0 ? '' : (hops[place - 1] ?? '');
  const failure = failed && place >= 2;
  return [
    {
      ...of(route, SERVER, upstream, spanId, 0n, 40),
      attributes: [
        text('http.request.method', method),
        text('http.route', path),
        text('url.path', target),
        text('url.scheme', 'http'),
        text('server.address', `${SERVICES[place]}.shop.svc`),
        whole('server.port', 8080),
        text('client.address', `10.0.${random.below(16)}.${random.below(256)}`),
        text('network.protocol.version', '1.1'),
        text('user_agent.original', place === 0 ? userAgent : 'undici'),
        whole('http.response.status_code', failed ? 502 : 200),
        text('session.id', session),
      ],
      events: failure
        ? [
            {
              timeUnixNano: String(begin + 30_000_000n),
              name: 'exception',
              attributes: [
                text('exception.type', 'UpstreamError'),
                text('exception.message', `${next} answered 502 to order ${order}`),
                text('exception.stacktrace', STACK),
              ],
            },
          ]
        : [],
      status: failure ? { code: 2, message: `${next} answered 502` } : {},
    },
    {
      ...of(`SELECT ${statement[0]}`, CLIENT, spanId, random.hex(8), random.duration(2), 4),
      attributes: [
        text('db.system.name', 'postgresql'),
        text('db.namespace', 'shop'),
        text('db.collection.name', statement[0]),
        text('db.query.text', statement[1]),
        text('server.address', 'postgres-primary.shop.svc'),
        whole('server.port', 5432),
        text('session.id', session),
      ],
    },
    {
      ...of('GET', CLIENT, spanId, random.hex(8), random.duration(6), 0.6),
      attributes: [
        text('db.system.name', 'redis'),
        text('db.query.text', `GET cart:${session}`),
        text('server.address', 'redis.shop.svc'),
        whole('server.port', 6379),
        text('session.id', session),
      ],
    },
    {
      ...of(method, CLIENT, spanId, hops[place] ?? '', random.duration(8), 25),
      attributes: [
        text('http.request.method', method),
        text('url.full', `http://${next}.shop.svc:8080${target}`),
        text('server.address', `${next}.shop.svc`),
        whole('server.port', 8080),
        text('network.peer.address', `10.0.${random.below(16)}.${random.below(256)}`),
        whole('network.peer.port', 32_768 + random.below(28_000)),
        whole('http.response.status_code', failed ? 502 : 200),
        text('session.id', session),
      ],
    },
  ];
}

const STACK = `UpstreamError: upstream answered 502
    at Upstream.answered (/app/dist/upstream.js:88:13)
    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)
    at async Object.handler (/app/dist/routes/payment.js:41:20)
    at async preHandlerCallback (/app/node_modules/fastify/lib/handleRequest.js:137:37)`;

/** How many bodies hold `spans` spans. */
export function traceBodyCount(spans: number): number {
  return Math.ceil(spans / SPANS_A_BODY);
}
