import type { LogRecord, Span } from '@throughline/format';
import { buildWaterfall } from '@throughline/model';
import { expect, it } from 'vitest';
import { type TreeLine, visibleRows } from './visibleRows.ts';

const span = (spanId: string, parentSpanId: string, from: number): Span =>
  ({
    spanId,
    parentSpanId,
    startTimeUnixNano: `${from}000000`,
    endTimeUnixNano: `${from + 1}000000`,
    status: { code: 'unset', message: '' },
  }) as Span;
const log = (id: string, spanId: string, at: number): LogRecord =>
  ({ id, spanId, timeUnixNano: `${at}000000` }) as LogRecord;

const WATERFALL = buildWaterfall({
  spans: [span('a', '', 1), span('b', 'a', 2), span('c', 'b', 3), span('d', 'a', 4)],
  logs: [log('in b', 'b', 3), log('astray', 'x', 2)],
});

const draw = (lines: TreeLine[]) =>
  lines.map((line) => {
    const sign =
      line.kind === 'log' ? '·' : line.isExpanded === undefined ? ' ' : line.isExpanded ? '-' : '+';
    return `${'  '.repeat(line.depth)}${sign}${line.kind === 'log' ? line.entry.log.id : line.key}`;
  });

it('shows the whole tree, each span with its logs beneath', () => {
  expect(draw(visibleRows(WATERFALL, new Set(), true))).toEqual([
    '-a',
    '  -b',
    '    ·in b',
    '     c',
    '   d',
    '·astray',
  ]);
});

it('hides all that is under a collapsed span, however deep', () => {
  expect(draw(visibleRows(WATERFALL, new Set(['a']), true))).toEqual(['+a', '·astray']);
  expect(draw(visibleRows(WATERFALL, new Set(['b']), true))).toEqual(['-a', '  +b', '   d', '·astray']);
});

it('leaves logs out on demand', () => {
  expect(draw(visibleRows(WATERFALL, new Set(), false))).toEqual(['-a', '  -b', '     c', '   d']);
});
