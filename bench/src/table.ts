/** A table in Markdown, with a blank line after it. */
export function table(heads: readonly string[], rows: readonly (string | number)[][]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |\n`;
  return `${line(heads)}${line(heads.map(() => '---'))}${rows.map(line).join('')}\n`;
}

/** The value below which `share` of `values` lie, with one decimal; empty if there are none. */
export function percentile(values: readonly number[] | undefined, share: number): string {
  if (!values || values.length === 0) return '';
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
}
