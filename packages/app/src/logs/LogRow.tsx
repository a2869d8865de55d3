import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import type { Store } from '../state/store.ts';
import { CAUSED_DESCRIPTION } from '../ui/causedDescription.ts';
import { formatPrecisePosition, formatUtc } from '../ui/format.ts';
import { ServiceName } from '../ui/ServiceName.tsx';
import styles from './LogRow.module.css';
import type { LogLine } from './logLines.ts';
import { Marked } from './Marked.tsx';

/** Height of a row that is neither open nor wrapped, CSS pixels. */
export const ROW_HEIGHT = 24;

const LEVEL_NAMES = { error: 'error', warn: 'warning', info: 'info', debug: 'debug' } as const;

/** A line of the logs, and below it what `children` say of it when it is open. */
export const LogRow = memo(function LogRow(props: {
  line: LogLine;
  index: number;
  count: number;
  top: number;
  /** Start of the session, Unix milliseconds. */
  from: number;
  words: readonly string[];
  wrap: boolean;
  color: string | undefined;
  isCurrent: boolean;
  /** Whether the moment has not come to it yet. */
  isLater: boolean;
  isSelected: boolean;
  isOpen: boolean;
  /** Whether the selected action caused it. */
  isCaused: boolean;
  onChoose: (line: LogLine) => void;
  onToggle: (line: LogLine) => void;
  hover: Store<number | null>;
  measure: (element: HTMLElement | null) => void;
  children?: ReactNode;
}) {
  const { line, index, top, from, words, isOpen, isSelected, onChoose, onToggle } = props;
  const { service, level, text, fields, time, log } = line;
  const corrected = log.correctionNano ? ` (clock corrected by ${Number(log.correctionNano) / 1e6} ms)` : '';
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    // biome-ignore lint/a11y/useSemanticElements: its place in a list of which few are rendered is said by hand.
    <div
      ref={props.measure}
      role="listitem"
      data-index={index}
      aria-setsize={props.count}
      aria-posinset={index + 1}
      aria-current={props.isCurrent ? 'time' : undefined}
      aria-description={props.isCaused ? CAUSED_DESCRIPTION : undefined}
      className={styles.row}
      data-caused={props.isCaused || undefined}
      data-level={level}
      data-later={props.isLater || undefined}
      data-selected={isSelected || undefined}
      data-wrap={props.wrap || undefined}
      style={{ transform: `translateY(${top}px)` }}
      onPointerEnter={() => props.hover.set(time)}
    >
      <div className={styles.line}>
        <button
          type="button"
          tabIndex={-1}
          className={styles.chevron}
          aria-expanded={isOpen}
          aria-label={isOpen ? 'Hide the details' : 'Show the details'}
          onClick={() => onToggle(line)}
        >
          <Chevron size={13} aria-hidden />
        </button>
        <button
          type="button"
          tabIndex={-1}
          className={styles.choose}
          aria-pressed={isSelected}
          aria-label={`${LEVEL_NAMES[level]}, ${service}: ${text}`}
          onClick={() => (isSelected ? onToggle(line) : onChoose(line))}
        >
          <span className={styles.time} title={`${formatUtc(time)}${corrected}`}>
            {formatPrecisePosition(time - from)}
          </span>
          <span className={styles.level}>{level}</span>
          <span className={styles.service}>
            <ServiceName service={service} color={props.color} />
          </span>
          <span className={styles.text}>
            <Marked text={text} words={words} />
            {fields && (
              <span className={styles.fields}>
                <Marked text={fields} words={words} />
              </span>
            )}
          </span>
        </button>
      </div>
      {props.children}
    </div>
  );
});
