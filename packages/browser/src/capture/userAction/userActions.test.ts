import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createClock } from '../../clock.ts';
import type { CapturedSpan } from '../captured.ts';
import { createLoadWatch } from './loadWatch.ts';
import { createUserActions } from './userActions.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

const element = {} as Element;
const load = {
  traceId: 'a'.repeat(32),
  spanId: 'b'.repeat(16),
  sampled: true,
  parentSpanId: undefined,
  answeredAt: 0,
};
const NO_DEAD_CLICKS = { watch() {}, alive() {} };

function setUp() {
  const spans: CapturedSpan[] = [];
  const clock = createClock(Date.now, () => 0, 0);
  const actions = createUserActions(
    (captured) => {
      if (captured.kind === 'span') spans.push(captured);
    },
    clock,
    () => ({ parent: load, ended() {} }),
    NO_DEAD_CLICKS,
  );
  return { spans, actions };
}

it('is a span from the click to the last answer of what it caused', () => {
  const { spans, actions } = setUp();
  actions.click({ element, name: 'button "Pay"', x: 0, y: 0, attributes: { a: 1 } });
  vi.advanceTimersByTime(10);
  const first = actions.request();
  const second = actions.request();
  expect(first?.parent).toEqual(second?.parent);
  vi.advanceTimersByTime(2_000);
  first?.ended(Date.now());
  vi.advanceTimersByTime(1_000);
  expect(spans).toEqual([]);
  second?.ended(Date.now());
  vi.advanceTimersByTime(1_000);
  expect(spans).toEqual([
    {
      kind: 'span',
      traceId: first?.parent.traceId,
      spanId: first?.parent.spanId,
      name: 'click button "Pay"',
      start: 1_000_000,
      end: 1_003_010,
      attributes: { a: 1 },
      isInternal: true,
    },
  ]);
});

it('takes in a chain of requests, but not what begins later by itself', () => {
  const { actions, spans } = setUp();
  actions.click({ element, name: 'a', x: 0, y: 0, attributes: {} });
  const first = actions.request();
  vi.advanceTimersByTime(3_000);
  expect(actions.request()).toBeUndefined();
  first?.ended(Date.now());
  vi.advanceTimersByTime(50);
  const second = actions.request();
  expect(second?.parent).toEqual(first?.parent);
  second?.ended(Date.now());
  vi.advanceTimersByTime(101);
  expect(actions.request()).toBeUndefined();
  expect(spans).toHaveLength(1);
});

it('does not take in polling for ever', () => {
  const { actions } = setUp();
  actions.click({ element, name: 'a', x: 0, y: 0, attributes: {} });
  let polls = 0;
  for (let request = actions.request(); request && polls < 1_000; request = actions.request()) {
    polls += 1;
    vi.advanceTimersByTime(200);
    request.ended(Date.now());
    vi.advanceTimersByTime(50);
  }
  expect(polls).toBeLessThanOrEqual(41);
});

it('is no span without a request, and gives way to the next click', () => {
  const { actions, spans } = setUp();
  actions.click({ element, name: 'a', x: 0, y: 0, attributes: {} });
  actions.click({ element, name: 'b', x: 0, y: 0, attributes: {} });
  const request = actions.request();
  actions.click({ element, name: 'c', x: 0, y: 0, attributes: {} });
  request?.ended(Date.now());
  vi.advanceTimersByTime(10_000);
  expect(spans.map(({ name }) => name)).toEqual(['click b']);
  expect(actions.request()).toBeUndefined();
});

it('ends when the page goes away, answered or not', () => {
  const { actions, spans } = setUp();
  actions.click({ element, name: 'a', x: 0, y: 0, attributes: {} });
  const request = actions.request();
  vi.advanceTimersByTime(100);
  actions.finish();
  expect(spans).toHaveLength(1);
  expect(spans[0]?.end).toBe(1_000_100);
  request?.ended(Date.now());
  vi.advanceTimersByTime(10_000);
  expect(spans).toHaveLength(1);
});

it('says of a request whether the load caused it: while the page loads, and right after an answer to one', () => {
  const load = { traceId: '', spanId: '', sampled: true, parentSpanId: undefined, answeredAt: 0 };
  let [loadEventEnd, now] = [0, 5_000];
  vi.spyOn(performance, 'getEntriesByType').mockImplementation(() => [{ loadEventEnd }] as never);
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const ofLoad = createLoadWatch(() => ({ parent: load, ended() {} }));
  expect(ofLoad()?.parent).toBe(load);
  loadEventEnd = 5_000;
  expect(ofLoad()).toBeUndefined();
  load.answeredAt = now = 6_000;
  expect(ofLoad()?.parent).toBe(load);
  now = 6_101;
  expect(ofLoad()).toBeUndefined();
  load.answeredAt = now = 15_001;
  expect(ofLoad()).toBeUndefined();
  vi.restoreAllMocks();
});
