import type { SessionSpanPage, SpanSummary } from '@throughline/format';
import { expect, it } from 'vitest';
import { isCutOff as requestsAreCutOff } from './requests.ts';
import { SESSION_SPANS_MOST, isCutOff as spansAreCutOff } from './sessionSpans.ts';

const SPAN: SpanSummary = {
  spanId: 'a',
  parentSpanId: '',
  service: 's',
  name: 'n',
  kind: 'server',
  status: 'unset',
  startTimeUnixNano: '0',
  durationNano: '0',
};
const full: SessionSpanPage = {
  traces: [{ traceId: 't', spans: Array.from({ length: SESSION_SPANS_MOST }, () => SPAN) }],
};

it('says of spans that there are more than the page holds, or than an answer holds of a trace', () => {
  expect(spansAreCutOff([])).toBe(false);
  expect(spansAreCutOff([{ traces: [{ traceId: 't', spans: [SPAN] }] }])).toBe(false);
  expect(spansAreCutOff([full])).toBe(false);
  expect(spansAreCutOff([{ ...full, nextCursor: 'more' }])).toBe(true);
  expect(spansAreCutOff([{ traces: [{ traceId: 't', spans: [SPAN], truncated: true }] }])).toBe(true);
});

it('says of requests that there are more than the page holds', () => {
  const pages = Array.from({ length: 50 }, () => ({ nextCursor: 'more' }));
  expect(requestsAreCutOff(pages.slice(1))).toBe(false);
  expect(requestsAreCutOff(pages)).toBe(true);
  expect(requestsAreCutOff([...pages.slice(1), {}])).toBe(false);
});
