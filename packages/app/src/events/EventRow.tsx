import { memo } from 'react';
import type { TimedEvent } from '../load/events.ts';
import type { Store } from '../state/store.ts';
import { CAUSED_DESCRIPTION } from '../ui/causedDescription.ts';
import { formatPrecisePosition, formatUtc } from '../ui/format.ts';
import styles from './EventList.module.css';
import type { DescribedEvent } from './filterEvents.ts';
import { EVENT_KIND_LOOKS } from './kinds.tsx';
import { Rating } from './Rating.tsx';

/** A line of the list. */
export const EventRow = memo(function EventRow({
  described: { event, line },
  index,
  count,
  top,
  height,
  from,
  isCurrent,
  isAhead,
  isOpen,
  isCaused,
  onChoose,
  hover,
}: {
  described: DescribedEvent;
  index: number;
  count: number;
  /** Where it stands, and how high it is, CSS pixels. */
  top: number;
  height: number;
  /** Start of the session, Unix milliseconds. */
  from: number;
  /** Whether it is the last that had happened by the moment, or comes after it. */
  isCurrent: boolean;
  isAhead: boolean;
  isOpen: boolean;
  /** Whether the selected action caused it. */
  isCaused: boolean;
  onChoose: (event: TimedEvent) => void;
  hover: Store<number | null>;
}) {
  const { kind, title, detail, rating, tone } = line;
  const { Icon, label } = EVENT_KIND_LOOKS[kind];
  const spoken = [title, rating, detail, tone !== 'normal' && !rating && tone].filter(Boolean).join(', ');
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list box handles the keys for its options.
    // biome-ignore lint/a11y/useFocusableInteractive: the list box has the focus; aria-activedescendant names the option.
    <div
      role="option"
      id={`event-${index}`}
      aria-label={spoken}
      aria-selected={isOpen}
      aria-current={isCurrent ? 'time' : undefined}
      aria-setsize={count}
      aria-posinset={index + 1}
      aria-description={isCaused ? CAUSED_DESCRIPTION : undefined}
      className={styles.row}
      data-caused={isCaused || undefined}
      data-tone={tone}
      data-ahead={isAhead || undefined}
      style={{ top, height }}
      onClick={() => onChoose(event)}
      onPointerEnter={() => hover.set(event.time)}
    >
      <span className={styles.time} title={formatUtc(event.time)}>
        {formatPrecisePosition(event.time - from)}
      </span>
      <span className={styles.icon} title={label}>
        <Icon size={14} aria-hidden />
      </span>
      <span className={styles.text} title={detail ? `${title}\n${detail}` : title}>
        <span className={styles.title}>{title}</span>
        {rating && <Rating rating={rating} />}
        {detail && <span className={styles.aside}>{detail}</span>}
      </span>
    </div>
  );
});
