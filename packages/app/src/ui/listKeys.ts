/** Rows that Page Up and Page Down pass over. */
const PAGE = 10;

const STEPS: Record<string, number> = {
  ArrowDown: 1,
  j: 1,
  ArrowUp: -1,
  k: -1,
  PageDown: PAGE,
  PageUp: -PAGE,
};

/** The row that a key leads to from row `base` of `count`, in a list that has the focus; `null` for any other key. */
export function stepOf(key: string, base: number, count: number): number | null {
  if (count === 0) return null;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const step = STEPS[key];
  return step === undefined ? null : Math.max(0, Math.min(base + step, count - 1));
}
