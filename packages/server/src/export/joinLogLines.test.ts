import type { LogSource, SessionLog } from '@throughline/format';
import { expect, it } from 'vitest';
import { joinLogLines } from './joinLogLines.ts';

const source = (service: string): LogSource => ({ service }) as LogSource;
const line = (id: string, from: number): SessionLog => ({ id, source: from }) as SessionLog;

it('leads each line to its own source', () => {
  const { logs, sources } = joinLogLines([
    { logs: [line('a', 1), line('b', 0)], sources: [source('shop'), source('orders')] },
    { logs: [], sources: [] },
    { logs: [line('c', 0)], sources: [source('payment')] },
  ]);
  expect(logs.map(({ id, source }) => [id, sources[source]?.service])).toEqual([
    ['a', 'orders'],
    ['b', 'shop'],
    ['c', 'payment'],
  ]);
});
