import {
  type Attributes,
  type LogRecord,
  type RequestSummary,
  type SessionEvent,
  type Span,
  type TimelineItem,
  type Trace,
  toAnyValue,
} from '@throughline/format';
import { CHECKOUT_TAB, CHECKOUT_TRACE } from './checkoutFixture.ts';
import type { Fixture, FixtureSession } from './fixture.ts';
import type { ShopRecording } from './recordShop.ts';

/** The steps of the checkout over a page with nothing on it, for tests that do not look at the replay: no browser has to record it. */
export function emptyRecording(): ShopRecording {
  const marks = { added: 1_000, checkout: 1_600, returned: 2_000, pay: 4_000, failed: 4_900 };
  const node = {
    type: 0,
    id: 1,
    childNodes: [{ type: 2, id: 2, tagName: 'html', attributes: {}, childNodes: [] }],
  };
  return {
    marks,
    events: [
      { type: 4, timestamp: 0, data: { href: 'https://shop.test/', width: 1280, height: 720 } },
      { type: 2, timestamp: 1, data: { node, initialOffset: { left: 0, top: 0 } } },
      ...Object.values(marks).map((timestamp) => ({
        type: 3,
        timestamp,
        data: { source: 1, positions: [{ x: 9, y: 9, id: 2, timeOffset: 0 }] },
      })),
    ],
  };
}

/** What the checkout's browser asked for and told of, beside what `checkoutFixture.ts` has: requests and events of all kinds. */
export function withBrowser(fixture: Fixture): Fixture {
  const [session, ...others] = fixture.sessions;
  const payment = fixture.traces.find(({ traceId }) => traceId === CHECKOUT_TRACE);
  if (!session || !payment) return fixture;
  const start = session.detail.from;
  const times = timesOf(session.timeline);
  const requests = requestsOf(start, times, payment.spans[0]);
  const traces = tracesOf(requests.slice(0, -1), session.detail.id);
  const events = eventsOf(start, times);
  const whole: FixtureSession = { ...session, requests: requests.toSorted(byStart), events };
  // What each of them is called on the timeline stands there already for some.
  whole.timeline = [...session.timeline, ...itemsOf(events, session.timeline)].sort(byTime);
  return { ...fixture, sessions: [whole, ...others], traces: [...fixture.traces, ...traces] };
}

const nano = (ms: number) => String(BigInt(Math.round(ms * 1000)) * 1000n);
const milliseconds = (item: TimelineItem | undefined) =>
  Number(BigInt(item?.timeUnixNano ?? 0) / 1000n) / 1000;

const byStart = (a: RequestSummary, b: RequestSummary) =>
  Number(BigInt(a.startTimeUnixNano) - BigInt(b.startTimeUnixNano));
const byTime = (a: TimelineItem, b: TimelineItem) => Number(BigInt(a.timeUnixNano) - BigInt(b.timeUnixNano));

export function attributes(plain: Record<string, unknown>): Attributes {
  return Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, toAnyValue(value)]));
}

type Times = Record<'add' | 'pay' | 'failed', number>;

function timesOf(timeline: readonly TimelineItem[]): Times {
  const at = (part: string) => milliseconds(timeline.find(({ title }) => title.includes(part)));
  return { add: at('Add to cart'), pay: at('Pay'), failed: at('PaymentError') };
}

function request(
  id: number,
  [type, method, url]: [RequestSummary['type'], string, string],
  [from, duration]: [number, number],
  changes: Partial<RequestSummary> = {},
): RequestSummary {
  return {
    traceId: id.toString(16).padStart(32, 'e'),
    spanId: id.toString(16).padStart(16, 'e'),
    parentSpanId: '',
    tabId: CHECKOUT_TAB,
    type,
    method,
    url,
    startTimeUnixNano: nano(from),
    durationNano: nano(duration),
    failed: false,
    ...changes,
  };
}

const HOSTILE = '"><img src=x onerror=alert(1)>';

function requestsOf(start: number, { add, pay }: Times, payment: Span | undefined): RequestSummary[] {
  const shop = 'https://shop.test';
  const added = { spanId: 'ad'.repeat(8), name: 'click button "Add to cart"', startTimeUnixNano: nano(add) };
  const paid = { spanId: 'ab'.repeat(8), name: 'click button "Pay € 64"', startTimeUnixNano: nano(pay) };
  return [
    request(1, ['document', 'GET', `${shop}/`], [start, 640], {
      responseSize: 14_200,
      timing: { dns: 12, connect: 48, wait: 120, receive: 22 },
    }),
    request(2, ['fetch', 'GET', `${shop}/api/products?page=2&q=red+kettle`], [start + 210, 88.4], {
      status: 200,
      responseSize: 2_140,
      decodedSize: 9_800,
      transferSize: 2_480,
      protocolVersion: '2',
      timing: { wait: 71.2, receive: 4.4 },
      attributes: attributes({
        'http.request.method': 'GET',
        'url.full': `${shop}/api/products?page=2&q=red+kettle`,
        'http.request.header.accept': ['application/json'],
        'http.response.header.content-type': ['application/json; charset=utf-8'],
        'http.response.body.size': 2_140,
        'throughline.http.response.body': '{"products":[{"id":7,"name":"Kettle"}]}',
      }),
    }),
    request(3, ['fetch', 'GET', `${shop}/api/session`], [start + 230, 6], {
      status: 200,
      responseSize: 310,
      transferSize: 0,
    }),
    request(4, ['websocket', 'GET', 'wss://live.shop.test/stock'], [start + 300, 40], { status: 101 }),
    request(5, ['fetch', 'POST', `${shop}/graphql`], [add + 6, 132], {
      status: 200,
      operation: 'AddToCart',
      requestSize: 190,
      transferSize: 640,
      responseSize: 320,
      protocolVersion: '2',
      parentSpanId: added.spanId,
      action: added,
      timing: { wait: 128, receive: 1.2 },
    }),
    request(6, ['xhr', 'GET', 'https://ads.example/pixel?u=1'], [add + 20, 31], {
      // The same click caused it.
      traceId: (5).toString(16).padStart(32, 'e'),
      failed: true,
      errorType: 'NetworkError',
      errorMessage: 'the request failed',
      parentSpanId: added.spanId,
      action: added,
    }),
    request(7, ['fetch', 'GET', `${shop}/api/suggest?q=${encodeURIComponent(HOSTILE)}`], [add + 900, 12], {
      errorType: 'AbortError',
    }),
    request(8, ['xhr', 'GET', `${shop}/api/stock?item=sage`], [pay - 2_000, 5_000], {
      failed: true,
      errorType: 'TimeoutError',
      errorMessage: 'no answer within 5000 ms',
    }),
    request(9, ['beacon', 'POST', `${shop}/left`], [pay - 1_000, 1], { requestSize: 84 }),
    {
      ...request(10, ['fetch', 'POST', `${shop}/api/payment`], [0, 0], {
        status: 502,
        failed: true,
        errorType: '502',
        requestSize: 58,
        responseSize: 70_000,
        transferSize: 70_340,
        protocolVersion: '1.1',
        parentSpanId: paid.spanId,
        action: paid,
        attributes: payment?.attributes ?? {},
      }),
      traceId: CHECKOUT_TRACE,
      spanId: payment?.spanId ?? '',
      startTimeUnixNano: payment?.startTimeUnixNano ?? '0',
      durationNano: String(BigInt(payment?.endTimeUnixNano ?? 0) - BigInt(payment?.startTimeUnixNano ?? 0)),
    },
  ];
}

/** Traces of requests that no service has told of. */
function tracesOf(requests: readonly RequestSummary[], session: string): Trace[] {
  const ids = [...new Set(requests.map(({ traceId }) => traceId))];
  return ids.map((traceId) => {
    const own = requests.filter((request) => request.traceId === traceId);
    return {
      traceId,
      sessions: [session],
      spans: own.map((request) => spanOf(request, session)),
      logs: own.flatMap((request) => (request.type === 'websocket' ? messagesOf(request) : [])),
      truncated: false,
    };
  });
}

function spanOf(request: RequestSummary, session: string): Span {
  return {
    traceId: request.traceId,
    spanId: request.spanId,
    parentSpanId: request.parentSpanId,
    sessionId: session,
    service: 'shop',
    name: `${request.method} ${request.url}`,
    kind: 'client',
    startTimeUnixNano: request.startTimeUnixNano,
    endTimeUnixNano: String(BigInt(request.startTimeUnixNano) + BigInt(request.durationNano)),
    status: { code: request.failed ? 'error' : 'unset', message: request.errorMessage ?? '' },
    attributes: request.attributes ?? {},
    resource: attributes({ 'service.name': 'shop', 'telemetry.sdk.language': 'webjs' }),
    scope: { name: '@throughline/browser', version: '' },
    events: [],
    links: [],
  };
}

function messagesOf({ traceId, spanId, startTimeUnixNano }: RequestSummary): LogRecord[] {
  const log = (id: number, eventName: string, body: string, plain: Record<string, unknown>): LogRecord => ({
    id: `m${id}`,
    timeUnixNano: String(BigInt(startTimeUnixNano) + BigInt(id) * 90_000_000n),
    observedTimeUnixNano: startTimeUnixNano,
    severityNumber: 9,
    severityText: 'INFO',
    eventName,
    service: 'shop',
    body: toAnyValue(body),
    attributes: attributes(plain),
    resource: {},
    scope: { name: '', version: '' },
    traceId,
    spanId,
    sessionId: '',
  });
  const message = 'throughline.connection.message';
  return [
    log(1, message, '{"watch":"sage"}', { 'network.io.direction': 'transmit' }),
    log(2, message, '{"sage":3}', { 'network.io.direction': 'receive' }),
    log(3, 'throughline.connection.close', 'bye', {
      'throughline.connection.sent.messages': 1,
      'throughline.connection.sent.size': 16,
      'throughline.connection.received.messages': 1,
      'throughline.connection.received.size': 10,
      'throughline.connection.close.code': 1000,
    }),
  ];
}

function eventsOf(start: number, { add, pay, failed }: Times): SessionEvent[] {
  const event = (
    name: string,
    time: number,
    text: string,
    plain: Record<string, unknown> = {},
    changes: Partial<SessionEvent> = {},
  ): SessionEvent => ({
    id: `log:event-${name}-${Math.round(time - start)}`,
    name,
    timeUnixNano: nano(time),
    service: 'shop',
    tabId: CHECKOUT_TAB,
    severity: 'normal',
    text,
    attributes: attributes(plain),
    ...changes,
  });
  const element = (name: string, selector: string) => ({
    'throughline.element.name': name,
    'throughline.element.selector': selector,
  });
  const warning = { severity: 'warning' } as const;
  const vital = (name: string, value: number, rating: string, at: number) =>
    event('browser.web_vital', at, `${name.toUpperCase()} ${value} ms, ${rating}`, {
      'browser.web_vital.name': name,
      'browser.web_vital.value': value,
      'browser.web_vital.rating': rating,
    });
  const add_ = element('button "Add to cart"', '#add');
  const pay_ = element('button "Pay € 64"', 'form > button');
  return [
    event(
      'browser.navigation',
      start + 1,
      '',
      { 'url.full': 'https://shop.test/' },
      { id: 'log:navigation-navigate to /' },
    ),
    event('throughline.device', start + 30, '1440 x 900, 4g, 31 MiB in use', { 'browser.language': 'en' }),
    event('feature_flag.evaluation', start + 40, '', {
      'feature_flag.key': 'new-checkout',
      'feature_flag.result.value': true,
    }),
    vital('ttfb', 182, 'good', start + 60),
    vital('lcp', 3_120, 'needs-improvement', start + 70),
    event('throughline.long_task', start + 90, 'page busy for 240 ms', {
      'throughline.long_task.duration': 240,
      'throughline.long_task.blocking_duration': 190,
      'code.function.name': 'renderShelf',
    }),
    event(
      'browser.user_action.click',
      add,
      '',
      { ...add_, 'throughline.pointer.x': 300 },
      { id: 'log:click-click button "Add to cart"' },
    ),
    event('throughline.rage_click', add + 4, 'rage click button "Add to cart"', add_, warning),
    event('throughline.state', add + 150, '{"items":1}', {
      'throughline.state.name': 'cart',
      'throughline.state.action': 'cart/added',
    }),
    event('cart.updated', add + 160, '', { items: 1, total: 64, note: HOSTILE }),
    event(
      'throughline.resource_error',
      add + 170,
      'img could not be loaded: https://shop.test/x.png',
      {
        'url.full': 'https://shop.test/x.png',
      },
      warning,
    ),
    event(
      'throughline.csp_violation',
      add + 180,
      'img-src forbids https://ads.example/a.gif',
      {
        'throughline.csp.directive': 'img-src',
      },
      warning,
    ),
    event('throughline.visibility', add + 300, 'page hidden', { 'throughline.visibility.state': 'hidden' }),
    event(
      'throughline.input',
      pay - 500,
      'change textbox "Card number"',
      element('textbox "Card number"', '#card'),
    ),
    event('throughline.clipboard', pay - 400, 'paste in textbox "Card number"', {
      'throughline.clipboard.action': 'paste',
    }),
    event('browser.user_action.click', pay, '', pay_, { id: 'log:click-click button "Pay € 64"' }),
    event('throughline.form.submit', pay + 1, 'submit form "Payment"', element('form "Payment"', 'form')),
    event(
      'exception',
      failed + 1,
      'The payment failed',
      {
        'exception.type': 'PaymentError',
        'exception.message': 'The payment failed',
        'exception.stacktrace': 'PaymentError: The payment failed\n    at pay (checkout.js:10:3)',
      },
      { id: 'log:error-PaymentError: The payment failed', severity: 'error' },
    ),
    event('throughline.error_click', failed + 3, 'click button "Pay € 64" led to an error', pay_, warning),
    vital('inp', 612, 'poor', failed + 20),
    event('throughline.scroll_depth', failed + 30, 'scrolled to 75 %', { 'throughline.scroll.depth': 75 }),
  ];
}

/** Lines of the timeline for the events that have none yet. */
function itemsOf(events: readonly SessionEvent[], timeline: readonly TimelineItem[]): TimelineItem[] {
  const known = new Set(timeline.map(({ id }) => id));
  return events
    .filter(({ id }) => !known.has(id))
    .map(({ id, name, timeUnixNano, service, tabId, severity, text }) => ({
      id,
      kind: 'event',
      timeUnixNano,
      service,
      tabId,
      severity,
      title: text || name,
    }));
}
