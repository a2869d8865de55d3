import type { SpanSummary, TraceSummary } from '@throughline/format';

/** A span, and whose work it is. */
export interface PlacedSpan {
  span: SpanSummary;
  /** Its parent, of whatever service; `undefined` if it begins its trace, or the parent never arrived. */
  parent: SpanSummary | undefined;
  /** Without a parent the spans that it is linked to, of any trace. */
  linked: SpanSummary[];
  /** Those of these that another service sent. */
  callers: SpanSummary[];
}

/** Finds for each span of the traces whose work it is. */
export function placeSpans(traces: readonly TraceSummary[]): PlacedSpan[] {
  const all = new Map(
    traces.flatMap(({ traceId, spans }) => spans.map((span) => [`${traceId}.${span.spanId}`, span] as const)),
  );
  return traces.flatMap(({ traceId, spans }) =>
    spans.map((span) => {
      const parent = span.parentSpanId ? all.get(`${traceId}.${span.parentSpanId}`) : undefined;
      const linked = parent
        ? []
        : (span.links ?? []).flatMap((link) => all.get(`${link.traceId}.${link.spanId}`) ?? []);
      const callers = (parent ? [parent] : linked).filter(({ service }) => service !== span.service);
      return { span, parent, linked, callers };
    }),
  );
}
