import {
  type LogSource,
  type SessionLog,
  type StackPosition,
  type SymbolicatedStack,
  toAnyValue,
} from '@throughline/format';
import { CHECKOUT_TAB, CHECKOUT_TRACE } from './checkoutFixture.ts';
import type { Fixture, FixtureSession } from './fixture.ts';

/** What a page wrote to its console and threw, and services logged, told of the first session of a fixture. */

export const SCRIPT = 'https://shop.test/assets/index-B1x.js';

const text = (attributes: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, toAnyValue(value)]));

const source = (service: string, resource: Record<string, unknown>): LogSource => ({
  service,
  resource: text({ 'service.name': service, ...resource }),
  scope: { name: 'test', version: '1' },
});

const SOURCES = [
  source('shop', { 'service.version': '1.4.0', 'telemetry.sdk.language': 'webjs' }),
  source('payment', { 'host.name': 'pay-1' }),
  source('orders', { 'service.version': '7' }),
];
const [SHOP, PAYMENT, ORDERS] = [0, 1, 2];

const STACK = `RangeError: the cart is empty
    at n.total (${SCRIPT}:1:2041)
    at async HTMLButtonElement.<anonymous> (${SCRIPT}:1:90)
    at Array.map (<anonymous>)
Caused by: TypeError: no price
    at r (${SCRIPT}:1:77)`;

const NODE_STACK = `Error: query timeout
    at Query.onTimeout (/app/orders/database.js:41:19)
    at reserve (/app/orders/reserve.js:18:9)`;

/** Adds them, and the source of the script's exception. */
export function withLogs<Told extends Fixture>(fixture: Told): Told {
  const session = fixture.sessions[0] as FixtureSession;
  const { from } = session.detail;
  const log = (
    id: string,
    after: number,
    severityNumber: number,
    body: unknown,
    more: Partial<SessionLog> = {},
  ): SessionLog => ({
    id: `log:${id}`,
    timeUnixNano: `${from + after}000000`,
    severityNumber,
    body: toAnyValue(body),
    attributes: {},
    source: SHOP,
    ...more,
  });
  const ofPage = { eventName: 'browser.console', tabId: CHECKOUT_TAB };
  const inTrace = { traceId: CHECKOUT_TRACE, spanId: 'aaaaaaaaaaaaaaa2' };
  session.logs = {
    sources: SOURCES,
    logs: [
      log('opened', 500, 9, 'shop opened, build 1.4.0', ofPage),
      log(
        'cart',
        1_200,
        9,
        'cart {items: [{sku: "a-1", price: 32}, {sku: "b-2"}], total: 64} <img src=x onerror=alert(1)>',
        ofPage,
      ),
      log('cache', 1_300, 5, 'cache miss', {
        source: ORDERS,
        attributes: text({ 'cache.key': 'prices', 'cache.region': 'eu' }),
        correctionNano: '-12500000',
        ...inTrace,
      }),
      log('slow', 46_000, 13, 'pricing answered slowly', {
        source: PAYMENT,
        severityText: 'WARN',
        attributes: text({ 'duration.ms': 1830, attempt: 2, order: { id: 'o-17', lines: [1, 2] } }),
        ...inTrace,
      }),
      log('query', 47_000, 17, 'could not reserve', {
        source: ORDERS,
        severityText: 'ERROR',
        observedTimeUnixNano: `${from + 47_250}000000`,
        attributes: text({
          'exception.type': 'Error',
          'exception.message': 'query timeout',
          'exception.stacktrace': NODE_STACK,
          'order.id': 'o-17',
        }),
        ...inTrace,
      }),
      log(
        'audit',
        47_500,
        9,
        { action: 'reserve', order: { id: 'o-17', lines: [1, 2] } },
        { source: ORDERS, ...inTrace },
      ),
      log('thrown', 48_000, 17, 'the cart is empty', {
        eventName: 'exception',
        tabId: CHECKOUT_TAB,
        attributes: text({
          'exception.type': 'RangeError',
          'exception.message': 'the cart is empty',
          'exception.stacktrace': STACK,
          'session.id': session.detail.id,
        }),
      }),
      log('gave up', 48_200, 17, 'gave up on the charge\nafter 3 attempts', { ...ofPage, isCut: true }),
    ],
  };
  fixture.symbolicate = symbolicate;
  return fixture;
}

/** As the server would, with source maps of release 1.4.0. */
function symbolicate(release: string, positions: readonly StackPosition[]): SymbolicatedStack {
  const lines = [
    '  total(cart: Cart): number {',
    '    if (cart.items.length === 0) {',
    "      throw new RangeError('the cart is empty');",
    '    }',
  ];
  return {
    problems: [],
    positions: positions.map(({ url, column }) => {
      if (url !== SCRIPT || release !== '1.4.0') return null;
      if (column === 2041)
        return {
          source: '../../src/till.ts',
          line: 6,
          column: 13,
          functionName: 'Till.total',
          context: { firstLine: 4, lines },
        };
      return { source: '../../node_modules/lib/index.js', line: 3, column: 1, isLibrary: true };
    }),
  };
}

/** Lines for a list that nobody scrolls through by hand. */
export function manyLogs(fixture: Fixture, count: number): void {
  const session = fixture.sessions[0] as FixtureSession;
  const { from, to } = session.detail;
  const step = (to - from) / count;
  session.logs = {
    sources: SOURCES,
    logs: Array.from({ length: count }, (_, index) => ({
      id: `log:${index}`,
      timeUnixNano: `${Math.round(from + index * step)}000000`,
      severityNumber: index % 1_000 === 999 ? 17 : 9,
      body: toAnyValue(`line ${index} of ${count}`),
      attributes: text({ 'order.id': `o-${index}`, attempt: index % 3 }),
      source: index % 3,
    })),
  };
}
