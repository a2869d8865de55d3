import { ATTRIBUTES, anyValueText, type LogRecord } from '@throughline/format';
import { AttributeTable } from '../ui/AttributeTable.tsx';
import { formatDuration } from '../ui/format.ts';
import { ScrollText } from '../ui/ScrollText.tsx';
import styles from './LogDetail.module.css';

/** A log of the span, `offset` milliseconds after its beginning: its text, and its attributes when opened. */
export function LogDetail({ log, offset, isOpen }: { log: LogRecord; offset: number; isOpen: boolean }) {
  const stack = anyValueText(log.attributes[ATTRIBUTES.exceptionStacktrace]);
  return (
    <details className={styles.log} open={isOpen} key={String(isOpen)}>
      <summary>
        <span className={styles.head}>
          {log.severityText || 'LOG'} at +{formatDuration(Math.max(0, offset))}
        </span>
        <span className={styles.text}>{anyValueText(log.body) || log.eventName}</span>
      </summary>
      {stack && <ScrollText className={styles.stack} text={stack} />}
      <AttributeTable attributes={log.attributes} />
    </details>
  );
}
