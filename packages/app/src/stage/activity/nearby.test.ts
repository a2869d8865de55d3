import { expect, it } from 'vitest';
import type { TimedItem } from '../../load/session.ts';
import { lanesOf } from './lanes.ts';
import { errorMarks, nearby } from './nearby.ts';

const item = (id: string, time: number, changes: Partial<TimedItem> = {}): TimedItem => ({
  id,
  kind: 'span',
  time,
  timeUnixNano: `${time}000000`,
  service: 'back',
  title: id,
  severity: 'normal',
  ...changes,
});
const lanes = lanesOf(
  [
    item('long', 0, { durationNano: '900000000' }),
    item('before', 90),
    item('failed', 112, { severity: 'error' }),
    item('far', 400),
    item('failed later', 950, { severity: 'error' }),
  ],
  new Map(),
);

it('is what lasts over the time or stands close to it, the gravest first, each once', () => {
  expect(nearby(lanes, 100, 12, 9).map(({ id }) => id)).toEqual(['failed', 'long', 'before']);
  expect(nearby(lanes, 100, 12, 1).map(({ id }) => id)).toEqual(['failed']);
  expect(nearby(lanes, 930, 10, 9)).toEqual([]);
});

it('gathers errors that stand at one place', () => {
  const errors = lanes.find(({ id }) => id === 'errors');
  if (!errors) throw new Error('there is always a lane of errors');
  const marks = (from: number, to: number, slots: number) =>
    errorMarks(errors, { from, to }, slots).map(({ item, others, position }) => [item.id, others, position]);
  expect(marks(0, 1_000, 100)).toEqual([
    ['failed', 0, 0.112],
    ['failed later', 0, 0.95],
  ]);
  expect(marks(0, 1_000, 1)).toEqual([['failed', 1, 0.112]]);
  expect(marks(200, 900, 10)).toEqual([]);
});
