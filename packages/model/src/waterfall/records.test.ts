import type { LogRecord, Span, TimelineItem } from '@throughline/format';
import { expect, it } from 'vitest';
import { recordsOfTimeline, recordsOfTrace, spansOfTraces } from './records.ts';

const ORIGIN_MS = 1_780_000_000_000;
const ORIGIN = BigInt(ORIGIN_MS) * 1_000_000n;
const at = (ms: number) => String(ORIGIN + BigInt(Math.round(ms * 1e6)));

it('keeps microseconds exact beside times that have left the safe integers', () => {
  const [span] = spansOfTraces(
    [
      {
        traceId: 't',
        spans: [
          {
            spanId: 'a',
            parentSpanId: '',
            service: 's',
            name: 'n',
            kind: 'server',
            status: 'error',
            startTimeUnixNano: at(1.001),
            durationNano: '1000',
          },
        ],
      },
    ],
    ORIGIN,
  );
  expect(span).toMatchObject({ traceId: 't', start: 1.001, duration: 0.001, hasError: true, links: [] });
});

it('reads a trace in full the same way, and never a duration below zero', () => {
  const span = {
    traceId: 't',
    spanId: 'a',
    startTimeUnixNano: at(10),
    endTimeUnixNano: at(4),
    status: { code: 'unset' },
    links: [{ traceId: 'u', spanId: 'p' }],
  } as Span;
  const log = {
    id: '7',
    traceId: 't',
    spanId: 'a',
    timeUnixNano: at(5),
    severityNumber: 17,
    body: {},
    eventName: 'e',
  };
  const { spans, logs } = recordsOfTrace({ spans: [span], logs: [log as LogRecord] }, ORIGIN);
  expect(spans[0]).toMatchObject({ start: 10, duration: 0, links: [{ traceId: 'u', spanId: 'p' }] });
  expect(logs[0]).toMatchObject({ id: 'log:7', start: 5, level: 'error', text: 'e' });
});

it('takes from the timeline the logs of spans and what the person did', () => {
  const item = (id: string, kind: TimelineItem['kind'], more: Partial<TimelineItem> = {}): TimelineItem => ({
    id,
    kind,
    timeUnixNano: at(1),
    service: 's',
    title: id,
    severity: 'normal',
    ...more,
  });
  const place = { traceId: 't', spanId: 'a' };
  const { logs, actions } = recordsOfTimeline(
    [
      item('click', 'click'),
      item('nav', 'navigation'),
      item('of a span', 'log', place),
      item('thrown', 'error', { ...place, severity: 'error' }),
      item('loose', 'console'),
      item('span', 'span', place),
      item('request', 'request', place),
    ],
    ORIGIN,
  );
  expect(actions.map(({ id }) => id)).toEqual(['click', 'nav']);
  expect(logs.map(({ id, level }) => [id, level])).toEqual([
    ['of a span', 'normal'],
    ['thrown', 'error'],
  ]);
});
