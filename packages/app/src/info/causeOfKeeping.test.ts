import { type TimelineItem, toAnyValue } from '@throughline/format';
import { expect, it } from 'vitest';
import { causeOfKeeping } from './causeOfKeeping.ts';

const item = (
  id: string,
  kind: TimelineItem['kind'],
  severity: TimelineItem['severity'] = 'error',
): TimelineItem => ({ id, kind, severity, timeUnixNano: '0', service: 'shop', title: id });
const ITEMS = [
  item('logged', 'console'),
  item('answered', 'response', 'normal'),
  item('failed', 'response'),
  item('threw', 'error'),
  item('span', 'span'),
  item('log', 'log'),
  item('asked', 'event', 'normal'),
];
const EVENTS = [
  {
    id: 'asked',
    name: 'throughline.keep',
    attributes: { 'throughline.keep.reason': toAnyValue('big order') },
  },
];

it.each([
  ['exception', 'threw'],
  ['failed request', 'failed'],
  ['error span', 'span'],
  ['error log', 'log'],
  ['big order', 'asked'],
  ['sampled', undefined],
  ['constructor', undefined],
])('leads from %s to what it was', (reason, id) => {
  expect(causeOfKeeping(reason, ITEMS, EVENTS)?.id).toBe(id);
});
