import { spanKey } from '../clock.ts';
import { causesOf } from './causes.ts';
import type { WaterfallLog, WaterfallRecords, WaterfallSpan } from './records.ts';
import type { Waterfall, WaterfallRow, WaterfallSpanRow } from './rows.ts';

/** Rows under one span that lead to spans linked to it. A message that went to more is told by the first of them. */
const LINK_ROWS_MOST = 20;

/**
 * Rows of one tree: what persons did, in the order of time, each trace under what caused it, siblings by start. It never throws
 * and never loses a span: spans whose parent is missing hang under a `missing-parent` row, a circle of parents is cut at its
 * earliest span, and of several spans with one id the earliest takes the children and logs. The root of a trace that has a link
 * to a span which is here hangs under that span.
 */
export function buildWaterfall({ spans, logs, actions }: WaterfallRecords): Waterfall {
  const nodes = toNodes(spans);
  const firstById = new Map<string, Node>();
  for (const node of nodes) {
    const id = spanKey(node.span.traceId, node.span.spanId);
    if (!firstById.has(id)) firstById.set(id, node);
  }
  const strayLogs = attachLogs(logs, firstById);
  const hung = hang(nodes, firstById);
  const tops = [...hung, ...strayLogs.map((log, index): Entry => ({ kind: 'log', log, index }))];

  const rows: WaterfallRow[] = [];
  const placed = new Set<Node>();
  for (const top of causesOf(tops.map(withName), actions))
    if ('action' in top) {
      const { action, caused } = top;
      const { start } = action;
      rows.push({ kind: 'action', key: action.id, ...AT_TOP, start, duration: 0, action });
      const parent = rows.length - 1;
      for (const one of caused) place(one.entry, rows, placed, parent);
      lengthen(rows, parent);
    } else place(top.entry, rows, placed, -1);
  // What no top leads to is part of a circle, or hangs from one.
  for (const node of nodes)
    if (!placed.has(node)) place({ kind: 'span', node, via: 'parent', cycle: true }, rows, placed, -1);

  closeSubtrees(rows);
  return { rows, ...extent(rows) };
}

interface Node {
  span: WaterfallSpan;
  key: string;
  logs: WaterfallLog[];
  children: Entry[];
  linkRows: number;
}

type Entry =
  | { kind: 'span'; node: Node; via: WaterfallSpanRow['via']; cycle?: boolean }
  | { kind: 'missing'; traceId: string; spanId: string; children: Entry[] }
  | { kind: 'link'; span: WaterfallSpan; key: string }
  | { kind: 'log'; log: WaterfallLog; index: number };

const AT_TOP = { parent: -1, depth: 0, subtreeEnd: 0 };

function toNodes(spans: readonly WaterfallSpan[]): Node[] {
  const sorted = spans.toSorted((a, b) => a.start - b.start);
  const seen = new Map<string, number>();
  return sorted.map((span): Node => {
    const id = spanKey(span.traceId, span.spanId);
    const times = (seen.get(id) ?? 0) + 1;
    seen.set(id, times);
    return { span, key: times > 1 ? `${id}#${times}` : id, logs: [], children: [], linkRows: 0 };
  });
}

/** Gives the logs to their spans and returns those that found none. */
function attachLogs(logs: readonly WaterfallLog[], firstById: ReadonlyMap<string, Node>): WaterfallLog[] {
  const stray: WaterfallLog[] = [];
  for (const log of logs.toSorted((a, b) => a.start - b.start))
    (firstById.get(spanKey(log.traceId, log.spanId))?.logs ?? stray).push(log);
  return stray;
}

/** Hangs each node under its parent, or under what its root is linked to, and returns what stands at the top. */
function hang(nodes: readonly Node[], firstById: ReadonlyMap<string, Node>): Entry[] {
  const tops: Entry[] = [];
  const missing = new Map<string, Extract<Entry, { kind: 'missing' }>>();
  for (const node of nodes) {
    const { traceId, parentSpanId, kind, links } = node.span;
    const parent = firstById.get(spanKey(traceId, parentSpanId));
    const linked = links.flatMap((link) => firstById.get(spanKey(link.traceId, link.spanId)) ?? []);
    const producer = parentSpanId ? undefined : linked.find((other) => other !== node);
    if (parent) {
      const isMessage = kind === 'consumer' && parent.span.kind === 'producer';
      parent.children.push({ kind: 'span', node, via: isMessage ? 'message' : 'parent' });
    } else if (producer) producer.children.push({ kind: 'span', node, via: 'link' });
    else if (!parentSpanId) tops.push({ kind: 'span', node, via: 'parent' });
    else {
      const id = spanKey(traceId, parentSpanId);
      let marker = missing.get(id);
      if (!marker) {
        marker = { kind: 'missing', traceId, spanId: parentSpanId, children: [] };
        missing.set(id, marker);
        tops.push(marker);
      }
      marker.children.push({ kind: 'span', node, via: 'parent' });
    }
    for (const other of new Set(linked)) {
      if (other === producer || other === parent || other === node || other.linkRows >= LINK_ROWS_MOST)
        continue;
      other.linkRows += 1;
      other.children.push({ kind: 'link', span: node.span, key: `${other.key} -> ${node.key}` });
    }
  }
  return tops;
}

function withName(entry: Entry): { start: number; name: string | undefined; entry: Entry } {
  const name = entry.kind === 'span' ? entry.node.span.name : undefined;
  return { start: startOf(entry), name, entry };
}

function startOf(entry: Entry): number {
  if (entry.kind === 'span') return entry.node.span.start;
  if (entry.kind === 'missing') return entry.children[0] ? startOf(entry.children[0]) : 0;
  return entry.kind === 'link' ? entry.span.start : entry.log.start;
}

/** Appends the rows of `top` and all under it, without recursion: a trace may be a chain of any length. */
function place(top: Entry, rows: WaterfallRow[], placed: Set<Node>, under: number): void {
  const stack: { entry: Entry; parent: number }[] = [{ entry: top, parent: under }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { entry, parent } = next;
    if (entry.kind === 'span') {
      if (placed.has(entry.node)) continue;
      placed.add(entry.node);
    }
    rows.push(toRow(entry, parent, (rows[parent]?.depth ?? -1) + 1));
    const index = rows.length - 1;
    const children =
      entry.kind === 'span' ? entry.node.children : entry.kind === 'missing' ? entry.children : NONE;
    for (const child of children.toReversed()) stack.push({ entry: child, parent: index });
  }
}

const NONE: Entry[] = [];

function toRow(entry: Entry, parent: number, depth: number): WaterfallRow {
  const at = { parent, depth, subtreeEnd: 0 };
  switch (entry.kind) {
    case 'span': {
      const { span, key, logs } = entry.node;
      const { start, duration } = span;
      return {
        kind: 'span',
        key,
        ...at,
        start,
        duration,
        span,
        cycle: entry.cycle ?? false,
        via: entry.via,
        logs,
      };
    }
    case 'missing': {
      const start = startOf(entry);
      const end = entry.children.reduce((most, child) => Math.max(most, endOf(child)), start);
      const key = `missing ${spanKey(entry.traceId, entry.spanId)}`;
      return { kind: 'missing-parent', key, ...at, start, duration: end - start, spanId: entry.spanId };
    }
    case 'link':
      return { kind: 'link', key: entry.key, ...at, start: entry.span.start, duration: 0, span: entry.span };
    case 'log':
      return {
        kind: 'log',
        key: `stray log ${entry.index}`,
        ...at,
        start: entry.log.start,
        duration: 0,
        log: entry.log,
      };
  }
}

function endOf(entry: Entry): number {
  return entry.kind === 'span' ? entry.node.span.start + entry.node.span.duration : startOf(entry);
}

/** An action lasts as long as what it caused. */
function lengthen(rows: WaterfallRow[], action: number): void {
  const row = rows[action];
  if (!row) return;
  for (const caused of rows.slice(action + 1))
    row.duration = Math.max(row.duration, caused.start + caused.duration - row.start);
}

function closeSubtrees(rows: readonly WaterfallRow[]): void {
  for (let index = rows.length - 1; index >= 0; index--) {
    const row = rows[index];
    if (!row) continue;
    row.subtreeEnd = Math.max(row.subtreeEnd, index + 1);
    const parent = rows[row.parent];
    if (parent) parent.subtreeEnd = Math.max(parent.subtreeEnd, row.subtreeEnd);
  }
}

function extent(rows: readonly WaterfallRow[]): { from: number; to: number } {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    from = Math.min(from, row.start);
    to = Math.max(to, row.start + row.duration);
    for (const log of row.kind === 'span' ? row.logs : []) to = Math.max(to, log.start);
  }
  return rows.length > 0 ? { from, to } : { from: 0, to: 0 };
}
