import { Link } from '@tanstack/react-router';
import styles from './Brand.module.css';

/** The product's name, and the way to its first page. */
export function Brand() {
  return (
    <Link to="/sessions" className={styles.brand}>
      <img src="/throughline.svg" alt="" width={22} height={22} />
      Throughline
    </Link>
  );
}
