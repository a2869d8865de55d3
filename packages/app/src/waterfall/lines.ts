import type { Waterfall, WaterfallLog, WaterfallRow, WaterfallSpanRow } from '@throughline/model';

/** A line of the tree: a row of the waterfall, or a log beneath its span. */
export type TreeLine = RowLine | LogLine;

export interface RowLine {
  kind: 'row';
  key: string;
  depth: number;
  start: number;
  /** Index of the row. */
  index: number;
  row: WaterfallRow;
  /** `undefined` for what has nothing beneath it. */
  isExpanded: boolean | undefined;
  /** Shown for what is beneath it alone: it does not pass the filter itself. */
  isContext: boolean;
}

export interface LogLine {
  kind: 'log';
  key: string;
  depth: number;
  start: number;
  /** Index of the span's row. */
  index: number;
  log: WaterfallLog;
}

/** For each row: it passes the filter, something beneath it does, or neither. */
export type Matches = Uint8Array;
export const MATCH = { none: 0, context: 1, passes: 2 } as const;

export interface LineFilter {
  query: string;
  service: string;
  errorsOnly: boolean;
  /** What has to do with this part of the time alone, milliseconds from the waterfall's origin; `null` for all. */
  range: { from: number; to: number } | null;
}

/** `null` if the filter narrows nothing. A span passes by its own name, service and id, or by a log inside it. */
export function matchRows(
  { rows }: Waterfall,
  { query, service, errorsOnly, range }: LineFilter,
): { matches: Matches; count: number } | null {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && service === '' && !errorsOnly && !range) return null;
  const matches = new Uint8Array(rows.length);
  let count = 0;
  // From the last to the first, so that what is beneath a row is known.
  for (let index = rows.length - 1; index >= 0; index--) {
    const row = rows[index];
    if (!row) continue;
    const passes =
      (service === '' || serviceOf(row) === service) &&
      (!errorsOnly || hasError(row)) &&
      (!range || (row.start <= range.to && row.start + row.duration >= range.from)) &&
      (words.length === 0 || hasWords(textOf(row), words));
    if (passes) {
      matches[index] = MATCH.passes;
      count += 1;
    }
    if (matches[index] !== MATCH.none && row.parent >= 0 && matches[row.parent] === MATCH.none)
      matches[row.parent] = MATCH.context;
  }
  return { matches, count };
}

/** The lines to show: rows without those under a collapsed one or that do not match, each span's logs beneath it if wanted. */
export function visibleLines(
  { rows }: Waterfall,
  collapsed: ReadonlySet<string>,
  withLogs: boolean,
  matches: Matches | null,
): TreeLine[] {
  const lines: TreeLine[] = [];
  for (let index = 0; index < rows.length; ) {
    const row = rows[index];
    if (!row) break;
    const match = matches ? matches[index] : MATCH.passes;
    if (match === MATCH.none) {
      index = row.subtreeEnd;
      continue;
    }
    // Of what is there for its children alone, the logs would only be in the way.
    const logs = withLogs && row.kind === 'span' && match === MATCH.passes ? row.logs : [];
    const hasMore = row.subtreeEnd > index + 1 || logs.length > 0;
    const isCollapsed = hasMore && collapsed.has(row.key);
    const { key, depth, start } = row;
    const isExpanded = hasMore ? !isCollapsed : undefined;
    lines.push({
      kind: 'row',
      key,
      depth,
      start,
      index,
      row,
      isExpanded,
      isContext: match === MATCH.context,
    });
    if (!isCollapsed)
      for (const [number, log] of logs.entries())
        lines.push({
          kind: 'log',
          key: `${key} log ${number}`,
          depth: depth + 1,
          start: log.start,
          index,
          log,
        });
    index = isCollapsed ? row.subtreeEnd : index + 1;
  }
  return lines;
}

/** Keys of all rows that have something beneath them. */
export function keysWithMore({ rows }: Waterfall): Set<string> {
  const keys = new Set<string>();
  for (const [index, row] of rows.entries())
    if (row.subtreeEnd > index + 1 || (row.kind === 'span' && row.logs.length > 0)) keys.add(row.key);
  return keys;
}

/** Lines by time: when each began, ascending, and which line it is. Of lines of one moment the lowest comes last. */
export function linesByTime(lines: readonly TreeLine[]): { starts: Float64Array; order: Int32Array } {
  const order = Int32Array.from(lines, (_, index) => index).sort(
    (a, b) => (lines[a]?.start ?? 0) - (lines[b]?.start ?? 0) || a - b,
  );
  return { starts: Float64Array.from(order, (line) => lines[line]?.start ?? 0), order };
}

/** The line of what is selected: of a log its own if it is shown, else its span's. -1 if neither is shown. */
export function selectedLine(
  lines: readonly TreeLine[],
  selected: { item?: string | undefined; traceId?: string | undefined; spanId?: string | undefined },
): number {
  const { item, traceId, spanId } = selected;
  let found = -1;
  for (const [index, line] of lines.entries()) {
    if (line.kind === 'log' ? line.log.id === item : itemOf(line.row) === item && item !== undefined)
      return index;
    if (found >= 0 || line.kind === 'log' || line.row.kind !== 'span') continue;
    if (line.row.span.spanId === spanId && line.row.span.traceId === traceId) found = index;
  }
  return found;
}

function itemOf(row: WaterfallRow): string | undefined {
  if (row.kind === 'action') return row.action.id;
  return row.kind === 'log' ? row.log.id : undefined;
}

function serviceOf(row: WaterfallRow): string | undefined {
  if (row.kind === 'span' || row.kind === 'link') return row.span.service;
  return row.kind === 'log' ? row.log.service : undefined;
}

function hasError(row: WaterfallRow): boolean {
  if (row.kind === 'span') return row.span.hasError || hasErrorLog(row);
  return row.kind === 'log' && row.log.level === 'error';
}

function hasErrorLog({ logs }: WaterfallSpanRow): boolean {
  return logs.some(({ level }) => level === 'error');
}

function textOf(row: WaterfallRow): string {
  switch (row.kind) {
    case 'span': {
      const { service, name, spanId, traceId } = row.span;
      return [service, name, spanId, traceId, ...row.logs.map(({ text }) => text)].join('\n');
    }
    case 'link':
      return `${row.span.service}\n${row.span.name}`;
    case 'action':
      return row.action.title;
    case 'log':
      return `${row.log.service}\n${row.log.text}`;
    case 'missing-parent':
      return row.spanId;
  }
}

function hasWords(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word));
}
