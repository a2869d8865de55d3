import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './FilterChip.module.css';

/** Something that a list is narrowed to, and a button, called `label`, that ends that. */
export function FilterChip({
  label,
  onClear,
  children,
}: {
  label: string;
  onClear: () => void;
  children: ReactNode;
}) {
  return (
    <span className={styles.chip}>
      <span className={styles.text}>{children}</span>
      <button type="button" className={styles.clear} aria-label={label} title={label} onClick={onClear}>
        <IconX size={12} aria-hidden />
      </button>
    </span>
  );
}
