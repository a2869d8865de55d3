import { buildWaterfall, type WaterfallLog, type WaterfallSpan } from '@throughline/model';
import { describe, expect, it } from 'vitest';
import {
  keysWithMore,
  type LineFilter,
  linesByTime,
  matchRows,
  selectedLine,
  type TreeLine,
  visibleLines,
} from './lines.ts';

const span = (spanId: string, parentSpanId: string, start: number, more: Partial<WaterfallSpan> = {}) =>
  ({
    traceId: 't',
    spanId,
    parentSpanId,
    service: 'shop',
    name: `name-${spanId}`,
    start,
    duration: 1,
    hasError: false,
    links: [],
    ...more,
  }) as unknown as WaterfallSpan;
const log = (
  id: string,
  spanId: string,
  start: number,
  level: WaterfallLog['level'] = 'normal',
): WaterfallLog => ({
  id,
  traceId: 't',
  spanId,
  service: 'shop',
  text: id,
  level,
  start,
});

const WATERFALL = buildWaterfall({
  spans: [
    span('a', '', 1),
    span('b', 'a', 2, { service: 'orders' }),
    span('c', 'b', 3, { hasError: true }),
    span('d', 'a', 4),
  ],
  logs: [log('in b', 'b', 3.5), log('astray', 'x', 9, 'error')],
  actions: [],
});
const NOTHING = new Set<string>();
const NO_FILTER: LineFilter = { query: '', service: '', errorsOnly: false, range: null };

const draw = (lines: TreeLine[]) =>
  lines.map((line) => {
    const sign =
      line.kind === 'log' ? '·' : line.isExpanded === undefined ? ' ' : line.isExpanded ? '-' : '+';
    const name =
      line.kind === 'log' || line.row.kind === 'log'
        ? line.kind === 'log'
          ? line.log.id
          : 'stray'
        : line.key.slice(2);
    return `${'  '.repeat(line.depth)}${sign}${name}${line.kind === 'row' && line.isContext ? ' (context)' : ''}`;
  });

describe('visibleLines', () => {
  it('shows the whole tree, each span with its logs beneath', () => {
    expect(draw(visibleLines(WATERFALL, NOTHING, true, null))).toEqual([
      '-a',
      '  -b',
      '    ·in b',
      '     c',
      '   d',
      ' stray',
    ]);
  });

  it('hides all that is under a collapsed span, however deep', () => {
    expect(draw(visibleLines(WATERFALL, new Set(['t:a']), true, null))).toEqual(['+a', ' stray']);
    expect(draw(visibleLines(WATERFALL, new Set(['t:b', 't:d']), true, null))).toEqual([
      '-a',
      '  +b',
      '   d',
      ' stray',
    ]);
    expect(draw(visibleLines(WATERFALL, keysWithMore(WATERFALL), true, null))).toEqual(['+a', ' stray']);
  });

  it('leaves logs out on demand', () => {
    expect(draw(visibleLines(WATERFALL, NOTHING, false, null))).toEqual([
      '-a',
      '  -b',
      '     c',
      '   d',
      ' stray',
    ]);
  });
});

describe('matchRows', () => {
  const matching = (filter: Partial<LineFilter>) => {
    const found = matchRows(WATERFALL, { ...NO_FILTER, ...filter });
    return draw(visibleLines(WATERFALL, NOTHING, false, found?.matches ?? null));
  };

  it('keeps what leads to a match', () => {
    expect(matching({ service: 'orders' })).toEqual(['-a (context)', '  -b']);
    expect(matching({ errorsOnly: true })).toEqual(['-a (context)', '  -b (context)', '     c', ' stray']);
    expect(matching({ query: 'NAME-d' })).toEqual(['-a (context)', '   d']);
    expect(matching({ query: 'in b' })).toEqual(['-a (context)', '  -b']);
    expect(matching({ query: 'nowhere' })).toEqual([]);
    expect(matching({ range: { from: 3.5, to: 4.5 } })).toEqual([
      '-a (context)',
      '  -b (context)',
      '     c',
      '   d',
    ]);
  });

  it('counts what passes itself', () => {
    expect(matchRows(WATERFALL, { ...NO_FILTER, errorsOnly: true })?.count).toBe(2);
    expect(matchRows(WATERFALL, { ...NO_FILTER, query: '  ' })).toBeNull();
  });
});

it('finds the line at a moment by time, not by place', () => {
  const { starts, order } = linesByTime(visibleLines(WATERFALL, NOTHING, true, null));
  expect([...starts]).toEqual([1, 2, 3, 3.5, 4, 9]);
  expect([...order]).toEqual([0, 1, 3, 2, 4, 5]);
});

it('finds the line of what is selected', () => {
  const lines = visibleLines(WATERFALL, NOTHING, true, null);
  expect(selectedLine(lines, { traceId: 't', spanId: 'b' })).toBe(1);
  expect(selectedLine(lines, { item: 'in b', traceId: 't', spanId: 'b' })).toBe(2);
  expect(
    selectedLine(visibleLines(WATERFALL, NOTHING, false, null), { item: 'in b', traceId: 't', spanId: 'b' }),
  ).toBe(1);
  expect(selectedLine(lines, { traceId: 'u', spanId: 'b' })).toBe(-1);
  expect(selectedLine(lines, {})).toBe(-1);
});
