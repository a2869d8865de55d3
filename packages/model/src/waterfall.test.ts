import type { LogRecord, Span } from '@throughline/format';
import { describe, expect, it } from 'vitest';
import { buildWaterfall, type WaterfallRow } from './waterfall.ts';

const START = 1_780_000_000_000_000_000n;

/** A span from a drawing: `span('b', 'a', 10, 30)` is b under a, from 10 to 30 ms. */
function span(spanId: string, parentSpanId: string, from: number, to: number, error = false): Span {
  return {
    traceId: 't',
    spanId,
    parentSpanId,
    sessionId: '',
    service: 'payment',
    name: spanId,
    kind: 'internal',
    startTimeUnixNano: at(from),
    endTimeUnixNano: at(to),
    status: { code: error ? 'error' : 'unset', message: '' },
    attributes: {},
    resource: {},
    scope: { name: '', version: '' },
    events: [],
    links: [],
  };
}

function log(id: string, spanId: string, time: number): LogRecord {
  return {
    id,
    timeUnixNano: at(time),
    observedTimeUnixNano: at(time),
    severityNumber: 9,
    severityText: 'INFO',
    eventName: '',
    service: 'payment',
    body: { stringValue: id },
    attributes: {},
    resource: {},
    scope: { name: '', version: '' },
    traceId: 't',
    spanId,
    sessionId: '',
  };
}

function at(ms: number): string {
  return String(START + BigInt(Math.round(ms * 1e6)));
}

/** The tree as text, one row a line, indented by depth. */
function draw(rows: WaterfallRow[]): string[] {
  return rows.map(
    (row) => `${'  '.repeat(row.depth)}${row.key}${row.kind === 'span' && row.cycle ? ' (cycle)' : ''}`,
  );
}

describe('buildWaterfall', () => {
  it('orders rows as a tree, siblings by start', () => {
    const spans = [
      span('d', 'a', 60, 90),
      span('c', 'b', 20, 30),
      span('a', '', 0, 100),
      span('b', 'a', 10, 50),
    ];
    const { rows, duration } = buildWaterfall({ spans, logs: [] });
    expect(draw(rows)).toEqual(['a', '  b', '    c', '  d']);
    expect(rows.map((row) => [row.offset, row.duration, row.children])).toEqual([
      [0, 100, 2],
      [10, 40, 1],
      [20, 10, 0],
      [60, 30, 0],
    ]);
    expect(rows.map((row) => row.parentKey)).toEqual([null, 'a', 'b', 'a']);
    expect(duration).toBe(100);
  });

  it('keeps microseconds exact beside times that have left the safe integers', () => {
    const { rows } = buildWaterfall({ spans: [span('a', '', 0, 1), span('b', 'a', 0.001, 0.002)], logs: [] });
    expect(rows[1]?.offset).toBe(0.001);
    expect(rows[1]?.duration).toBe(0.001);
  });

  it('hangs spans whose parent never arrived under one marker for each missing parent', () => {
    const spans = [
      span('x', 'gone', 5, 10),
      span('y', 'gone', 7, 20),
      span('a', '', 0, 3),
      span('z', 'lost', 8, 9),
    ];
    const { rows } = buildWaterfall({ spans, logs: [] });
    expect(draw(rows)).toEqual(['a', 'missing gone', '  x', '  y', 'missing lost', '  z']);
    expect(rows[1]).toMatchObject({
      kind: 'missing-parent',
      spanId: 'gone',
      offset: 5,
      duration: 15,
      children: 2,
    });
  });

  it('cuts a circle of parents at its earliest span and loses none', () => {
    const spans = [
      span('b', 'a', 10, 20),
      span('a', 'c', 5, 30),
      span('c', 'b', 12, 15),
      span('r', '', 0, 1),
    ];
    expect(draw(buildWaterfall({ spans, logs: [] }).rows)).toEqual(['r', 'a (cycle)', '  b', '    c']);
  });

  it('survives a span that is its own parent', () => {
    expect(draw(buildWaterfall({ spans: [span('a', 'a', 0, 1)], logs: [] }).rows)).toEqual(['a (cycle)']);
  });

  it('keeps spans that bear one id apart; the earliest takes children and logs', () => {
    const spans = [
      span('a', '', 0, 50),
      span('b', 'a', 10, 20),
      span('b', 'a', 12, 18),
      span('c', 'b', 13, 14),
    ];
    const { rows } = buildWaterfall({ spans, logs: [log('l', 'b', 13)] });
    expect(draw(rows)).toEqual(['a', '  b', '    c', '  b#2']);
    expect(rows.map((row) => (row.kind === 'span' ? row.logs.length : 0))).toEqual([0, 1, 0, 0]);
  });

  it('attaches logs to their spans by time and sets the others aside', () => {
    const logs = [log('late', 'a', 9), log('early', 'a', 2), log('stray', 'nowhere', 4), log('bare', '', 3)];
    const { rows, strayLogs } = buildWaterfall({ spans: [span('a', '', 1, 10)], logs });
    expect(rows[0]?.kind === 'span' && rows[0].logs.map(({ log, offset }) => [log.id, offset])).toEqual([
      ['early', 1],
      ['late', 8],
    ]);
    expect(strayLogs.map(({ log }) => log.id)).toEqual(['bare', 'stray']);
  });

  it('marks error spans and never gives a negative duration', () => {
    const { rows } = buildWaterfall({ spans: [span('a', '', 10, 4, true)], logs: [] });
    expect(rows[0]).toMatchObject({ hasError: true, offset: 0, duration: 0 });
  });

  it('starts at the first log when there is no span, and answers an empty trace', () => {
    const onlyLogs = buildWaterfall({ spans: [], logs: [log('b', '', 7), log('a', '', 5)] });
    expect(onlyLogs.strayLogs.map(({ offset }) => offset)).toEqual([0, 2]);
    expect(onlyLogs.duration).toBe(2);
    expect(buildWaterfall({ spans: [], logs: [] })).toEqual({
      startTimeUnixNano: '0',
      duration: 0,
      rows: [],
      strayLogs: [],
    });
  });

  it('walks a chain of 50,000 spans', () => {
    const spans = Array.from({ length: 50_000 }, (_, index) =>
      span(`s${index}`, index === 0 ? '' : `s${index - 1}`, index / 1000, 100),
    );
    const { rows } = buildWaterfall({ spans, logs: [] });
    expect(rows).toHaveLength(50_000);
    expect(rows.at(-1)?.depth).toBe(49_999);
  });
});
