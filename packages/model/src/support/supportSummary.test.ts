import { ATTRIBUTES, EVENTS, type RequestSummary, type SessionEvent, toAnyValue } from '@throughline/format';
import { expect, it } from 'vitest';
import { SUPPORT_STEPS_MOST, supportSummary } from './supportSummary.ts';

const START = Date.UTC(2026, 10, 23, 18, 4);
const session = { from: START, user: { id: 'u-1', name: 'Ada\u202e\nLovelace' } };
const nano = (ms: number) => `${START + ms}000000`;

let count = 0;
function event(name: string, at: number, attributes: Record<string, unknown> = {}, text = ''): SessionEvent {
  const values = Object.entries(attributes).map(([key, value]) => [key, toAnyValue(value)]);
  return {
    ...{ id: `log:${++count}`, name, timeUnixNano: nano(at), service: 'shop', tabId: 'tab' },
    ...{ severity: 'normal', text, attributes: Object.fromEntries(values) },
  };
}
const click = (at: number, element: string) => event(EVENTS.click, at, { [ATTRIBUTES.elementName]: element });
const page = (at: number, url: string, title: string, type = 'load') =>
  event(EVENTS.navigation, at, {
    [ATTRIBUTES.urlFull]: `https://shop.test${url}`,
    [ATTRIBUTES.pageTitle]: title,
    [ATTRIBUTES.navigationType]: type,
  });

function request(at: number, took: number, more: Partial<RequestSummary>): RequestSummary {
  return {
    ...{
      traceId: `trace ${at}`,
      spanId: 'span',
      parentSpanId: '',
      tabId: 'tab',
      type: 'fetch',
      method: 'POST',
    },
    ...{ url: 'https://shop.test/api/v1/payment?card=4111', startTimeUnixNano: nano(at) },
    ...{ durationNano: `${took}000000`, failed: true },
    ...more,
  };
}

const texts = (events: SessionEvent[], requests: RequestSummary[] = []) =>
  supportSummary({ session, events, requests }).steps.map(({ text }) => text);

it('tells the checkout: what was opened and clicked, and the request that failed', () => {
  const thrown = { [ATTRIBUTES.exceptionType]: 'PaymentError', [ATTRIBUTES.exceptionMessage]: 'failed' };
  const events = [
    page(0, '/checkout', 'Checkout'),
    click(5_000, 'button "Pay"'),
    event(EVENTS.exception, 8_100, thrown),
  ];
  const summary = supportSummary({ session, events, requests: [request(5_010, 3_000, { status: 504 })] });
  expect(summary.steps).toMatchObject([
    { kind: 'page', time: START, text: 'opened “Checkout”' },
    { kind: 'click', time: START + 5_000, text: 'clicked “Pay”' },
    {
      kind: 'failure',
      time: START + 8_010,
      text: 'the payment request failed (504 after 3.0 s)',
      details: ['POST https://shop.test/api/v1/payment: HTTP 504', 'PaymentError: failed'],
      traceId: 'trace 5010',
    },
  ]);
  expect([summary.failures, summary.failure?.time]).toEqual([1, START + 8_010]);
  expect(summary.answer).toBe(
    'Hello Ada Lovelace,\n\n' +
      'thank you for getting in touch. We looked at your visit of 23 November 2026, 18:04 UTC.\n\n' +
      'You opened “Checkout” and clicked “Pay”. Then, at 18:04 UTC, our service did not answer in time. ' +
      'From this alone we cannot tell whether your last step was completed.\n\nKind regards',
  );
});

it.each([
  [{ status: 500 }, 'the payment request failed (500 after 0.1 s)', 'answered with an error'],
  [{ status: 403 }, 'the payment request was refused (403 after 0.1 s)', 'did not accept'],
  [
    { errorType: 'TypeError' },
    'the payment request got no answer (after 0.1 s)',
    'no answer from our service',
  ],
  [
    { errorType: 'TimeoutError', method: 'GET' },
    'the payment request failed (after 0.1 s)',
    'did not answer in time',
  ],
  [
    { status: 502, operation: 'AddToCart' },
    'the add to cart request failed (502 after 0.1 s)',
    'with an error',
  ],
  [{ status: 502, url: 'https://shop.test/api/17' }, 'a request failed (502 after 0.1 s)', 'with an error'],
  [{ status: 404, type: 'document' as const }, 'the page was refused (404 after 0.1 s)', 'did not accept'],
])('of a request that failed by %j it says %j', (more, text, said) => {
  const summary = supportSummary({ session, events: [], requests: [request(0, 100, more)] });
  expect(summary.steps.map((step) => step.text)).toEqual([text]);
  expect(summary.answer).toContain(said);
});

it('does not ask whether something was completed that changes nothing, and takes no abort for a failure', () => {
  const read = request(0, 100, { status: 504, method: 'GET' });
  expect(supportSummary({ session, events: [], requests: [read] }).answer).not.toContain('completed');
  const aborted = request(0, 100, { errorType: 'AbortError' });
  const summary = supportSummary({ session, events: [], requests: [aborted] });
  expect([summary.steps, summary.failure]).toEqual([[], null]);
  expect(summary.answer).toContain('We see no error in it.');
});

it('names what was done as people would, and leaves out what tells them nothing', () => {
  const element = (name: string) => ({ [ATTRIBUTES.elementName]: name });
  expect(
    texts([
      page(0, '/', 'Shop'),
      page(1, '/orders/4711', 'Shop', 'push'),
      page(2, '/orders/4711#top', 'Shop', 'hash'),
      click(10, 'textbox "Card number"'),
      event(EVENTS.input, 11, { ...element('textbox "Card number"'), [ATTRIBUTES.inputPhase]: 'first' }),
      event(EVENTS.input, 12, { ...element('textbox "Card number"'), [ATTRIBUTES.inputPhase]: 'last' }),
      click(13, 'checkbox "Gift"'),
      click(14, 'button'),
      click(15, 'div'),
      event(EVENTS.rageClick, 16, element('button "Pay"')),
      event(EVENTS.deadClick, 17, element('button "Pay"')),
      event(EVENTS.submit, 18, element('form "Payment"')),
      event(EVENTS.abandonment, 19, element('textbox "Name"')),
      event(EVENTS.longTask, 20, { [ATTRIBUTES.longTaskDuration]: 2_400 }),
      event(EVENTS.longTask, 21, { [ATTRIBUTES.longTaskDuration]: 90 }),
      event(EVENTS.note, 22, {}, 'it\nhangs'),
      event(EVENTS.webVital, 23),
    ]),
  ).toEqual([
    'opened “Shop”',
    'opened Orders',
    'filled in “Card number”',
    'chose “Gift”',
    'clicked a button',
    'clicked on the page',
    'clicked “Pay” several times in quick succession',
    'nothing happened after clicking “Pay”',
    'sent the form “Payment”',
    'left a form without sending it, last at “Name”',
    'the page did not react for 2.4 s',
    'noted: “it hangs”',
  ]);
});

it('looks at the last failure that came of something the person did, first at what was to change something', () => {
  const events = [click(1_000, 'button "Pay"'), click(900_000, 'button "Help"')];
  const requests = [
    request(1_010, 100, { status: 500 }),
    request(20_000, 100, { status: 500, url: 'https://shop.test/stock', method: 'GET' }),
    request(500_000, 100, { status: 500, url: 'https://shop.test/poll' }),
  ];
  expect(supportSummary({ session, events, requests }).failure?.text).toContain('payment');
});

it('counts what is the same in a row, and of too many steps keeps failures and what led to them', () => {
  expect(
    supportSummary({ session, events: [click(1, 'a "x"'), click(2, 'a "x"')], requests: [] }).steps,
  ).toMatchObject([{ text: 'clicked “x”', times: 2 }]);
  const events = Array.from({ length: 1_000 }, (_, index) => click(index * 10, `button "${index}"`));
  const summary = supportSummary({ session, events, requests: [request(3_001, 4, { status: 500 })] });
  expect(summary.steps).toHaveLength(SUPPORT_STEPS_MOST);
  expect(summary.omitted).toBe(1_001 - SUPPORT_STEPS_MOST);
  const shown = summary.steps.map(({ text }) => text);
  expect(shown).toContain('the payment request failed (500 after 0.0 s)');
  expect(shown).toContain('clicked “300”');
});
