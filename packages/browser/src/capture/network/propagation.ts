import {
  ATTRIBUTES,
  BAGGAGE_HEADER,
  formatTraceparent,
  SESSION_ID_HEADER,
  TRACEPARENT_HEADER,
  type TraceContext,
  writeBaggage,
} from '@throughline/format';

/** The context headers to set on a request to `url`; none if its origin is not to have them. */
export type ContextHeadersFor = (
  url: URL,
  span: TraceContext,
  existing: (header: string) => string | null | undefined,
) => [name: string, value: string][];

/**
 * Whether a request may carry the session id and trace context: to the page's own origin, and to origins that the
 * application listed. Others would learn the id, and a header they do not expect makes a browser ask them first.
 */
export function mayPropagate(
  url: URL,
  pageOrigin: string,
  propagateTo: readonly (string | RegExp)[],
): boolean {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return false;
  if (url.origin === pageOrigin) return true;
  return propagateTo.some((allowed) => {
    if (typeof allowed === 'string') return allowed === url.origin;
    // A pattern with the flag g or y goes on where its last match ended.
    allowed.lastIndex = 0;
    return allowed.test(url.origin);
  });
}

/**
 * The headers to set on a request so that its session and trace are known behind it. What the application set itself is
 * `existing`: its trace context and session header are left alone, its baggage is kept and added to. A `tracestate` is
 * the application's matter: we have no vendor state of our own.
 */
export function contextHeaders(
  sessionId: string,
  span: TraceContext,
  existing: (header: string) => string | null | undefined,
): [name: string, value: string][] {
  const headers: [string, string][] = [
    [BAGGAGE_HEADER, writeBaggage(existing(BAGGAGE_HEADER) ?? undefined, ATTRIBUTES.sessionId, sessionId)],
  ];
  if (!existing(TRACEPARENT_HEADER)) headers.push([TRACEPARENT_HEADER, formatTraceparent(span)]);
  if (!existing(SESSION_ID_HEADER)) headers.push([SESSION_ID_HEADER, sessionId]);
  return headers;
}
