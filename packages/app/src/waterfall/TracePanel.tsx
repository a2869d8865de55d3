import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { buildWaterfall, correctTrace, spanKey } from '@throughline/model';
import { useMemo, useState } from 'react';
import { trace as traceQuery } from '../load/session.ts';
import { ErrorNotice, Notice } from '../ui/Notice.tsx';
import { SpanDetail } from './SpanDetail.tsx';
import styles from './TracePanel.module.css';
import { TraceTree } from './TraceTree.tsx';

/** The trace that `traceId` names, as a waterfall, with the detail of one span. */
export function TracePanel({
  traceId,
  spanId,
  growsTo,
  tabOffsets,
  colors,
}: {
  traceId: string;
  /** The span that is selected, if one is. */
  spanId: string | undefined;
  /** The session's last moment: while it is recent the trace may still grow. */
  growsTo: number;
  /** Milliseconds by tab id. */
  tabOffsets: ReadonlyMap<string, number>;
  /** Colour by service. */
  colors: ReadonlyMap<string, string>;
}) {
  const { data, error, refetch } = useQuery(traceQuery(traceId, growsTo));
  const corrected = useMemo(() => data && correctTrace(data, tabOffsets), [data, tabOffsets]);
  const waterfall = useMemo(() => corrected && buildWaterfall(corrected.trace), [corrected]);
  const [chosenLog, setChosenLog] = useState<{ key: string; spanId: string | undefined } | null>(null);
  // A log is open as long as nothing else is selected.
  const openLog = chosenLog && chosenLog.spanId === spanId ? chosenLog.key : null;

  if (error && !data)
    return <ErrorNotice title="The trace could not be loaded" error={error} onRetry={refetch} />;
  if (!waterfall || !corrected)
    return (
      <div className={styles.loading} role="status" aria-label="Loading the trace">
        <Skeleton height={18} />
        <Skeleton height={18} width="80%" />
        <Skeleton height={18} width="60%" />
      </div>
    );
  if (waterfall.rows.length === 0 && waterfall.strayLogs.length === 0)
    return (
      <Notice title="No span of this trace has arrived">
        It was not sampled, its services export to somewhere else, or it is still on its way.
      </Notice>
    );
  const row = waterfall.rows.find(
    (candidate) => candidate.kind === 'span' && candidate.span.spanId === spanId,
  );
  return (
    <div className={styles.panel}>
      <TraceTree
        traceId={traceId}
        waterfall={waterfall}
        isTruncated={corrected.trace.truncated}
        spanId={spanId}
        openLog={openLog}
        onChooseLog={setChosenLog}
        colors={colors}
      />
      {row?.kind === 'span' && (
        <SpanDetail
          key={row.key}
          row={row}
          correction={corrected.corrections.get(spanKey(row.span.traceId, row.span.spanId))}
          openLog={openLog}
          color={colors.get(row.span.service)}
        />
      )}
    </div>
  );
}
