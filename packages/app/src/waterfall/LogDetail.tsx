import { ATTRIBUTES, anyValueText } from '@throughline/format';
import type { WaterfallLog } from '@throughline/model';
import { formatDuration } from '../ui/format.ts';
import { AttributeTable } from './AttributeTable.tsx';
import styles from './LogDetail.module.css';

/** A log of the span: its text, and its attributes when opened. */
export function LogDetail({ entry: { log, offset }, isOpen }: { entry: WaterfallLog; isOpen: boolean }) {
  const stack = anyValueText(log.attributes[ATTRIBUTES.exceptionStacktrace]);
  return (
    <details className={styles.log} open={isOpen} key={String(isOpen)}>
      <summary>
        <span className={styles.head}>
          {log.severityText || 'LOG'} at +{formatDuration(Math.max(0, offset))}
        </span>
        <span className={styles.text}>{anyValueText(log.body) || log.eventName}</span>
      </summary>
      {stack && <pre className={styles.stack}>{stack}</pre>}
      <AttributeTable attributes={log.attributes} />
    </details>
  );
}
