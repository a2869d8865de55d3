import type { WaterfallAction, WaterfallLog, WaterfallSpan } from './records.ts';

/** Where a row stands. Rows are in tree order: behind each come all that hang under it, up to `subtreeEnd`. */
interface Place {
  /** Unique within the waterfall, even where two spans bear the same id. */
  key: string;
  /** Index of the row it hangs under; -1 at the top. */
  parent: number;
  /** 0 at the top. */
  depth: number;
  /** Index behind the last row that hangs under it; the next one if there is none. */
  subtreeEnd: number;
  /** Milliseconds from the records' origin. */
  start: number;
  /** Milliseconds, never below zero. */
  duration: number;
}

export interface WaterfallSpanRow extends Place {
  kind: 'span';
  span: WaterfallSpan;
  /** True where the span's ancestors run in a circle and the circle was cut here. */
  cycle: boolean;
  /**
   * How it hangs from the row above: by its parent id; as the consumer of a message that its parent produced; or, since it is the
   * root of its trace, by a link.
   */
  via: 'parent' | 'message' | 'link';
  /** Written inside this span, by time. */
  logs: WaterfallLog[];
}

/** Stands at the top for a span that others name as their parent but that never arrived. */
export interface WaterfallMissingParentRow extends Place {
  kind: 'missing-parent';
  spanId: string;
}

/** What a person did, over what it caused. */
export interface WaterfallActionRow extends Place {
  kind: 'action';
  action: WaterfallAction;
}

/** Under a span: leads to another one that names it by a link, and hangs elsewhere. */
export interface WaterfallLinkRow extends Place {
  kind: 'link';
  span: WaterfallSpan;
}

/** A log whose span is unknown or not here. */
export interface WaterfallLogRow extends Place {
  kind: 'log';
  log: WaterfallLog;
}

export type WaterfallRow =
  | WaterfallSpanRow
  | WaterfallMissingParentRow
  | WaterfallActionRow
  | WaterfallLinkRow
  | WaterfallLogRow;

export interface Waterfall {
  rows: WaterfallRow[];
  /** The earliest start and the latest end of anything in it, milliseconds from the records' origin; both 0 if it is empty. */
  from: number;
  to: number;
}

/** Indices of the rows that hang directly under a row. */
export function* childrenOf(rows: readonly WaterfallRow[], index: number): Generator<number> {
  const end = rows[index]?.subtreeEnd ?? 0;
  for (let child = index + 1; child < end; child = rows[child]?.subtreeEnd ?? end) yield child;
}
