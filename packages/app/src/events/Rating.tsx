import styles from './Rating.module.css';
import type { VitalRating } from './vitals.ts';

/** How good a web vital is, in its colour. */
export function Rating({ rating }: { rating: VitalRating }) {
  return (
    <span className={styles.rating} data-rating={rating}>
      {rating}
    </span>
  );
}
