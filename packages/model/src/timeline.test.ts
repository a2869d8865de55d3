import { describe, expect, it } from 'vitest';
import { spanKey } from './clock.ts';
import { type TimelineRecord, timelineItems } from './timeline.ts';

const record = (more: Partial<TimelineRecord>): TimelineRecord => ({
  signal: 'log',
  id: 'x',
  timeUnixNano: '1000',
  durationNano: '0',
  service: 'shop',
  name: '',
  kind: 'internal',
  status: 'unset',
  severityNumber: 9,
  message: '',
  attributes: {},
  traceId: '',
  spanId: '',
  tabId: '',
  ...more,
});

const NO_CORRECTION = { tabOffsets: new Map(), corrections: new Map() };
const item = (more: Partial<TimelineRecord>) => timelineItems([record(more)], NO_CORRECTION)[0];

it('says what to do about an exception of which a browser says nothing', () => {
  const at = (message: string) =>
    item({ name: 'exception', attributes: { 'exception.message': message } })?.detail;
  expect(at('Script error.')).toContain('crossorigin="anonymous"');
  expect(at('x is undefined')).toBeUndefined();
});

describe('timelineItems', () => {
  it.each([
    [
      'click',
      { name: 'browser.user_action.click', attributes: { 'throughline.element.name': 'button "Pay"' } },
      'click button "Pay"',
      'normal',
    ],
    [
      'navigation',
      { name: 'browser.navigation', attributes: { 'url.full': 'https://shop.test/checkout' } },
      'navigate to /checkout',
      'normal',
    ],
    ['console', { name: 'browser.console', message: 'careful', severityNumber: 13 }, 'careful', 'warning'],
    [
      'error',
      {
        name: 'exception',
        attributes: { 'exception.type': 'TypeError', 'exception.message': 'x is undefined' },
      },
      'TypeError: x is undefined',
      'error',
    ],
    ['log', { message: 'charge error', severityNumber: 17 }, 'charge error', 'error'],
    ['event', { name: 'order.placed', message: '' }, 'order.placed', 'normal'],
    [
      'event',
      {
        name: 'throughline.dead_click',
        message: 'click button "Pay" led to nothing',
        severityNumber: 13,
      },
      'click button "Pay" led to nothing',
      'warning',
    ],
    [
      'event',
      {
        name: 'feature_flag.evaluation',
        attributes: { 'feature_flag.key': 'new-checkout', 'feature_flag.result.value': 'true' },
      },
      'flag new-checkout is true',
      'normal',
    ],
    [
      'event',
      {
        name: 'throughline.state',
        message: '{ items: 1 }',
        attributes: { 'throughline.state.name': 'cart', 'throughline.state.action': 'cart/add' },
      },
      'cart: cart/add',
      'normal',
    ],
  ] as const)('tells a %s in one line', (kind, more, title, severity) => {
    expect(item(more)).toMatchObject({ kind, title, severity });
  });

  it('gives the whole address that a navigation led to', () => {
    const address = 'https://shop.test/checkout';
    expect(item({ name: 'browser.navigation', attributes: { 'url.full': address } })?.url).toBe(address);
    expect(item({ name: 'browser.navigation', message: '/checkout' })?.url).toBeUndefined();
  });

  it('tells a request of the browser as its beginning and its answer', () => {
    const request = record({
      signal: 'span',
      name: 'POST /api/payment',
      kind: 'client',
      status: 'error',
      durationNano: '500',
      attributes: { 'telemetry.sdk.language': 'webjs', 'http.response.status_code': '502' },
    });
    expect(timelineItems([request], NO_CORRECTION)).toMatchObject([
      { kind: 'request', timeUnixNano: '1000', title: 'POST /api/payment', severity: 'normal' },
      {
        kind: 'response',
        timeUnixNano: '1500',
        title: '502 POST /api/payment',
        detail: 'HTTP 502',
        severity: 'error',
      },
    ]);
  });

  it('shows the statement of a database span and why it failed', () => {
    expect(
      item({
        signal: 'span',
        name: 'pg.query:SELECT shop',
        kind: 'client',
        status: 'error',
        message: 'Query read timeout',
        attributes: { 'db.query.text': 'SELECT *\n  FROM stock' },
      }),
    ).toMatchObject({ title: 'SELECT * FROM stock', detail: 'Query read timeout', severity: 'error' });
  });

  it('orders by corrected time and says by how much it corrected', () => {
    const ahead = record({ id: 'browser', timeUnixNano: '5000000', tabId: 'tab' });
    const server = record({
      id: 'server',
      signal: 'span',
      timeUnixNano: '3000000',
      traceId: 't',
      spanId: 's',
    });
    const items = timelineItems([ahead, server], {
      tabOffsets: new Map([['tab', -4]]),
      corrections: new Map([[spanKey('t', 's'), 10n]]),
    });
    expect(items).toMatchObject([
      { id: 'log:browser', timeUnixNano: '1000000', correctionNano: '-4000000' },
      { id: 'span:server', timeUnixNano: '3000010', correctionNano: '10' },
    ]);
  });

  it('keeps a line a line', () => {
    const long = item({ message: `first\n${'x'.repeat(10_000)}` });
    expect(long?.title).toMatch(/^first x+…$/);
    expect(long?.title.length).toBeLessThanOrEqual(300);
  });
});
