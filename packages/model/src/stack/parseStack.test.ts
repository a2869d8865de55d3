import { describe, expect, it } from 'vitest';
import { parseStack, type StackFrame } from './parseStack.ts';

const at = (functionName: string, url: string, line: number, column: number): StackFrame => ({
  functionName,
  position: { url, line, column },
});
const JS = 'https://shop.test/assets/index-B1x.js';

describe('a stack of', () => {
  it('Chromium', () => {
    const stack = `TypeError: Cannot read properties of undefined (reading 'id')
    at n.pay (${JS}:1:2041)
    at async Promise.all (index 0)
    at async ${JS}:1:90
    at new r (${JS}:2:3)
    at Object.get [as total] (${JS}:2:7)
    at Array.map (<anonymous>)
    at eval (eval at run (${JS}:3:1), <anonymous>:1:7)
    at HTMLButtonElement.<anonymous> (${JS}?v=3:1:5)`;
    expect(parseStack(stack)).toEqual([
      {
        title: "TypeError: Cannot read properties of undefined (reading 'id')",
        frames: [
          at('n.pay', JS, 1, 2041),
          { functionName: 'Promise.all' },
          at('', JS, 1, 90),
          at('new r', JS, 2, 3),
          at('Object.get', JS, 2, 7),
          { functionName: 'Array.map' },
          at('eval', '<anonymous>', 1, 7),
          at('HTMLButtonElement.<anonymous>', `${JS}?v=3`, 1, 5),
        ],
      },
    ]);
  });

  it('Node.js', () => {
    const stack = `Error: query timeout
    at Query.onTimeout (/app/dist/database.js:41:19)
    at file:///app/dist/reserve.js:18:9
    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)
    at C:\\app\\main.js:7:1`;
    expect(parseStack(stack)[0]?.frames).toEqual([
      at('Query.onTimeout', '/app/dist/database.js', 41, 19),
      at('', 'file:///app/dist/reserve.js', 18, 9),
      at('process.processTicksAndRejections', 'node:internal/process/task_queues', 105, 5),
      at('', 'C:\\app\\main.js', 7, 1),
    ]);
  });

  it('Firefox', () => {
    const stack = `charge/<@${JS}:1:2041
async*pay@${JS}:1:90
promise callback*start@${JS}:2:3
@${JS}:9:1
setTimeout handler*boot@http://user@host.test:8080/a@b.js:4:5
@debugger eval code:1:7
`;
    expect(parseStack(stack)).toEqual([
      {
        title: '',
        frames: [
          at('charge', JS, 1, 2041),
          at('pay', JS, 1, 90),
          at('start', JS, 2, 3),
          at('', JS, 9, 1),
          at('boot', 'http://user@host.test:8080/a@b.js', 4, 5),
          at('', 'debugger eval code', 1, 7),
        ],
      },
    ]);
  });

  it('Safari', () => {
    const stack = `charge@${JS}:1:2041
[native code]
forEach@[native code]
global code@${JS}:1:1`;
    expect(parseStack(stack)[0]?.frames).toEqual([
      at('charge', JS, 1, 2041),
      { functionName: '' },
      { functionName: 'forEach' },
      at('global code', JS, 1, 1),
    ]);
  });
});

it('tells the chain of causes, as the SDKs and as Node.js write it', () => {
  const stack = `Error: payment failed
    at pay (${JS}:1:1)
Caused by: Error: gateway away
    at call (${JS}:2:2)
  [cause]: TypeError: fetch failed
  and more of it
      at fetch (${JS}:3:3)
      ... 4 lines matching cause stack trace ...`;
  expect(parseStack(stack)).toEqual([
    { title: 'Error: payment failed', frames: [at('pay', JS, 1, 1)] },
    { title: 'Error: gateway away', frames: [at('call', JS, 2, 2)] },
    {
      title: 'TypeError: fetch failed\n  and more of it',
      frames: [at('fetch', JS, 3, 3)],
      omitted: '... 4 lines matching cause stack trace ...',
    },
  ]);
});

it('takes for a message what is no frame', () => {
  expect(parseStack('')).toEqual([{ title: '', frames: [] }]);
  expect(parseStack('mail ada@shop.test at noon\nat once')).toEqual([
    { title: 'mail ada@shop.test at noon\nat once', frames: [] },
  ]);
});

it('is bounded', () => {
  const frames = (count: number) => `Error\n${`    at f (${JS}:1:1)\n`.repeat(count)}`;
  expect(parseStack(frames(100_000))[0]?.frames).toHaveLength(399);
  const hostile = [
    `at ${'('.repeat(60_000)}`,
    `at ${' ('.repeat(30_000)})`,
    `${'@'.repeat(60_000)}:1:1`,
    `at ${'a:1'.repeat(1_300)} [as`,
    `${'a callback*'.repeat(350)}@x:1:1`,
    `at ${'x ['.repeat(1_300)}`,
    '0:'.repeat(2_000),
    '<'.repeat(3_990),
  ];
  for (const text of hostile) expect(parseStack(text)).toHaveLength(1);
});
