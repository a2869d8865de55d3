import { Skeleton } from '@mantine/core';
import styles from './MapView.module.css';

/** Stands for a map that is on its way. */
export function MapLoading() {
  return (
    <div className={styles.loading} role="status" aria-label="Loading the map">
      <Skeleton height={48} width={168} />
      <Skeleton height={48} width={168} />
      <Skeleton height={48} width={168} />
    </div>
  );
}
