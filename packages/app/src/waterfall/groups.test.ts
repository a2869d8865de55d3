import { buildWaterfall, type WaterfallSpan } from '@throughline/model';
import { expect, it } from 'vitest';
import { groupsOf, rangeInView } from './groups.ts';

const span = (traceId: string, spanId: string, parentSpanId: string, start: number, duration: number) =>
  ({ traceId, spanId, parentSpanId, start, duration, links: [], name: spanId }) as unknown as WaterfallSpan;

const { rows } = buildWaterfall({
  spans: [
    span('t', 'a', '', 0, 10),
    span('t', 'b', 'a', 5, 20),
    span('u', 'c', '', 100, 50),
    span('u', 'd', 'c', 110, 1),
  ],
  logs: [],
  actions: [],
});
const groups = groupsOf(rows);

it('knows from when to when a trace reaches, also beyond its root', () => {
  expect([...groups.topOf]).toEqual([0, 0, 2, 2]);
  expect([...groups.ranges]).toEqual([
    [0, { from: 0, to: 25 }],
    [2, { from: 100, to: 150 }],
  ]);
});

it('shows the trace of the current row, else the one that has most of the view', () => {
  expect(rangeInView(groups, [0, 1, 2], undefined)).toEqual({ from: 0, to: 25 });
  expect(rangeInView(groups, [0, 1, 2], 2)).toEqual({ from: 100, to: 150 });
  expect(rangeInView(groups, [1, 2, 3], 0)).toEqual({ from: 100, to: 150 });
  expect(rangeInView(groups, [], undefined)).toBeUndefined();
});
