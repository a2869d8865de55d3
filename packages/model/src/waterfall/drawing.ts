import type { WaterfallLog, WaterfallSpan } from './records.ts';
import type { WaterfallRow } from './rows.ts';

/** For tests: traces as drawings. */

/** `span('b', 'a', 10, 30)` is b under a, from 10 to 30 ms, in the trace `t`. */
export function span(
  spanId: string,
  parentSpanId: string,
  from: number,
  to: number,
  more: Partial<WaterfallSpan> = {},
): WaterfallSpan {
  return {
    traceId: 't',
    spanId,
    parentSpanId,
    service: 'payment',
    name: spanId,
    kind: 'internal',
    hasError: false,
    start: from,
    duration: Math.max(0, to - from),
    links: [],
    ...more,
  };
}

export function log(
  id: string,
  spanId: string,
  start: number,
  more: Partial<WaterfallLog> = {},
): WaterfallLog {
  return { id, traceId: 't', spanId, service: 'payment', text: id, level: 'normal', start, ...more };
}

/** The tree as text, one row a line, indented by depth. */
export function draw(rows: readonly WaterfallRow[]): string[] {
  return rows.map((row) => `${'  '.repeat(row.depth)}${nameOf(row)}`);
}

function nameOf(row: WaterfallRow): string {
  switch (row.kind) {
    case 'span': {
      const how = row.via === 'parent' ? '' : ` (${row.via})`;
      return `${row.key.replace(/^t:/, '')}${how}${row.cycle ? ' (cycle)' : ''}`;
    }
    case 'missing-parent':
      return `missing ${row.spanId}`;
    case 'action':
      return `[${row.action.title}]`;
    case 'link':
      return `-> ${row.span.spanId}`;
    case 'log':
      return `· ${row.log.id}`;
  }
}
