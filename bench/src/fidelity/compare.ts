import type { Drawn } from './drawn.ts';

/** How alike two drawn pages are: shares from 0 to 1. */
export interface Likeness {
  /** Elements of one that have their like, at the same place of the tree, in the other. */
  nodes: number;
  /** Overlap of boxes that are to be seen, as their common area by that of both: the mean. */
  boxes: number;
  /** Computed styles of elements that are to be seen. */
  styles: number;
  /** Own texts of elements that are to be seen, values of fields included. */
  texts: number;
}

export function compare(live: Drawn, replayed: Drawn): Likeness & { worst: string[] } {
  let nodes = 0;
  let matched = 0;
  let seen = 0;
  const sums = { boxes: 0, styles: 0, texts: 0 };
  const worst: string[] = [];

  const visit = (one: Drawn, other: Drawn | undefined, path: string) => {
    nodes++;
    if (other) matched++;
    else if (one.visible) worst.push(`${path} has no like`);
    if (one.visible) {
      seen++;
      if (other) {
        const overlap = overlapOf(one.box, other.box);
        sums.boxes += overlap;
        if (overlap < 0.9)
          worst.push(`${path} ${one.box.map(Math.round)} is at ${other.box.map(Math.round)}`);
        sums.styles += shareEqual(one.styles, other.styles);
        sums.texts += one.text === other.text ? 1 : 0;
        if (one.text !== other.text)
          worst.push(`${path} "${one.text.slice(0, 40)}" reads "${other.text.slice(0, 40)}"`);
      }
    }
    for (const [child, like] of paired(one.children, other?.children ?? []))
      visit(child, like, `${path} > ${child.key}`);
  };
  visit(live, replayed, 'body');
  const share = (sum: number) => (seen > 0 ? sum / seen : 1);
  return {
    nodes: matched / nodes,
    boxes: share(sums.boxes),
    styles: share(sums.styles),
    texts: share(sums.texts),
    worst,
  };
}

/** Children with their likes: by place if there are as many, else the longest common sequence. */
function paired(live: readonly Drawn[], replayed: readonly Drawn[]): [Drawn, Drawn | undefined][] {
  if (live.length === replayed.length && live.every(({ tag }, index) => tag === replayed[index]?.tag))
    return live.map((child, index) => [child, replayed[index]]);
  const lengths = Array.from({ length: live.length + 1 }, () =>
    new Array<number>(replayed.length + 1).fill(0),
  );
  const at = (row: number, column: number) => lengths[row]?.[column] ?? 0;
  for (let row = live.length - 1; row >= 0; row--)
    for (let column = replayed.length - 1; column >= 0; column--)
      (lengths[row] as number[])[column] =
        live[row]?.key === replayed[column]?.key
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
  let column = 0;
  return live.map((child, row) => {
    while (
      column < replayed.length &&
      child.key !== replayed[column]?.key &&
      at(row, column + 1) > at(row + 1, column)
    )
      column++;
    const like = child.key === replayed[column]?.key ? replayed[column++] : undefined;
    return [child, like];
  });
}

function overlapOf(one: Drawn['box'], other: Drawn['box']): number {
  const along = (start: 0 | 1) => {
    const end = Math.min(one[start] + (one[start + 2] ?? 0), other[start] + (other[start + 2] ?? 0));
    return Math.max(0, end - Math.max(one[start], other[start]));
  };
  const common = along(0) * along(1);
  return common / (one[2] * one[3] + other[2] * other[3] - common);
}

function shareEqual(one: readonly string[], other: readonly string[]): number {
  return one.filter((value, index) => value === other[index]).length / one.length;
}
