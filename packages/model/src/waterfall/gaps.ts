import type { Stretch } from './criticalPath.ts';
import { childrenOf, type WaterfallRow, type WaterfallSpanRow } from './rows.ts';

/**
 * What a time is in which nothing else of the trace tells of a span: its `own` time, covered by no child; of a client whose server
 * is here, the `network` between them; before a consumer, its message waiting in the `queue`.
 */
export interface Gap extends Stretch {
  kind: 'own' | 'network' | 'queue';
}

/** The gaps of a span's row, in the order of time; that of the queue stands before the span itself. */
export function gapsOf(rows: readonly WaterfallRow[], index: number): Gap[] {
  const row = rows[index];
  if (row?.kind !== 'span') return [];
  const children = [...childrenOf(rows, index)].flatMap((child) => {
    const below = rows[child];
    return below?.kind === 'span' && below.via === 'parent' ? [below] : [];
  });
  const isCall =
    row.span.kind === 'client' &&
    children.some(({ span }) => span.kind === 'server' && span.service !== row.span.service);
  const kind = isCall ? 'network' : 'own';
  const uncovered = withoutChildren(row, children).map((stretch): Gap => ({ kind, ...stretch }));
  return [...waiting(row, rows[row.parent]), ...uncovered];
}

/** How long a span's gaps are together, milliseconds by kind; kinds that it has none of are absent. */
export function gapTotals(gaps: readonly Gap[]): Partial<Record<Gap['kind'], number>> {
  const totals: Partial<Record<Gap['kind'], number>> = {};
  for (const { kind, from, to } of gaps) totals[kind] = (totals[kind] ?? 0) + to - from;
  return totals;
}

function withoutChildren(row: WaterfallSpanRow, children: readonly WaterfallSpanRow[]): Stretch[] {
  const end = row.start + row.duration;
  const uncovered: Stretch[] = [];
  let from = row.start;
  for (const child of children.toSorted((a, b) => a.start - b.start)) {
    if (child.start > from) uncovered.push({ from, to: Math.min(child.start, end) });
    from = Math.max(from, child.start + child.duration);
    if (from >= end) break;
  }
  if (from < end) uncovered.push({ from, to: end });
  return uncovered;
}

/** From when its message was sent, as far as that is known, to when the consumer began. */
function waiting(row: WaterfallSpanRow, producer: WaterfallRow | undefined): Gap[] {
  if (row.via === 'parent' || producer?.kind !== 'span') return [];
  const sent = producer.start + producer.duration;
  const from = sent <= row.start ? sent : producer.start;
  return from < row.start ? [{ kind: 'queue', from, to: row.start }] : [];
}
