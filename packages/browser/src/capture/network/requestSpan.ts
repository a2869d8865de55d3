import {
  ATTRIBUTES,
  newSpanId,
  newTraceId,
  parseTraceparent,
  redactText,
  type TraceContext,
} from '@throughline/format';
import type { Clock } from '../../clock.ts';
import type { Emit } from '../captured.ts';
import type { RedactedUrl } from '../redactedUrl.ts';
import { truncate } from '../text.ts';
import type { CausedRequest } from '../userAction/userActions.ts';

/** HTTP client spans are errors from here on, by the OpenTelemetry semantic conventions. */
const FIRST_ERROR_STATUS = 400;
/** Characters of a path in a span's name. */
const LONGEST_PATH = 200;
/** Characters of the reason why a request failed. */
const LONGEST_REASON = 500;
const DEFAULT_PORTS: Record<string, number> = { 'http:': 80, 'https:': 443 };

/** A request under way. The first call of either ends its span; further calls do nothing. */
export interface RequestSpan {
  context: TraceContext;
  /** An answer came; status 0 means that the browser does not say which (an opaque response). */
  answered(status: number): void;
  /** No answer came. `type` is the error's name; one that the application aborted has not failed. */
  failed(type: string, reason: string): void;
}

export interface RequestStart {
  method: string;
  url: URL;
  initiator: 'fetch' | 'xhr';
  /** A `traceparent` that the application set itself. */
  traceparent: string | null | undefined;
}

export type StartRequestSpan = (request: RequestStart) => RequestSpan;

/**
 * Makes client spans of requests, by https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-client. Their parent
 * is what the application named, else the person's action that `cause` gives.
 */
export function createRequestSpans(
  emit: Emit,
  clock: Clock,
  redactedUrl: RedactedUrl,
  cause: () => CausedRequest | undefined,
): StartRequestSpan {
  return ({ method, url, initiator, traceparent }) => {
    const named = parseTraceparent(traceparent);
    const caused = named ? undefined : cause();
    const parent = named ?? caused?.parent;
    const context: TraceContext = {
      traceId: parent?.traceId ?? newTraceId(),
      spanId: newSpanId(),
      sampled: true,
    };
    const name = `${method} ${truncate(redactText(url.pathname), LONGEST_PATH)}`;
    const start = clock.now();
    let ended = false;

    function end(result: Record<string, unknown>, error?: string): void {
      if (ended) return;
      ended = true;
      // The system time may be set back meanwhile; no span ends before it began.
      const at = Math.max(start, clock.now());
      emit({
        kind: 'span',
        traceId: context.traceId,
        spanId: context.spanId,
        parentSpanId: parent?.spanId,
        name,
        start,
        end: at,
        attributes: {
          [ATTRIBUTES.httpMethod]: method,
          [ATTRIBUTES.urlFull]: redactedUrl(url.href),
          [ATTRIBUTES.serverAddress]: url.hostname,
          [ATTRIBUTES.serverPort]: Number(url.port) || DEFAULT_PORTS[url.protocol],
          [ATTRIBUTES.requestInitiator]: initiator,
          ...result,
        },
        error,
      });
      caused?.ended(at);
    }

    return {
      context,
      answered(status) {
        if (status === 0) end({});
        else if (status < FIRST_ERROR_STATUS) end({ [ATTRIBUTES.httpStatus]: status });
        else end({ [ATTRIBUTES.httpStatus]: status, [ATTRIBUTES.errorType]: String(status) }, '');
      },
      failed(type, reason) {
        // A search box that drops its last question is no failure.
        const error = type === 'AbortError' ? undefined : truncate(redactText(reason), LONGEST_REASON);
        end({ [ATTRIBUTES.errorType]: type }, error);
      },
    };
  };
}
