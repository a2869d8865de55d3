import type { ReactNode } from 'react';
import styles from './Section.module.css';

/** A part of a detail pane that opens and closes. */
export function Section({
  title,
  count,
  isOpen = false,
  children,
}: {
  title: string;
  count?: number;
  /** Whether it begins open. */
  isOpen?: boolean;
  children: ReactNode;
}) {
  return (
    <details className={styles.section} open={isOpen}>
      <summary className={styles.title}>
        {title} {count !== undefined && <span className={styles.count}>{count}</span>}
      </summary>
      <div className={styles.body}>{children}</div>
    </details>
  );
}
