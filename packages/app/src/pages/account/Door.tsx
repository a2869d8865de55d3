import type { ReactNode } from 'react';
import styles from './Door.module.css';

/** The page of those who are not in yet: a title, and what they have to do. */
export function Door({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <p className={styles.brand}>
          <img src="/throughline.svg" alt="" width={22} height={22} />
          Throughline
        </p>
        <h1 className={styles.title}>{title}</h1>
        {children}
      </div>
    </main>
  );
}

/** Why it did not work. */
export function DoorError({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className={styles.error}>
      {children}
    </p>
  );
}

/** What stands under a field or a form. */
export function DoorText({ children }: { children: ReactNode }) {
  return <p className={styles.text}>{children}</p>;
}
