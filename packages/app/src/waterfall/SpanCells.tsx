import { IconAlertCircleFilled, IconLink, IconMailForward } from '@tabler/icons-react';
import { type Gap, gapTotals, type Stretch, type WaterfallSpanRow } from '@throughline/model';
import type { CSSProperties } from 'react';
import { formatDuration } from '../ui/format.ts';
import { ServiceName } from '../ui/ServiceName.tsx';
import { stretchPath, tickPath } from './marks.ts';
import { indent, onAxis } from './place.ts';
import { Toggle } from './Toggle.tsx';
import styles from './TreeRow.module.css';

/** A span: its name, and its bar with gaps, critical path and logs. */
export function SpanCells({
  row,
  isExpanded,
  color,
  gaps,
  path,
}: {
  row: WaterfallSpanRow;
  isExpanded: boolean | undefined;
  color: string | undefined;
  gaps: readonly Gap[];
  /** When it was on the critical path; `undefined` while that is not shown. */
  path: readonly Stretch[] | undefined;
}) {
  const { span, start, duration, logs, depth, via } = row;
  const { queue, network } = gapTotals(gaps);
  const waited = gaps.find(({ kind }) => kind === 'queue');
  const timesOf = (isError: boolean) =>
    logs.filter(({ level }) => (level === 'error') === isError).map((log) => log.start);
  const stretchesOf = (kind: Gap['kind']) =>
    stretchPath(
      gaps.filter((gap) => gap.kind === kind),
      start,
      duration,
      0.5,
    );
  return (
    <>
      <div className={styles.names} style={{ paddingLeft: indent(depth) }}>
        <Toggle isExpanded={isExpanded} />
        {via === 'message' && (
          <IconMailForward size={14} className={styles.hop}>
            <title>Consumes what the span above has sent</title>
          </IconMailForward>
        )}
        {via === 'link' && (
          <IconLink size={14} className={styles.hop}>
            <title>Another trace, linked to the span above</title>
          </IconLink>
        )}
        {span.hasError && <IconAlertCircleFilled size={14} className={styles.alarm} aria-hidden />}
        <span className={styles.name} title={span.name}>
          {span.name}
        </span>
        <span className={styles.service}>
          <ServiceName service={span.service} color={color} />
        </span>
      </div>
      <div className={styles.axis}>
        <div className={styles.clip}>
          {waited && (
            <div
              className={styles.queue}
              style={onAxis(waited.from, waited.to - waited.from)}
              title={`Waiting in the queue: ${formatDuration(waited.to - waited.from)}`}
            />
          )}
          <div
            className={styles.bar}
            style={{ ...onAxis(start, duration), color: span.hasError ? 'var(--error)' : color }}
            title={gapText(gaps)}
          >
            <svg className={styles.marks} viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden>
              <Mark className={styles.own} d={stretchesOf('own')} />
              <Mark className={styles.network} d={stretchesOf('network')} />
              {path && <Mark className={styles.path} d={stretchPath(path, start, duration, 1)} />}
              <Mark className={styles.tick} d={tickPath(timesOf(false), start, duration)} />
              <Mark className={styles.errorTick} d={tickPath(timesOf(true), start, duration)} />
            </svg>
          </div>
        </div>
        <span className={styles.label} style={behind(start, duration)}>
          {formatDuration(duration)}
          {queue !== undefined && ` · waited ${formatDuration(queue)}`}
          {network !== undefined && ` · network ${formatDuration(network)}`}
        </span>
      </div>
    </>
  );
}

/** Nothing where there is nothing to draw: most bars have but one of them. */
function Mark({ className, d }: { className: string | undefined; d: string }) {
  return d === '' ? null : <path className={className} d={d} />;
}

/** Right behind a bar. */
function behind(start: number, duration: number): CSSProperties {
  return { ...onAxis(start + duration), '--begin': start } as CSSProperties;
}

const GAP_NAMES: Record<Gap['kind'], string> = {
  own: 'own time',
  network: 'network',
  queue: 'waiting in the queue',
};

/** The gaps in words: `own time 12 ms, network 3 ms`. */
export function gapText(gaps: readonly Gap[]): string {
  const totals = gapTotals(gaps);
  return (Object.keys(GAP_NAMES) as Gap['kind'][])
    .flatMap((kind) => {
      const total = totals[kind];
      return total === undefined ? [] : [`${GAP_NAMES[kind]} ${formatDuration(total)}`];
    })
    .join(', ');
}
