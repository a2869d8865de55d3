import { ATTRIBUTES, anyValueText, SPAN_KINDS, type Span, type Trace } from '@throughline/format';
import { type ClockedSpan, clockCorrections, offsetNano, spanKey } from './clock.ts';

/** A trace on one clock, and by how much each span was moved to get there. */
export interface CorrectedTrace {
  trace: Trace;
  /** Nanoseconds by `spanKey`; spans that were not moved are absent. */
  corrections: ReadonlyMap<string, bigint>;
}

/**
 * The trace with the times of its spans, their events and the logs inside them put on the session's clock, by the same
 * rules as the timeline. `tabOffsets` are milliseconds by tab id.
 */
export function correctTrace(trace: Trace, tabOffsets: ReadonlyMap<string, number>): CorrectedTrace {
  const corrections = clockCorrections(trace.spans.map(toClockedSpan), tabOffsets);
  const spans = trace.spans.map((span) => {
    const shift = corrections.get(spanKey(span.traceId, span.spanId));
    if (!shift) return span;
    return {
      ...span,
      startTimeUnixNano: moved(span.startTimeUnixNano, shift),
      endTimeUnixNano: moved(span.endTimeUnixNano, shift),
      events: span.events.map((event) => ({ ...event, timeUnixNano: moved(event.timeUnixNano, shift) })),
    };
  });
  const logs = trace.logs.map((log) => {
    const tab = tabOf(log);
    const shift = tab ? offsetNano(tabOffsets.get(tab)) : corrections.get(spanKey(log.traceId, log.spanId));
    return shift ? { ...log, timeUnixNano: moved(log.timeUnixNano, shift) } : log;
  });
  return { trace: { ...trace, spans, logs }, corrections };
}

function toClockedSpan(span: Span): ClockedSpan {
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId,
    service: span.service,
    kind: SPAN_KINDS.indexOf(span.kind),
    startTimeUnixNano: span.startTimeUnixNano,
    durationNano: String(BigInt(span.endTimeUnixNano) - BigInt(span.startTimeUnixNano)),
    tabId: tabOf(span),
  };
}

function tabOf({ attributes, resource }: Pick<Span, 'attributes' | 'resource'>): string {
  return anyValueText(attributes[ATTRIBUTES.tabId] ?? resource[ATTRIBUTES.tabId]);
}

function moved(timeUnixNano: string, shift: bigint): string {
  return String(BigInt(timeUnixNano) + shift);
}
