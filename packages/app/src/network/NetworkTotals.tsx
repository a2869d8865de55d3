import { useMemo } from 'react';
import type { TimedRequest } from '../load/requests.ts';
import { formatBytes } from '../ui/format.ts';
import styles from './NetworkTotals.module.css';
import { totalsOf } from './totals.ts';

/** The line below the table: how many requests, how much came over the network, how many failed. */
export function NetworkTotals({
  all,
  shown,
  isComplete,
  isCut,
}: {
  all: readonly TimedRequest[];
  shown: readonly TimedRequest[];
  isComplete: boolean;
  /** Whether there are more than the page holds. */
  isCut: boolean;
}) {
  const { requests, transferred, failed } = useMemo(() => totalsOf(shown), [shown]);
  const count =
    shown.length === all.length
      ? requests.toLocaleString('en')
      : `${requests.toLocaleString('en')} of ${all.length.toLocaleString('en')}`;
  return (
    <p className={styles.totals} role="status" aria-label="Totals">
      <span>
        {count} requests{!isComplete && '…'}
      </span>
      {transferred !== undefined && <span>{formatBytes(transferred)} transferred</span>}
      <span className={failed > 0 ? styles.failed : undefined}>{failed.toLocaleString('en')} failed</span>
      {isCut && <span className={styles.cut}>cut off: the session has more</span>}
    </p>
  );
}
