import { Skeleton } from '@mantine/core';
import styles from './ClipsPage.module.css';

/** Where rows will be. */
export function LoadingRows({ label }: { label: string }) {
  return (
    <div className={styles.loading} role="status" aria-label={label}>
      {[1, 2, 3].map((row) => (
        <Skeleton key={row} height={32} />
      ))}
    </div>
  );
}
