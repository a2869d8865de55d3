import type { WaterfallLog } from '@throughline/model';
import { indent, onAxis } from './place.ts';
import styles from './TreeRow.module.css';

const LEVELS: Record<WaterfallLog['level'], string> = { error: 'ERROR', warning: 'WARN', normal: 'LOG' };

/** A log: its text, and when it was written. */
export function LogCells({ log, depth }: { log: WaterfallLog; depth: number }) {
  return (
    <>
      <div className={styles.names} style={{ paddingLeft: 16 + indent(depth) }}>
        <span className={styles.severity}>{LEVELS[log.level]}</span>
        <span className={styles.text} title={log.text}>
          {log.text}
        </span>
      </div>
      <div className={styles.axis}>
        <div className={styles.clip}>
          <div className={styles.point} style={onAxis(log.start)} />
        </div>
      </div>
    </>
  );
}
