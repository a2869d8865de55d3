import { describe, expect, it } from 'vitest';
import { buildWaterfall } from './buildWaterfall.ts';
import { criticalPath } from './criticalPath.ts';
import { span } from './drawing.ts';
import type { WaterfallSpan } from './records.ts';

/** The path of the first root, in the order of time: `a 0-10`. */
function path(...spans: WaterfallSpan[]): string[] {
  const { rows } = buildWaterfall({ spans, logs: [], actions: [] });
  return [...criticalPath(rows, 0)]
    .flatMap(([row, stretches]) => stretches.map((stretch) => ({ row: rows[row], ...stretch })))
    .sort((a, b) => a.from - b.from)
    .map(({ row, from, to }) => `${row?.kind === 'span' ? row.span.spanId : '?'} ${from}-${to}`);
}

describe('criticalPath', () => {
  /*
   * a |------------------|  0-100
   * b    |-----|            10-40
   * c             |---|     60-90
   */
  it('goes through children one after another, and what stands between is the parent’s', () => {
    expect(path(span('a', '', 0, 100), span('b', 'a', 10, 40), span('c', 'a', 60, 90))).toEqual([
      'a 0-10',
      'b 10-40',
      'a 40-60',
      'c 60-90',
      'a 90-100',
    ]);
  });

  /*
   * a |------------------|  0-100
   * b   |------|            10-50   runs beside c: not waited for
   * c   |-----------|       10-80
   */
  it('waits, of those that run beside each other, for the one that finished last', () => {
    expect(path(span('a', '', 0, 100), span('b', 'a', 10, 50), span('c', 'a', 10, 80))).toEqual([
      'a 0-10',
      'c 10-80',
      'a 80-100',
    ]);
  });

  /*
   * a |------------------|  0-100
   * b  |----|               5-30
   * c     |------|          20-60   overlaps b: before c began only d had finished
   * d  |-|                  5-15
   */
  it('takes before a child the last that had finished when it began', () => {
    expect(
      path(span('a', '', 0, 100), span('b', 'a', 5, 30), span('c', 'a', 20, 60), span('d', 'a', 5, 15)),
    ).toEqual(['a 0-5', 'd 5-15', 'a 15-20', 'c 20-60', 'a 60-100']);
  });

  it('goes down as far as the trace goes', () => {
    expect(path(span('a', '', 0, 100), span('b', 'a', 10, 90), span('c', 'b', 20, 80))).toEqual([
      'a 0-10',
      'b 10-20',
      'c 20-80',
      'b 80-90',
      'a 90-100',
    ]);
  });

  it('counts of a child that outlives its parent, or began before it, the part within', () => {
    expect(path(span('a', '', 10, 50), span('b', 'a', 30, 90), span('c', 'b', 60, 80))).toEqual([
      'a 10-30',
      'b 30-50',
    ]);
    expect(path(span('a', '', 10, 50), span('b', 'a', 0, 20))).toEqual(['b 10-20', 'a 20-50']);
    expect(path(span('a', '', 10, 50), span('b', 'a', 60, 80))).toEqual(['a 10-50']);
  });

  it('does not wait for the consumer of a message', () => {
    const producer = span('p', 'a', 10, 20, { kind: 'producer' });
    const consumer = span('c', 'p', 12, 90, { kind: 'consumer' });
    expect(path(span('a', '', 0, 100), producer, consumer)).toEqual(['a 0-10', 'p 10-20', 'a 20-100']);
  });

  it('tells each moment from the start to the end of the root once', () => {
    const spans = [span('r', '', 0, 1000)];
    let seed = 7;
    const random = (most: number) => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed % most;
    };
    for (let index = 0; index < 300; index++) {
      const from = random(900);
      spans.push(span(`s${index}`, index < 5 ? 'r' : `s${random(index)}`, from, from + random(300)));
    }
    const stretches = path(...spans).map((text) => text.split(' ')[1]?.split('-').map(Number) ?? []);
    let at = 0;
    for (const [from, to] of stretches) {
      expect(from).toBe(at);
      at = to ?? 0;
    }
    expect(at).toBe(1000);
  });

  it('walks a chain of 50,000 spans', () => {
    const chain = Array.from({ length: 50_000 }, (_, index) =>
      span(`s${index}`, index === 0 ? '' : `s${index - 1}`, index, 200_000 - index),
    );
    const { rows } = buildWaterfall({ spans: chain, logs: [], actions: [] });
    expect(criticalPath(rows, 0).size).toBe(50_000);
  });

  it('is empty for what is no span', () => {
    expect(criticalPath([], 0).size).toBe(0);
  });
});
