import type { ReactNode } from 'react';
import styles from './Part.module.css';

/** A page of the settings: its title, what may be done at the top, and what it holds. */
export function Part({
  title,
  action,
  children,
}: {
  title: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className={styles.part}>
      <header className={styles.head}>
        <h1 className={styles.title}>{title}</h1>
        {action}
      </header>
      {children}
    </section>
  );
}

/** A heading within a page of the settings. */
export function PartHeading({ children }: { children: ReactNode }) {
  return <h2 className={styles.heading}>{children}</h2>;
}

export function PartText({ children }: { children: ReactNode }) {
  return <p className={styles.text}>{children}</p>;
}

export function PartError({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className={styles.error}>
      {children}
    </p>
  );
}
