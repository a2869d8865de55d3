import type { LogRecord } from '@opentelemetry/api-logs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bridgeConsole } from './console.ts';

const records: LogRecord[] = [];
const printed: unknown[][] = [];
let target: Console;
let undo: () => void;

beforeEach(() => {
  records.length = 0;
  printed.length = 0;
  const print = (...args: unknown[]) => void printed.push(args);
  target = { ...console, debug: print, log: print, info: print, warn: print, error: print };
  undo = bridgeConsole(target, { emit: (record) => void records.push(record), enabled: () => true });
});
afterEach(() => undo());

describe('the console bridge', () => {
  test('keeps the level and formats as the console does', () => {
    target.debug('a %d', 1);
    target.log('b', { c: { d: [1] } });
    target.info('e');
    target.warn('f');
    target.error('g');
    expect(records.map((record) => [record.severityText, record.severityNumber, record.body])).toEqual([
      ['DEBUG', 5, 'a 1'],
      ['INFO', 9, 'b { c: { d: [ 1 ] } }'],
      ['INFO', 9, 'e'],
      ['WARN', 13, 'f'],
      ['ERROR', 17, 'g'],
    ]);
  });

  test('prints exactly what it was given', () => {
    const order = { id: 1 };
    target.log('order %s', order);
    expect(printed).toEqual([['order %s', order]]);
    expect(printed[0]?.[1]).toBe(order);
  });

  test('keeps an error among the arguments as an exception', () => {
    target.warn('late', new TypeError('no'));
    expect(records[0]?.attributes).toMatchObject({
      'exception.type': 'TypeError',
      'exception.message': 'no',
      'exception.stacktrace': expect.stringContaining('console.test.ts'),
    });
  });

  test('bounds what it keeps of a line', () => {
    target.log('x'.repeat(1_000_000));
    expect(String(records[0]?.body)).toHaveLength(65_536);
    expect(String(printed[0]?.[0])).toHaveLength(1_000_000);
  });

  test('an argument that cannot be inspected is printed all the same', () => {
    const hostile = {
      [Symbol.for('nodejs.util.inspect.custom')]() {
        throw new Error('no');
      },
    };
    target.log(hostile);
    expect(printed).toEqual([[hostile]]);
    target.log('next');
    expect(records.map((record) => record.body)).toEqual(['next']);
  });

  test('a line written while a line is recorded is printed but not recorded', () => {
    target.log({
      [Symbol.for('nodejs.util.inspect.custom')]() {
        target.log('inner');
        return 'outer';
      },
    });
    expect(records.map((record) => record.body)).toEqual(['outer']);
    expect(printed[0]).toEqual(['inner']);
  });

  test('is undone', () => {
    undo();
    target.log('after');
    expect(records).toEqual([]);
    expect(printed).toEqual([['after']]);
  });
});
