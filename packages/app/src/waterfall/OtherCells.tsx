import { IconArrowRight, IconCompass, IconHandClick } from '@tabler/icons-react';
import type { WaterfallRow } from '@throughline/model';
import { ServiceName } from '../ui/ServiceName.tsx';
import { indent, onAxis } from './place.ts';
import { Toggle } from './Toggle.tsx';
import styles from './TreeRow.module.css';

/** What a person did; what leads to a linked span; the marker of a missing one. */
export function OtherCells({
  row,
  isExpanded,
  color,
}: {
  row: Extract<WaterfallRow, { kind: 'action' | 'link' | 'missing-parent' }>;
  isExpanded: boolean | undefined;
  color: string | undefined;
}) {
  return (
    <>
      <div className={styles.names} style={{ paddingLeft: indent(row.depth) }}>
        <Toggle isExpanded={isExpanded} />
        {row.kind === 'action' ? (
          <>
            {row.action.kind === 'click' ? (
              <IconHandClick size={14} className={styles.hop} aria-hidden />
            ) : (
              <IconCompass size={14} className={styles.hop} aria-hidden />
            )}
            <span className={styles.name} title={row.action.title}>
              {row.action.title}
            </span>
          </>
        ) : row.kind === 'link' ? (
          <>
            <IconArrowRight size={14} className={styles.hop} aria-hidden />
            <span className={styles.name} title={`${row.span.name}, linked to the span above`}>
              {row.span.name}
            </span>
            <span className={styles.service}>
              <ServiceName service={row.span.service} color={color} />
            </span>
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
      <div className={styles.axis}>
        <div className={styles.clip}>
          {row.kind === 'action' && row.duration > 0 && (
            <div className={styles.caused} style={onAxis(row.start, row.duration)} />
          )}
          <div className={styles.point} style={onAxis(row.start)} />
        </div>
      </div>
    </>
  );
}
