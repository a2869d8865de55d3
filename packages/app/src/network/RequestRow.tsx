import { failureOf } from '@throughline/model';
import { memo, type ReactNode } from 'react';
import type { TimedRequest } from '../load/requests.ts';
import type { Store } from '../state/store.ts';
import type { TimeRange } from '../state/timeRange.ts';
import { CAUSED_DESCRIPTION } from '../ui/causedDescription.ts';
import { formatBytes, formatDuration, formatUtc } from '../ui/format.ts';
import { sizeOf } from './filterRequests.ts';
import { TYPE_LABELS } from './groups.ts';
import { nameOf } from './nameOf.ts';
import styles from './RequestTable.module.css';

/** A line of the table. */
export const RequestRow = memo(function RequestRow({
  request,
  index,
  top,
  height,
  axis,
  pageUrl,
  isCurrent,
  isAhead,
  isOpen,
  isCaused,
  onChoose,
  hover,
}: {
  request: TimedRequest;
  index: number;
  /** Where it stands, and how high it is, CSS pixels. */
  top: number;
  height: number;
  /** What the bar at its end stands on. */
  axis: TimeRange;
  /** Where the page was, if the request failed and that is known. */
  pageUrl: string | undefined;
  /** Whether it is the last that had begun by the moment, or begins after it. */
  isCurrent: boolean;
  isAhead: boolean;
  isOpen: boolean;
  /** Whether the selected action caused it. */
  isCaused: boolean;
  onChoose: (request: TimedRequest) => void;
  hover: Store<number | null>;
}) {
  const { method, url, operation, status, type, action, start, duration, failed } = request;
  const { name, host } = nameOf(url);
  const failure = failureOf(request, pageUrl);
  const outcome = failure?.label ?? (status === undefined ? '' : String(status));
  const spoken = [`${method} ${name}`, operation, outcome, failed && 'failed'].filter(Boolean).join(', ');
  const size = sizeOf(request);
  const isCached = request.transferSize === 0;
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the table.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys for its rows.
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus; aria-activedescendant names the row.
    <div
      role="row"
      id={`request-${index}`}
      aria-label={spoken}
      aria-rowindex={index + 2}
      aria-selected={isOpen}
      aria-current={isCurrent ? 'time' : undefined}
      aria-description={isCaused ? CAUSED_DESCRIPTION : undefined}
      className={styles.row}
      data-failed={failed || undefined}
      data-ahead={isAhead || undefined}
      data-caused={isCaused || undefined}
      style={{ top, height }}
      onClick={() => onChoose(request)}
      onPointerEnter={() => hover.set(start)}
    >
      <Cell column="name" title={url}>
        {name}
        {operation && <span className={styles.aside}>{operation}</span>}
        <span className={styles.aside}>{host}</span>
      </Cell>
      <Cell column="method">{method}</Cell>
      <Cell column="status" title={failure?.reason}>
        {outcome || '–'}
      </Cell>
      <Cell column="type">{TYPE_LABELS[type]}</Cell>
      <Cell column="action" title={action?.name}>
        {action?.name.replace(/^click /, '') ?? <span className={styles.faint}>page</span>}
      </Cell>
      <Cell column="size">{isCached ? '(cache)' : size === undefined ? '–' : formatBytes(size)}</Cell>
      <Cell column="duration">{formatDuration(duration)}</Cell>
      <Cell column="start" title={formatUtc(start)}>
        <span className={styles.bar} style={barOf(request, axis)}>
          <span className={styles.wait} style={{ width: `${waitShare(request) * 100}%` }} />
        </span>
      </Cell>
    </div>
  );
});

function Cell({
  column,
  title,
  children,
}: {
  column: string;
  title?: string | undefined;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the table.
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus.
    <div role="gridcell" data-column={column} className={styles.cell} title={title}>
      {children}
    </div>
  );
}

/** Where the bar lies on the axis, parts of its width. */
function barOf({ start, duration }: TimedRequest, { from, to }: TimeRange) {
  const length = Math.max(1, to - from);
  const left = Math.max(0, Math.min((start - from) / length, 1));
  const right = Math.max(0, Math.min((start + duration - from) / length, 1));
  return { left: `${left * 100}%`, width: `${(right - left) * 100}%` };
}

/** The part of the request's time before the answer began to come. */
function waitShare({ timing, duration }: TimedRequest): number {
  const receive = timing?.receive ?? 0;
  return duration > 0 ? Math.max(0, Math.min(1 - receive / duration, 1)) : 1;
}
