import { memo } from 'react';
import type { TimedItem } from '../load/session.ts';
import type { Store } from '../state/store.ts';
import { CAUSED_DESCRIPTION } from '../ui/causedDescription.ts';
import { formatDuration, formatPrecisePosition, formatUtc } from '../ui/format.ts';
import { ServiceName } from '../ui/ServiceName.tsx';
import { KINDS } from './kinds.tsx';
import styles from './TimelineRow.module.css';

/** Heights of a row, CSS pixels: what went wrong has a line of its own for the reason. */
const ONE_LINE = 30;
const TWO_LINES = 48;

export function rowHeight(item: TimedItem | undefined): number {
  return item && hasReason(item) ? TWO_LINES : ONE_LINE;
}

function hasReason({ severity, detail }: TimedItem): boolean {
  return severity !== 'normal' && Boolean(detail);
}

/** A line of the timeline. */
export const TimelineRow = memo(function TimelineRow({
  item,
  index,
  count,
  top,
  from,
  color,
  isCurrent,
  isPast,
  isSelected,
  isCaused,
  onChoose,
  hover,
}: {
  item: TimedItem;
  index: number;
  count: number;
  top: number;
  /** Start of the session, Unix milliseconds. */
  from: number;
  color: string | undefined;
  isCurrent: boolean;
  isPast: boolean;
  isSelected: boolean;
  /** Whether the selected action caused it. */
  isCaused: boolean;
  onChoose: (item: TimedItem) => void;
  hover: Store<number | null>;
}) {
  const { kind, title, detail, service, severity, time, durationNano, correctionNano } = item;
  const { Icon, label } = KINDS[kind];
  const duration = durationNano && kind !== 'request' ? Number(durationNano) / 1e6 : 0;
  const corrected = correctionNano ? ` (clock corrected by ${Number(correctionNano) / 1e6} ms)` : '';
  const spoken = [`${service} ${title}`, detail, severity !== 'normal' && severity]
    .filter(Boolean)
    .join(', ');
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list box handles the keys for its options.
    // biome-ignore lint/a11y/useFocusableInteractive: the list box has the focus; aria-activedescendant names the option.
    <div
      role="option"
      id={`timeline-${index}`}
      aria-label={spoken}
      aria-selected={isSelected}
      aria-current={isCurrent ? 'time' : undefined}
      aria-setsize={count}
      aria-posinset={index + 1}
      aria-description={isCaused ? CAUSED_DESCRIPTION : undefined}
      className={styles.row}
      data-caused={isCaused || undefined}
      data-severity={severity}
      data-past={isPast || undefined}
      style={{ top, height: rowHeight(item) }}
      onClick={() => onChoose(item)}
      onPointerEnter={() => hover.set(time)}
    >
      <span className={styles.time} title={`${formatUtc(time)}${corrected}`}>
        {formatPrecisePosition(time - from)}
      </span>
      <span className={styles.icon} title={label}>
        <Icon size={14} aria-hidden />
      </span>
      <span className={styles.text} title={detail ? `${title}\n${detail}` : title}>
        <span className={styles.title}>{title}</span>
        {detail && !hasReason(item) && <span className={styles.aside}>{detail}</span>}
      </span>
      {duration > 0 && <span className={styles.duration}>{formatDuration(duration)}</span>}
      <span className={styles.service}>
        <ServiceName service={service} color={color} />
      </span>
      {hasReason(item) && (
        <span className={styles.reason} title={detail}>
          {detail}
        </span>
      )}
    </div>
  );
});
