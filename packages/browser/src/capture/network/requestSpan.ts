import {
  ATTRIBUTES,
  newSpanId,
  newTraceId,
  parseTraceparent,
  redactText,
  TRACEPARENT_HEADER,
  type TraceContext,
} from '@throughline/format';
import type { Clock } from '../../clock.ts';
import type { CapturedSpan, Emit } from '../captured.ts';
import { truncate } from '../text.ts';
import type { RequestDetails } from './details.ts';
import type { NetworkRules } from './networkRules.ts';
import type { StartRequestSpan } from './request.ts';

/** HTTP client spans are errors from here on, by the OpenTelemetry semantic conventions. */
const FIRST_ERROR_STATUS = 400;
/** Characters of a path in a span's name. */
const LONGEST_PATH = 200;
/** Characters of the reason why a request failed. */
const LONGEST_REASON = 500;

/**
 * Makes client spans of requests, by https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-client. Their parent
 * is what the application named, else the person's action that caused them. `details` may add to a span before it is emitted.
 */
export function createRequestSpans(
  emit: Emit,
  clock: Clock,
  { redactedUrl, cause, isOwn, headersFor }: NetworkRules,
  details: () => RequestDetails | undefined,
): StartRequestSpan {
  return (request) => {
    const { method, url, initiator, headers } = request;
    if (!/^(http|ws)s?:$/.test(url.protocol) || isOwn(url.href)) return undefined;
    const named = parseTraceparent(headers.get(TRACEPARENT_HEADER));
    const caused = named ? undefined : cause();
    const parent = named ?? caused?.parent;
    const context: TraceContext = {
      traceId: parent?.traceId ?? newTraceId(),
      spanId: newSpanId(),
      sampled: true,
    };
    const additional = headersFor(url, context, (name) => headers.get(name));
    let finish = details()?.(request);
    const name = `${method} ${truncate(redactText(url.pathname), LONGEST_PATH)}`;
    const start = clock.now();
    let ended = false;

    function end(result: Record<string, unknown>, error?: string, response?: Response): void {
      if (ended) return;
      ended = true;
      // The system time may be set back meanwhile; no span ends before it began.
      const at = Math.max(start, clock.now());
      const span: CapturedSpan = {
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
          [ATTRIBUTES.serverPort]: Number(url.port) || (url.protocol.endsWith('s:') ? 443 : 80),
          [ATTRIBUTES.requestInitiator]: initiator,
          ...result,
        },
        error,
      };
      // What tells more may have been loaded in the meantime.
      finish ??= details()?.(request);
      (finish ?? emit)(span, response);
      caused?.ended(at, error !== undefined);
    }

    return {
      context,
      additional,
      answered(status, response) {
        const result: Record<string, unknown> = status === 0 ? {} : { [ATTRIBUTES.httpStatus]: status };
        const failed = status >= FIRST_ERROR_STATUS;
        if (failed) result[ATTRIBUTES.errorType] = String(status);
        end(result, failed ? '' : undefined, response);
      },
      failed(type, reason) {
        // A search box that drops its last question is no failure.
        const error = type === 'AbortError' ? undefined : truncate(redactText(reason), LONGEST_REASON);
        end({ [ATTRIBUTES.errorType]: type }, error);
      },
    };
  };
}
