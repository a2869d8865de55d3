import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import styles from './TreeRow.module.css';

/** Opens and closes what is beneath a line, for the pointer; the keys of the tree do it for everybody else. */
export function Toggle({ isExpanded }: { isExpanded: boolean | undefined }) {
  if (isExpanded === undefined) return <span className={styles.leaf} />;
  return (
    <span className={styles.toggle} data-toggle aria-hidden>
      {isExpanded ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
    </span>
  );
}
