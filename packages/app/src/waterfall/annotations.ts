import { criticalPath, type Gap, gapsOf, type Stretch, type Waterfall } from '@throughline/model';

/** What is drawn on bars beside what the rows say, worked out when a row is first shown. */
export interface Annotations {
  gapsOf(row: number): readonly Gap[];
  /** When the row was on the critical path of its trace. */
  pathOf(row: number): readonly Stretch[];
}

const NONE: readonly Stretch[] = [];

export function annotationsOf({ rows }: Waterfall): Annotations {
  const gaps = new Map<number, readonly Gap[]>();
  const paths = new Map<number, ReadonlyMap<number, readonly Stretch[]>>();
  /** The span that the row's trace begins with: nothing waits beyond a message or a link. */
  const rootOf = (row: number): number => {
    let root = row;
    for (let at = rows[root]; at?.kind === 'span' && at.via === 'parent'; at = rows[root]) {
      if (rows[at.parent]?.kind !== 'span') break;
      root = at.parent;
    }
    return root;
  };
  return {
    gapsOf(row) {
      const known = gaps.get(row) ?? gapsOf(rows, row);
      gaps.set(row, known);
      return known;
    },
    pathOf(row) {
      const root = rootOf(row);
      const path = paths.get(root) ?? criticalPath(rows, root);
      paths.set(root, path);
      return path.get(row) ?? NONE;
    },
  };
}
