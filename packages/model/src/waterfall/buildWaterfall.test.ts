import { describe, expect, it } from 'vitest';
import { buildWaterfall } from './buildWaterfall.ts';
import { draw, log, span } from './drawing.ts';
import type { WaterfallRecords } from './records.ts';

const build = (records: Partial<WaterfallRecords>) =>
  buildWaterfall({ spans: [], logs: [], actions: [], ...records });

describe('one trace', () => {
  it('orders rows as a tree, siblings by start', () => {
    const { rows, from, to } = build({
      spans: [span('d', 'a', 60, 90), span('c', 'b', 20, 30), span('a', '', 0, 100), span('b', 'a', 10, 50)],
    });
    expect(draw(rows)).toEqual(['a', '  b', '    c', '  d']);
    expect(rows.map(({ start, duration }) => [start, duration])).toEqual([
      [0, 100],
      [10, 40],
      [20, 10],
      [60, 30],
    ]);
    expect(rows.map(({ parent, subtreeEnd }) => [parent, subtreeEnd])).toEqual([
      [-1, 4],
      [0, 3],
      [1, 3],
      [0, 4],
    ]);
    expect([from, to]).toEqual([0, 100]);
  });

  it('hangs spans whose parent never arrived under one marker for each missing parent', () => {
    const { rows } = build({
      spans: [
        span('x', 'gone', 5, 10),
        span('y', 'gone', 7, 20),
        span('a', '', 0, 3),
        span('z', 'lost', 8, 9),
      ],
    });
    expect(draw(rows)).toEqual(['a', 'missing gone', '  x', '  y', 'missing lost', '  z']);
    expect(rows[1]).toMatchObject({ start: 5, duration: 15, subtreeEnd: 4 });
  });

  it('cuts a circle of parents at its earliest span and loses none', () => {
    const spans = [
      span('b', 'a', 10, 20),
      span('a', 'c', 5, 30),
      span('c', 'b', 12, 15),
      span('r', '', 0, 1),
    ];
    expect(draw(build({ spans }).rows)).toEqual(['r', 'a (cycle)', '  b', '    c']);
    expect(draw(build({ spans: [span('a', 'a', 0, 1)] }).rows)).toEqual(['a (cycle)']);
  });

  it('keeps spans that bear one id apart; the earliest takes children and logs', () => {
    const spans = [
      span('a', '', 0, 50),
      span('b', 'a', 10, 20),
      span('b', 'a', 12, 18),
      span('c', 'b', 13, 14),
    ];
    const { rows } = build({ spans, logs: [log('l', 'b', 13)] });
    expect(draw(rows)).toEqual(['a', '  b', '    c', '  b#2']);
    expect(rows.map((row) => (row.kind === 'span' ? row.logs.length : 0))).toEqual([0, 1, 0, 0]);
  });

  it('attaches logs to their spans by time; the others stand where they happened', () => {
    const logs = [log('late', 'a', 9), log('early', 'a', 2), log('stray', 'nowhere', 4), log('bare', '', 0)];
    const { rows, to } = build({ spans: [span('a', '', 1, 6)], logs });
    expect(draw(rows)).toEqual(['· bare', 'a', '· stray']);
    expect(rows[1]?.kind === 'span' && rows[1].logs.map(({ id }) => id)).toEqual(['early', 'late']);
    expect(to).toBe(9);
  });

  it('answers nothing for nothing', () => {
    expect(build({})).toEqual({ rows: [], from: 0, to: 0 });
  });

  it('walks a chain of 50,000 spans', () => {
    const spans = Array.from({ length: 50_000 }, (_, index) =>
      span(`s${index}`, index === 0 ? '' : `s${index - 1}`, index / 1000, 100),
    );
    const { rows } = build({ spans });
    expect(rows.at(-1)).toMatchObject({ depth: 49_999, subtreeEnd: 50_000 });
  });
});

describe('messages', () => {
  const producer = span('p', '', 0, 10, { kind: 'producer' });

  it('stands a consumer under its producer, in one trace or by a link from another', () => {
    const inTrace = span('c', 'p', 50, 60, { kind: 'consumer' });
    expect(draw(build({ spans: [producer, inTrace] }).rows)).toEqual(['p', '  c (message)']);
    const links = [{ traceId: 't', spanId: 'p' }];
    const linked = span('c', '', 50, 60, { traceId: 'u', kind: 'consumer', links });
    const below = span('d', 'c', 51, 52, { traceId: 'u' });
    expect(draw(build({ spans: [producer, linked, below] }).rows)).toEqual(['p', '  u:c (link)', '    u:d']);
  });

  it('leads from every other producer to the one consumer of all their messages', () => {
    const producers = ['p', 'q', 'r'].map((id, index) => span(id, '', index, 10, { kind: 'producer' }));
    const links = producers.map(({ traceId, spanId }) => ({ traceId, spanId }));
    const consumer = span('c', '', 50, 60, { traceId: 'u', kind: 'consumer', links });
    expect(draw(build({ spans: [...producers, consumer] }).rows)).toEqual([
      'p',
      '  u:c (link)',
      'q',
      '  -> c',
      'r',
      '  -> c',
    ]);
  });

  it('loses nothing where links run in a circle, or lead nowhere', () => {
    const a = span('a', '', 0, 1, { links: [{ traceId: 't', spanId: 'b' }] });
    const b = span('b', '', 2, 3, { links: [{ traceId: 't', spanId: 'a' }] });
    const c = span('c', '', 4, 5, { links: [{ traceId: 'x', spanId: 'y' }] });
    const own = span('o', '', 6, 7, { links: [{ traceId: 't', spanId: 'o' }] });
    const { rows } = build({ spans: [a, b, c, own] });
    expect(draw(rows)).toEqual(['c', 'o', 'a (cycle)', '  b (link)']);
  });

  it('tells of a message to very many by the first of them', () => {
    const others = Array.from({ length: 100 }, (_, index) =>
      span(`c${index}`, 'p', 20, 30, { links: [{ traceId: 't', spanId: 'q' }] }),
    );
    const { rows } = build({ spans: [producer, span('q', '', 1, 2), ...others] });
    expect(rows.filter(({ kind }) => kind === 'link')).toHaveLength(20);
  });
});

describe('what a person did', () => {
  const click = (title: string, start: number) => ({
    id: `log:${title}`,
    kind: 'click' as const,
    title,
    start,
  });

  it('stands over the traces that it caused', () => {
    const { rows } = build({
      spans: [span('a', '', 104, 300), span('b', '', 700, 800), span('early', '', 10, 20)],
      actions: [click('pay', 100), click('leave', 900)],
    });
    expect(draw(rows)).toEqual(['early', '[pay]', '  a', 'b', '[leave]']);
    expect(rows[1]).toMatchObject({ start: 100, duration: 200, subtreeEnd: 3 });
  });

  it('is told once where it is a span itself', () => {
    const { rows } = build({
      spans: [span('root', '', 101, 300, { name: 'click "Pay"' }), span('a', 'root', 105, 200)],
      actions: [click('open', 50), click('click "Pay"', 100), click('click "Pay"', 900)],
    });
    expect(draw(rows)).toEqual(['[open]', 'root', '  a', '[click "Pay"]']);
  });

  it('keeps to the last action before', () => {
    const { rows } = build({
      spans: [span('a', '', 300, 310)],
      actions: [click('one', 0), click('two', 250)],
    });
    expect(draw(rows)).toEqual(['[one]', '[two]', '  a']);
  });
});
