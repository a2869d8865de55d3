import { newSpanId, newTraceId, parseTraceparent, type TraceContext } from '@throughline/format';
import type { CausedRequest } from './userAction/causedRequest.ts';

/** The load of the document, as the requests that it causes know it. */
export interface DocumentLoad extends TraceContext {
  /** The span of the server that made the page. */
  parentSpanId: string | undefined;
  /** When the last answer came to a request that it has caused, by `performance.now()`; 0 before any. */
  answeredAt: number;
}

/** A request that the load has caused. */
export interface LoadRequest extends CausedRequest {
  parent: DocumentLoad;
}

let request: LoadRequest | undefined;

/**
 * One for all requests that the load of this document causes. The load stands in the trace of the server that made the page, where
 * that says so by `<meta name="traceparent">` or `Server-Timing: traceparent;desc="…"`; the element counts where it stands before
 * what asks first.
 */
export function loadRequest(): LoadRequest {
  if (request) return request;
  const [timing] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const server = parseTraceparent(
    document.querySelector<HTMLMetaElement>('meta[name=traceparent]')?.content ??
      timing?.serverTiming?.find(({ name }) => name === 'traceparent')?.description,
  );
  const parent: DocumentLoad = {
    traceId: server?.traceId ?? newTraceId(),
    spanId: newSpanId(),
    parentSpanId: server?.spanId,
    sampled: true,
    answeredAt: 0,
  };
  request = {
    parent,
    ended() {
      parent.answeredAt = performance.now();
    },
  };
  return request;
}
