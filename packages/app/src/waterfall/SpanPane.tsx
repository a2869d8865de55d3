import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { SpanReference } from '@throughline/format';
import { correctTrace, gapsOf, spanKey, type Waterfall } from '@throughline/model';
import { useMemo } from 'react';
import { trace as traceQuery } from '../load/session.ts';
import { toMilliseconds } from '../load/times.ts';
import { ErrorNotice, Notice } from '../ui/Notice.tsx';
import { linkedFrom } from './contents.ts';
import styles from './SpanDetail.module.css';
import { SpanDetail } from './SpanDetail.tsx';

/** The detail of one span, which comes with its trace in full. */
export function SpanPane({
  traceId,
  spanId,
  openLog,
  growsTo,
  tabOffsets,
  colors,
  waterfall,
  row,
  onOpen,
}: {
  traceId: string;
  spanId: string;
  /** Id of the timeline's item of the log that is selected, if one is. */
  openLog: string | undefined;
  /** The session's last moment: while it is recent the trace may still grow. */
  growsTo: number;
  /** Milliseconds by tab id. */
  tabOffsets: ReadonlyMap<string, number>;
  /** Colour by service. */
  colors: ReadonlyMap<string, string>;
  waterfall: Waterfall | undefined;
  /** The span's row in it; `undefined` if it is elsewhere. */
  row: number | undefined;
  onOpen: (span: SpanReference) => void;
}) {
  const { data, error, refetch } = useQuery(traceQuery(traceId, growsTo));
  const corrected = useMemo(() => data && correctTrace(data, tabOffsets), [data, tabOffsets]);
  const found = useMemo(() => {
    const span = corrected?.trace.spans.find((candidate) => candidate.spanId === spanId);
    if (!span || !corrected) return undefined;
    const begun = toMilliseconds(span.startTimeUnixNano);
    return {
      span,
      offset: begun - earliest(corrected.trace.spans.map((one) => one.startTimeUnixNano)),
      logs: corrected.trace.logs
        .filter((log) => log.spanId === spanId)
        .map((log) => ({ log, offset: toMilliseconds(log.timeUnixNano) - begun }))
        .sort((a, b) => a.offset - b.offset),
    };
  }, [corrected, spanId]);
  const sources = useMemo(
    () => (waterfall ? linkedFrom(waterfall, traceId, spanId) : []),
    [waterfall, traceId, spanId],
  );
  const gaps = useMemo(
    () => (waterfall && row !== undefined ? gapsOf(waterfall.rows, row) : []),
    [waterfall, row],
  );

  if (error && !data)
    return (
      <section aria-label="Span" className={styles.detail}>
        <ErrorNotice title="The span could not be loaded" error={error} onRetry={refetch} />
      </section>
    );
  if (!corrected)
    return (
      <section aria-label="Span" className={styles.detail}>
        <div className={styles.loading} role="status" aria-label="Loading the span">
          <Skeleton height={18} width="70%" />
          <Skeleton height={14} />
          <Skeleton height={14} />
        </div>
      </section>
    );
  // A log of the trace may name a span that never arrived.
  if (!found)
    return (
      <section aria-label="Span" className={styles.detail}>
        <Notice title="This span has not arrived">It was not sampled, or it is still on its way.</Notice>
      </section>
    );
  return (
    <SpanDetail
      {...found}
      gaps={gaps}
      correction={corrected.corrections.get(spanKey(traceId, spanId))}
      openLog={openLog}
      colors={colors}
      linkedFrom={sources}
      onOpen={onOpen}
    />
  );
}

/** The earliest of UTC times, Unix milliseconds. */
function earliest(times: readonly string[]): number {
  return times.reduce((least, time) => Math.min(least, toMilliseconds(time)), Number.POSITIVE_INFINITY);
}
