import { Button } from '@mantine/core';
import styles from './RestNotice.module.css';

/** A line that says why what is shown is only a part, with a button that tries again. Nothing while nothing failed. */
export function RestNotice({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (!error) return null;
  return (
    <p role="alert" className={styles.rest}>
      Only a part could be loaded. {error instanceof Error ? error.message : String(error)}
      <Button size="compact-xs" variant="default" onClick={onRetry}>
        Retry
      </Button>
    </p>
  );
}
