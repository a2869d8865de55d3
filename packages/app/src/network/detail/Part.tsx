import type { ReactNode } from 'react';
import styles from './Part.module.css';

/** A part of a tab, under its title. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.part}>
      <h3 className={styles.title}>{title}</h3>
      {children}
    </section>
  );
}
