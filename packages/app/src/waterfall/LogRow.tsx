import { anyValueText, SEVERITY } from '@throughline/format';
import type { WaterfallLog } from '@throughline/model';
import { formatDuration } from '../ui/format.ts';
import styles from './LogRow.module.css';
import { indent } from './SpanRow.tsx';

/** A log beneath the span it was written in, with its tick on the time axis. */
export function LogRow({
  id,
  entry,
  depth,
  top,
  duration,
  isSelected,
  onChoose,
  onHover,
}: {
  id: string;
  entry: WaterfallLog;
  depth: number;
  top: number;
  duration: number;
  isSelected: boolean;
  onChoose: () => void;
  onHover: () => void;
}) {
  const { log, offset } = entry;
  const text = anyValueText(log.body) || log.eventName;
  const level = levelOf(log.severityNumber);
  const label = [`${log.service} log ${text}`, level !== 'normal' && level].filter(Boolean).join(', ');
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys for its items.
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus; aria-activedescendant names the item.
    <div
      role="treeitem"
      id={id}
      aria-label={label}
      aria-level={depth + 1}
      aria-selected={isSelected}
      className={styles.row}
      data-level={level}
      style={{ top }}
      onClick={onChoose}
      onPointerEnter={onHover}
    >
      <div className={styles.names} style={{ paddingLeft: 24 + indent(depth) }}>
        <span className={styles.severity}>{log.severityText || 'LOG'}</span>
        <span className={styles.text} title={text}>
          {text}
        </span>
      </div>
      <div className={styles.axis}>
        <div
          className={styles.tick}
          title={`${formatDuration(Math.max(0, offset))} into the trace`}
          style={{ left: `${(Math.max(0, Math.min(offset, duration)) / Math.max(duration, 1e-6)) * 100}%` }}
        />
      </div>
    </div>
  );
}

function levelOf(severityNumber: number): 'error' | 'warning' | 'normal' {
  if (severityNumber >= SEVERITY.error) return 'error';
  return severityNumber >= SEVERITY.warn ? 'warning' : 'normal';
}
