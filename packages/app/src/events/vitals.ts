/** How good a value of a web vital is. */
export type VitalRating = 'good' | 'needs improvement' | 'poor';

/** A web vital in words. */
export interface Vital {
  /** `LCP`. */
  name: string;
  /** `2.41 s`. */
  value: string;
  rating: VitalRating | undefined;
}

/**
 * Up to where a value is good, and from where it is poor, https://web.dev/articles/defining-core-web-vitals-thresholds: milliseconds,
 * of CLS a score.
 */
const THRESHOLDS: Record<string, readonly [good: number, poor: number]> = {
  lcp: [2_500, 4_000],
  inp: [200, 500],
  cls: [0.1, 0.25],
  fcp: [1_800, 3_000],
  ttfb: [800, 1_800],
};

export function vitalOf(name: string, value: number): Vital {
  const known = name.toLowerCase();
  const [good, poor] = THRESHOLDS[known] ?? [];
  const rating =
    good === undefined || poor === undefined || !Number.isFinite(value)
      ? undefined
      : value <= good
        ? 'good'
        : value <= poor
          ? 'needs improvement'
          : 'poor';
  return { name: name.toUpperCase(), value: valueText(known, value), rating };
}

function valueText(name: string, value: number): string {
  if (!Number.isFinite(value)) return '';
  if (name === 'cls') return value.toFixed(3);
  return value < 1_000 ? `${Math.round(value)} ms` : `${(value / 1_000).toFixed(2)} s`;
}
