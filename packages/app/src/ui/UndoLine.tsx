import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './UndoLine.module.css';

/** Says what was done, and takes it back. */
export function UndoLine({ onUndo, children }: { onUndo: () => void; children: ReactNode }) {
  return (
    <p role="status" className={styles.line}>
      {children}
      <Button size="compact-xs" variant="default" onClick={onUndo}>
        Undo
      </Button>
    </p>
  );
}
