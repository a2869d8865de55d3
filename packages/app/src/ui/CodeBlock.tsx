import styles from './CodeBlock.module.css';
import { CopyAction } from './CopyAction.tsx';

/** Code to copy. */
export function CodeBlock({ code, label }: { code: string; label: string }) {
  return (
    <div className={styles.block}>
      <pre className={styles.code}>{code}</pre>
      <span className={styles.copy}>
        <CopyAction value={code} label={label} />
      </span>
    </div>
  );
}
