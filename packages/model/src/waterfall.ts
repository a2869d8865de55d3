import type { LogRecord, Span, Trace } from '@throughline/format';

/** A log of the trace, `offset` milliseconds after the waterfall's start (below zero if its clock runs behind). */
export interface WaterfallLog {
  log: LogRecord;
  offset: number;
}

interface RowPlace {
  /** Unique within the waterfall, even where two spans bear the same id. */
  key: string;
  /** Key of the row it hangs under; `null` at the top. */
  parentKey: string | null;
  /** 0 at the top. */
  depth: number;
  /** Number of rows that hang directly under it. */
  children: number;
  /** Milliseconds from the waterfall's start. */
  offset: number;
  /** Milliseconds, never below zero. */
  duration: number;
}

export interface WaterfallSpanRow extends RowPlace {
  kind: 'span';
  span: Span;
  /** Whether the span's status is `error`. */
  hasError: boolean;
  /** True where the span's ancestors run in a circle and the circle was cut here. */
  cycle: boolean;
  /** Written inside this span, by time. */
  logs: WaterfallLog[];
}

/** Stands at the top for a span that others name as their parent but that never arrived. */
export interface WaterfallMissingParentRow extends RowPlace {
  kind: 'missing-parent';
  spanId: string;
}

export type WaterfallRow = WaterfallSpanRow | WaterfallMissingParentRow;

export interface Waterfall {
  /** The earliest start of a span (of a log, if there is no span), UTC nanoseconds; `"0"` for an empty trace. */
  startTimeUnixNano: string;
  /** From the start to the latest end of a span or log, milliseconds. */
  duration: number;
  /** In tree order: each row is followed by all that hang under it; siblings by start. */
  rows: WaterfallRow[];
  /** Logs of the trace whose span is unknown or not here, by time. */
  strayLogs: WaterfallLog[];
}

/**
 * The rows of a trace as a tree. It never throws and never loses a span: spans whose parent is missing hang under a
 * `missing-parent` row, a circle of parents is cut at its earliest span, and of several spans with one id the earliest
 * takes the children and logs.
 */
export function buildWaterfall(trace: Pick<Trace, 'spans' | 'logs'>): Waterfall {
  const start = earliest(trace);
  const offsetOf = (timeUnixNano: string) => Number(nanoseconds(timeUnixNano) - start) / NANOSECONDS_PER_MS;
  const nodes = toNodes(trace.spans, offsetOf);
  const firstById = new Map<string, Node>();
  for (const node of nodes) if (!firstById.has(node.span.spanId)) firstById.set(node.span.spanId, node);
  const strayLogs = attachLogs(trace.logs, firstById, offsetOf);

  const rows: WaterfallRow[] = [];
  const placed = new Set<Node>();
  for (const top of hang(nodes, firstById)) place(top, rows, placed);
  // What no top leads to is part of a circle, or hangs from one.
  for (const node of nodes) if (!placed.has(node)) place({ node, cycle: true }, rows, placed);

  const ends = [
    ...rows.map((row) => row.offset + row.duration),
    ...trace.logs.map((log) => offsetOf(log.timeUnixNano)),
  ];
  return { startTimeUnixNano: String(start), duration: largest(ends), rows, strayLogs };
}

const NANOSECONDS_PER_MS = 1e6;

interface Node {
  span: Span;
  key: string;
  offset: number;
  duration: number;
  logs: WaterfallLog[];
  children: Node[];
}

type Top = { node: Node; cycle: boolean } | { missing: string; children: Node[] };

function toNodes(spans: Span[], offsetOf: (time: string) => number): Node[] {
  const nodes = spans.map((span): Node => {
    const offset = offsetOf(span.startTimeUnixNano);
    const duration = Math.max(0, offsetOf(span.endTimeUnixNano) - offset);
    return { span, key: span.spanId, offset, duration, logs: [], children: [] };
  });
  nodes.sort((a, b) => a.offset - b.offset);
  const seen = new Map<string, number>();
  for (const node of nodes) {
    const times = (seen.get(node.span.spanId) ?? 0) + 1;
    seen.set(node.span.spanId, times);
    if (times > 1) node.key = `${node.span.spanId}#${times}`;
  }
  return nodes;
}

/** Gives the logs to their spans and returns those that found none. */
function attachLogs(
  logs: LogRecord[],
  firstById: Map<string, Node>,
  offsetOf: (time: string) => number,
): WaterfallLog[] {
  const stray: WaterfallLog[] = [];
  const byTime = logs.map((log) => ({ log, offset: offsetOf(log.timeUnixNano) }));
  byTime.sort((a, b) => a.offset - b.offset);
  for (const entry of byTime) (firstById.get(entry.log.spanId)?.logs ?? stray).push(entry);
  return stray;
}

/** Hangs each node under its parent and returns what stands at the top, by start. */
function hang(nodes: Node[], firstById: Map<string, Node>): Top[] {
  const tops: Top[] = [];
  const missing = new Map<string, Node[]>();
  for (const node of nodes) {
    const { parentSpanId } = node.span;
    const parent = firstById.get(parentSpanId);
    if (parent) parent.children.push(node);
    else if (!parentSpanId) tops.push({ node, cycle: false });
    else if (missing.has(parentSpanId)) missing.get(parentSpanId)?.push(node);
    else {
      const children = [node];
      missing.set(parentSpanId, children);
      tops.push({ missing: parentSpanId, children });
    }
  }
  return tops;
}

/** Appends the rows of `top` and all under it, without recursion: a trace may be a chain of any length. */
function place(top: Top, rows: WaterfallRow[], placed: Set<Node>): void {
  const stack: { node: Node; parentKey: string | null; depth: number; cycle: boolean }[] = [];
  const push = (children: Node[], parentKey: string, depth: number) => {
    for (const node of children.toReversed()) stack.push({ node, parentKey, depth, cycle: false });
  };
  if ('missing' in top) {
    const row = missingParentRow(top.missing, top.children);
    rows.push(row);
    push(top.children, row.key, 1);
  } else stack.push({ node: top.node, parentKey: null, depth: 0, cycle: top.cycle });

  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node, parentKey, depth, cycle } = next;
    if (placed.has(node)) continue;
    placed.add(node);
    const children = node.children.filter((child) => !placed.has(child));
    const { key, span, offset, duration, logs } = node;
    const hasError = span.status.code === 'error';
    rows.push({
      kind: 'span',
      key,
      parentKey,
      depth,
      children: children.length,
      offset,
      duration,
      span,
      hasError,
      cycle,
      logs,
    });
    push(children, key, depth + 1);
  }
}

function missingParentRow(spanId: string, children: Node[]): WaterfallMissingParentRow {
  const offset = children[0]?.offset ?? 0;
  const duration = largest(children.map((child) => child.offset + child.duration)) - offset;
  return {
    kind: 'missing-parent',
    key: `missing ${spanId}`,
    parentKey: null,
    depth: 0,
    children: children.length,
    offset,
    duration,
    spanId,
  };
}

function earliest({ spans, logs }: Pick<Trace, 'spans' | 'logs'>): bigint {
  const times =
    spans.length > 0
      ? spans.map((span) => nanoseconds(span.startTimeUnixNano))
      : logs.map((log) => nanoseconds(log.timeUnixNano));
  let least = times[0] ?? 0n;
  for (const time of times) if (time < least) least = time;
  return least;
}

function nanoseconds(decimal: string): bigint {
  return /^\d+$/.test(decimal) ? BigInt(decimal) : 0n;
}

function largest(numbers: number[]): number {
  return numbers.reduce((most, number) => Math.max(most, number), 0);
}
