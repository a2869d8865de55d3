import { queryOptions } from '@tanstack/react-query';
import type { Span, Trace } from '@throughline/format';
import { linkedTrace } from '@throughline/model';
import { getJson } from './request.ts';

/** Most traces that a story goes back through by links, from message to message. */
const TRACES_MOST = 5;

/** The spans of a trace, and of those that lead to its span `spanId` by links, the nearest first. */
export function storySpans(traceId: string, spanId: string | undefined, revision: string) {
  return queryOptions<Span[]>({
    queryKey: ['story', traceId, spanId, revision],
    queryFn: async ({ signal }) => {
      const spans: Span[] = [];
      let next: string | undefined = traceId;
      for (let count = 0; next !== undefined && count < TRACES_MOST; count++) {
        const trace: Trace = await getJson<Trace>(`/traces/${encodeURIComponent(next)}`, {}, signal);
        spans.push(...trace.spans);
        next = linkedTrace(spans, spanId);
      }
      return spans;
    },
    // More of the session asks anew; meanwhile the story stays as it is.
    placeholderData: (before) => (before?.some((span) => span.traceId === traceId) ? before : undefined),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
