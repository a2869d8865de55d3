import { expect, it } from 'vitest';
import { INERT, type Throughline } from '../throughline.ts';
import { takeOverQueue } from './commandQueue.ts';

function setUp() {
  const calls: unknown[][] = [];
  const init = (options: unknown): Throughline => {
    calls.push(['init', options]);
    return { ...INERT, track: (...args: unknown[]) => void calls.push(['track', ...args]) };
  };
  return { calls, init };
}

it('runs what waited, in order, and then each command at once', () => {
  const { calls, init } = setUp();
  const queue = takeOverQueue(
    [
      ['track', 'early'],
      ['init', { key: 'k' }],
      ['track', 'a'],
    ],
    init,
  );
  expect(calls).toEqual([
    ['init', { key: 'k' }],
    ['track', 'early'],
    ['track', 'a'],
  ]);
  queue.push(['track', 'b', { c: 1 }]);
  expect(calls.at(-1)).toEqual(['track', 'b', { c: 1 }]);
});

it.each([[undefined], [null], [7], [['no command', ['init'], [7], ['constructor'], [], null]]])(
  'takes %j without harm',
  (waiting) => {
    const { init } = setUp();
    const queue = takeOverQueue(waiting, init);
    queue.push(['init', {}], ['nothing'], ['__proto__']);
  },
);
