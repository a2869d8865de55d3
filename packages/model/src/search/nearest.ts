/** Mistakes that still tell what was meant. */
const MISTAKES_MOST = 2;

/** The one of `words` that `typed` is likely to mean: begun, or mistyped. */
export function nearest(typed: string, words: readonly string[]): string | undefined {
  const lower = typed.toLowerCase();
  const begun = lower === '' ? undefined : words.find((word) => word.startsWith(lower));
  if (begun) return begun;
  const [best] = words
    .map((word) => ({ word, mistakes: distance(lower, word) }))
    .sort((a, b) => a.mistakes - b.mistakes);
  return best && best.mistakes <= Math.min(MISTAKES_MOST, best.word.length - 2) ? best.word : undefined;
}

/** Levenshtein's: characters to add, leave out or change. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(
        Math.min(
          (row[j] as number) + 1,
          (next[j - 1] as number) + 1,
          (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1),
        ),
      );
    row = next;
  }
  return row[b.length] as number;
}
