import { IconAlertCircleFilled, IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { SEVERITY } from '@throughline/format';
import type { WaterfallSpanRow } from '@throughline/model';
import { formatDuration } from '../ui/format.ts';
import { ServiceName } from '../ui/ServiceName.tsx';
import styles from './SpanRow.module.css';
import { logKey, type TreeLine } from './visibleRows.ts';

/** Indentation of one level, CSS pixels, and the depth beyond which no more is given: chains of calls may be long. */
const INDENT = 12;
const DEEPEST_INDENT = 16;

export function indent(depth: number): number {
  return Math.min(depth, DEEPEST_INDENT) * INDENT;
}

/** A span of the tree with its bar on the time axis and its logs as ticks on the bar; or the marker of a missing one. */
export function SpanRow({
  id,
  line,
  top,
  duration,
  isSelected,
  colors,
  onChoose,
  onToggle,
  onHover,
}: {
  id: string;
  line: Extract<TreeLine, { kind: 'row' }>;
  top: number;
  /** Of the whole trace, milliseconds. */
  duration: number;
  isSelected: boolean;
  colors: ReadonlyMap<string, string>;
  onChoose: () => void;
  onToggle: () => void;
  onHover: () => void;
}) {
  const { row, depth, isExpanded } = line;
  const isSpan = row.kind === 'span';
  const hasError = isSpan && row.hasError;
  const name = isSpan ? `${row.span.service} ${row.span.name}` : `Missing parent ${row.spanId}`;
  const color = isSpan ? colors.get(row.span.service) : undefined;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys for its items.
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus; aria-activedescendant names the item.
    <div
      role="treeitem"
      id={id}
      aria-label={hasError ? `${name}, error` : name}
      aria-level={depth + 1}
      aria-selected={isSelected}
      aria-expanded={isExpanded}
      className={styles.row}
      data-error={hasError || undefined}
      style={{ top }}
      onClick={onChoose}
      onPointerEnter={onHover}
    >
      <div className={styles.names} style={{ paddingLeft: 6 + indent(depth) }}>
        {isExpanded === undefined ? (
          <span className={styles.leaf} />
        ) : (
          <button
            type="button"
            tabIndex={-1}
            aria-hidden
            className={styles.toggle}
            onClick={(event) => {
              event.stopPropagation();
              onToggle();
            }}
          >
            {isExpanded ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
          </button>
        )}
        {isSpan ? (
          <>
            {hasError && <IconAlertCircleFilled size={14} className={styles.alarm} aria-hidden />}
            <span className={styles.name} title={row.span.name}>
              {row.span.name}
            </span>
            <ServiceName service={row.span.service} color={color} />
          </>
        ) : (
          <span
            className={styles.missing}
            title={`Span ${row.spanId} is named as a parent but has not arrived.`}
          >
            parent span missing
          </span>
        )}
      </div>
      <div className={styles.axis}>{isSpan && <Bar row={row} duration={duration} color={color} />}</div>
    </div>
  );
}

function Bar({
  row,
  duration,
  color,
}: {
  row: WaterfallSpanRow;
  duration: number;
  color: string | undefined;
}) {
  const part = (ms: number) => `${(ms / Math.max(duration, 1e-6)) * 100}%`;
  return (
    <>
      <div
        className={styles.bar}
        data-error={row.hasError || undefined}
        style={{
          left: part(row.offset),
          width: part(row.duration),
          background: row.hasError ? undefined : color,
        }}
      />
      {row.logs.map(({ log, offset }, index) => (
        <div
          key={logKey(row.key, index)}
          className={styles.tick}
          data-error={log.severityNumber >= SEVERITY.error || undefined}
          style={{ left: part(Math.max(0, Math.min(offset, duration))) }}
        />
      ))}
      <span className={styles.label} style={{ left: part(row.offset + row.duration) }}>
        {formatDuration(row.duration)}
      </span>
    </>
  );
}
