import type { RequestSummary, TimelineKind } from '@throughline/format';
import { expect, it } from 'vitest';
import { lastActionBefore, type TimedLine } from './actions.ts';
import { causedBy } from './caused.ts';
import { type FailingSpan, failingWay, linkedTrace } from './failingWay.ts';
import { storyOf } from './story.ts';

const line = (kind: TimelineKind, time: number, more: Partial<TimedLine> = {}): TimedLine => ({
  id: `${kind} ${time}`,
  kind,
  time,
  timeUnixNano: `${time}000000`,
  service: 'shop',
  title: `${kind} ${time}`,
  severity: 'normal',
  tabId: 'tab',
  ...more,
});
const request = (spanId: string, start: number, more: Partial<RequestSummary> = {}): RequestSummary => ({
  traceId: `trace of ${spanId}`,
  spanId,
  parentSpanId: '',
  tabId: 'tab',
  type: 'fetch',
  method: 'GET',
  url: '',
  startTimeUnixNano: `${start}000000`,
  durationNano: '100000000',
  failed: false,
  ...more,
});
const span = (
  spanId: string,
  parentSpanId: string,
  service: string,
  more: Partial<FailingSpan> = {},
): FailingSpan => ({
  traceId: 't',
  spanId,
  parentSpanId,
  service,
  name: spanId,
  kind: 'server',
  status: { code: 'error', message: '' },
  attributes: {},
  events: [],
  links: [],
  endTimeUnixNano: '10',
  ...more,
});

it('takes the last click or navigation for the last action, and not what a click led to', () => {
  const items = [
    line('navigation', 0),
    line('click', 5_000),
    line('navigation', 5_200),
    line('click', 6_000, { tabId: 'b' }),
  ];
  expect(lastActionBefore(items, 'tab', 7_000)?.id).toBe('click 5000');
  expect(lastActionBefore(items, 'tab', 4_000)?.id).toBe('navigation 0');
  expect(lastActionBefore(items, undefined, 7_000)?.id).toBe('click 6000');
  expect(lastActionBefore([...items, line('navigation', 9_000)], 'tab', 9_500)?.id).toBe('navigation 9000');
});

it('counts a request that names no action by its time, and one that names another not at all', () => {
  const other = { spanId: 'x', name: 'click 9', startTimeUnixNano: '1' };
  const items = [line('click', 1_000), line('click', 1_400)];
  const requests = [
    request('soon', 1_100),
    request('of another', 1_100, { action: other }),
    request('after the next', 1_450),
    request('elsewhere', 1_100, { tabId: 'b' }),
  ];
  const [first] = items;
  if (!first) throw new Error('there is no click');
  expect([...causedBy(first, items, requests).traces]).toEqual(['trace of soon']);
});

it('marks nothing of the action itself', () => {
  const action = { spanId: 'a', name: 'click 1000', startTimeUnixNano: '1000000000' };
  const items = [
    line('click', 1_000),
    line('span', 1_001, { traceId: 't', spanId: 'a' }),
    line('span', 1_010, { traceId: 't', spanId: 'b' }),
  ];
  const [click] = items;
  if (!click) throw new Error('there is no click');
  const caused = causedBy(click, items, [request('r', 1_005, { traceId: 't', action })]);
  expect([...caused.items]).toEqual(['span 1010']);
  expect([...caused.actionSpans]).toEqual(['t.a']);
});

it('goes over links to where a message was sent, down to what failed last, and never in a circle', () => {
  const spans = [
    span('send', '', 'shop'),
    span('receive', '', 'worker', { links: [{ traceId: 'u', spanId: 'send', attributes: {} }] }),
    span('first try', 'receive', 'worker', { endTimeUnixNano: '20' }),
    span('second try', 'receive', 'worker', { endTimeUnixNano: '30' }),
    span('round', 'about', 'loop'),
    span('about', 'round', 'loop'),
  ];
  const way = (through: string) => failingWay(spans, through).map(({ span: { name } }) => name);
  expect(way('receive')).toEqual(['send', 'receive', 'second try']);
  expect(way('first try')).toEqual(['send', 'receive', 'first try']);
  expect(way('round')).toEqual(['about', 'round']);
  expect(way('unknown')).toEqual([]);
});

it('goes back through the trace of what sent the message, to the request and the click', () => {
  const links = [{ traceId: 'sent', spanId: 'send', attributes: {} }];
  const receiver = [span('receive', '', 'worker', { traceId: 'received', links })];
  expect(linkedTrace(receiver, 'receive')).toBe('sent');
  const sender = [span('r', '', 'shop', { traceId: 'sent' }), span('send', 'r', 'api', { traceId: 'sent' })];
  const spans = [...receiver, ...sender];
  expect(linkedTrace(spans, 'receive')).toBeUndefined();
  const action = { spanId: 'a', name: 'click 1000', startTimeUnixNano: '1000000000' };
  const error = line('span', 3_000, { traceId: 'received', spanId: 'receive', severity: 'error' });
  const steps = storyOf(error, {
    items: [line('click', 1_000), error],
    requests: [request('r', 1_005, { traceId: 'sent', action })],
    spans,
  });
  expect(steps.map(({ kind, title }) => `${kind} ${title}`)).toEqual([
    'action click 1000',
    'request GET',
    'service send',
    'service receive',
  ]);
});

it('follows messages into the traces of those who received them, and on', () => {
  const click = line('click', 1_000);
  const items = [
    click,
    line('span', 9_000, { traceId: 'second', tabId: '', service: 'mailer' }),
    line('span', 9_500, { traceId: 'elsewhere', tabId: '' }),
  ];
  const trace = (traceId: string, linked: string) => ({
    traceId,
    spans: [{ links: [{ traceId: linked, spanId: 's' }] }],
  });
  const known = [trace('second', 'first'), trace('first', 'trace of r'), trace('elsewhere', 'other')];
  const caused = causedBy(click, items, [request('r', 1_005)], known);
  expect([...caused.traces]).toEqual(['trace of r', 'first', 'second']);
  expect([[...caused.services], caused.to]).toEqual([['mailer'], 9_000]);
});
