import { ATTRIBUTES, EVENTS } from '@throughline/format';
import { expect, it } from 'vitest';
import type { CapturedLog } from '../../captured.ts';
import { type Call, createTellOfCall } from './tellOfCalls.ts';

function told(calls: Partial<Call>[], isTextSeen = true): CapturedLog[] {
  const logs: CapturedLog[] = [];
  const tell = createTellOfCall({ emit: (captured) => logs.push(captured as CapturedLog), isTextSeen });
  const usual = { time: 0, end: 0, isAccepted: true, line: '', first: '', rest: '', stack: undefined };
  for (const call of calls) tell({ name: 'count', ...usual, ...call });
  return logs;
}
const lines = (calls: Partial<Call>[]) => told(calls).map(({ body }) => body);

it('counts by labels, anew after a reset', () => {
  const count = { name: 'count', first: 'a', line: 'a' };
  expect(lines([count, count, { name: 'count' }, { name: 'countReset', first: 'a' }, count])).toEqual([
    'a: 1',
    'a: 2',
    'default: 1',
    'a: 1',
  ]);
});

it('measures from the first beginning to each end, and says nothing of what was never begun', () => {
  expect(
    lines([
      { name: 'timeEnd', first: 'load', time: 5 },
      { name: 'time', first: 'load', time: 10 },
      { name: 'time', first: 'load', time: 15 },
      { name: 'timeLog', first: 'load', rest: 'halfway', time: 20.26 },
      { name: 'timeEnd', first: 'load', time: 30 },
      { name: 'timeEnd', first: 'load', time: 40 },
    ]),
  ).toEqual(['load: 10.3 ms halfway', 'load: 20 ms']);
});

it('keeps a bounded number of labels', () => {
  const calls = Array.from({ length: 1_001 }, (_, at) => ({ name: 'time', first: `${at}`, time: 0 }));
  const ends = calls.map((call) => ({ ...call, name: 'timeEnd', time: 1 }));
  expect(lines([...calls, ...ends])).toHaveLength(1_000);
});

it('shows of a stack only what called our own wrapper', () => {
  const stack =
    'Error\n    at ours (recorder.js:1:1)\n    at Object.apply (throughline.js:1:1)\n    at pay (shop.js:7:1)\n    at Object.apply (shop.js:9:1)';
  expect(lines([{ name: 'trace', line: 'here', stack }])).toEqual([
    'here\n    at pay (shop.js:7:1)\n    at Object.apply (shop.js:9:1)',
  ]);
  expect(lines([{ name: 'trace' }])).toEqual(['Trace']);
});

it('tells of what the browser asked, with its text where that may be seen', () => {
  const asked = { name: 'confirm', first: 'Delete it?', time: 10, end: 1_010, isAccepted: false };
  expect(told([asked])).toEqual([
    {
      kind: 'log',
      time: 10,
      eventName: EVENTS.dialog,
      severity: 'info',
      body: 'dismiss confirm "Delete it?"',
      attributes: {
        [ATTRIBUTES.dialogKind]: 'confirm',
        [ATTRIBUTES.dialogAction]: 'dismiss',
        [ATTRIBUTES.dialogDuration]: 1_000,
      },
    },
  ]);
  expect(told([asked], false)[0]?.body).toBe('dismiss confirm');
});
