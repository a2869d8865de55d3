import { formatAbsolute } from './format.ts';
import styles from './TrendBars.module.css';

/** Units of the picture: it is stretched to the size of its place. */
const HEIGHT = 28;
const STRETCH = 6;
const BAR = 4;

/** Counts of equal stretches of time as bars; `null` where there is no count. */
export function TrendBars({
  counts,
  label,
  tone = 'error',
  titleOf,
}: {
  counts: readonly (number | null)[];
  /** What it shows, in words, for those who do not see it. */
  label: string;
  tone?: 'error' | 'accent';
  /** What is told of the stretch under the pointer. */
  titleOf?: (index: number) => string;
}) {
  const most = Math.max(1, ...counts.map((count) => count ?? 0));
  const width = counts.length * STRETCH;
  const heightOf = (count: number | null) =>
    count === null || count === 0 ? 0 : Math.max(2, (count / most) * HEIGHT);
  return (
    <svg
      className={styles.bars}
      data-tone={tone}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <path
        className={styles.bar}
        d={counts
          .map((count, index) => `M${index * STRETCH + 1} ${HEIGHT}v${-heightOf(count)}h${BAR}V${HEIGHT}z`)
          .join('')}
      />
      <path className={styles.ground} d={`M0 ${HEIGHT - 0.5}H${width}`} />
      {titleOf &&
        counts.map((_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a stretch is its place.
          <rect key={index} className={styles.pointed} x={index * STRETCH} width={STRETCH} height={HEIGHT}>
            <title>{titleOf(index)}</title>
          </rect>
        ))}
    </svg>
  );
}

/** When a stretch of a trend begins, for people. */
export function stretchBegin({ from, stepMs }: { from: number; stepMs: number }, index: number): string {
  return formatAbsolute(from + index * stepMs);
}
