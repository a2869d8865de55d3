import { childrenOf, type WaterfallRow } from './rows.ts';

/** A stretch of time, milliseconds from the records' origin. */
export interface Stretch {
  from: number;
  to: number;
}

/**
 * The critical path of what hangs under a span: for each row index, the stretches in which that very span was what the whole
 * waited for. They follow each other without gap or overlap from the start of the span to its end.
 *
 * By the definition of CRISP (Zhang et al., "CRISP: Critical Path Analysis of Large-Scale Microservice Architectures", USENIX ATC
 * 2022), which Jaeger's UI uses too: backwards from the end of a span, the child that finished last is what it waited for; before
 * that child began, the one that finished last of those that had finished by then; what is left is the span's own. Of a child
 * that outlives its parent only the part within it counts. What is consumed from a queue, and what hangs by a link, was not
 * waited for. Follows chains of any length; O(n log n).
 */
export function criticalPath(rows: readonly WaterfallRow[], root: number): Map<number, Stretch[]> {
  const path = new Map<number, Stretch[]>();
  const top = rows[root];
  if (top?.kind !== 'span') return path;
  const stack = [frame(rows, root, { from: top.start, to: top.start + top.duration })];
  for (let current = stack.at(-1); current; current = stack.at(-1)) {
    const child = nextChild(current);
    add(path, current.row, { from: child?.to ?? current.from, to: current.until });
    if (child) {
      current.until = child.from;
      stack.push(frame(rows, child.row, child));
    } else stack.pop();
  }
  for (const stretches of path.values()) stretches.reverse();
  return path;
}

interface Child extends Stretch {
  row: number;
}

interface Frame {
  row: number;
  from: number;
  /** What lies behind it is told. */
  until: number;
  /** By their ends, the last first. */
  children: Child[];
  next: number;
}

function frame(rows: readonly WaterfallRow[], row: number, { from, to }: Stretch): Frame {
  const children: Child[] = [];
  for (const index of childrenOf(rows, row)) {
    const child = rows[index];
    if (child?.kind !== 'span' || child.via !== 'parent') continue;
    const within = { from: Math.max(child.start, from), to: Math.min(child.start + child.duration, to) };
    if (within.from < within.to) children.push({ row: index, ...within });
  }
  children.sort((a, b) => b.to - a.to);
  return { row, from, until: to, children, next: 0 };
}

/** The child that finished last by `until`. */
function nextChild(current: Frame): Child | undefined {
  while (current.next < current.children.length) {
    const child = current.children[current.next++];
    if (child && child.to <= current.until) return child;
  }
  return undefined;
}

function add(path: Map<number, Stretch[]>, row: number, stretch: Stretch): void {
  if (stretch.from >= stretch.to) return;
  const stretches = path.get(row);
  if (stretches) stretches.push(stretch);
  else path.set(row, [stretch]);
}
