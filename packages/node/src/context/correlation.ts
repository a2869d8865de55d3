import type { IncomingMessage, ServerResponse } from 'node:http';
import { trace } from '@opentelemetry/api';
import {
  ATTRIBUTES,
  BAGGAGE_HEADER,
  SESSION_ID_HEADER,
  TRACEPARENT_HEADER,
  writeBaggage,
} from '@throughline/format';
import { extract } from './carrier.ts';
import { firstValue } from './headers.ts';
import { getContext, runWithContext } from './sessionContext.ts';

/** Connect's middleware: Express takes it as it is, and `node:http` by calling it with a continuation. */
export type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/**
 * A middleware that gives every request a session and a trace, with or without an OpenTelemetry SDK. It reads W3C
 * `traceparent`, `baggage` and `X-Session-ID`; what is missing or malformed it makes anew and writes back into
 * `request.headers`, so that nothing behind it sees or passes on a bad value. The session id is answered in
 * `X-Session-ID`, so that a caller who had none can keep it. Behind it `getContext()` knows both.
 */
export function correlation(): Middleware {
  return (request, response, next) => {
    const { headers } = request;
    const incoming = extract(headers);
    const sessionId = incoming.sessionId ?? crypto.randomUUID();
    // A server span that an SDK has begun already continues the incoming trace; its ids are the nearer truth.
    const { traceparent } = getContext() ?? incoming;
    headers[TRACEPARENT_HEADER] = traceparent;
    headers[SESSION_ID_HEADER] = sessionId;
    headers[BAGGAGE_HEADER] = writeBaggage(
      firstValue(headers, BAGGAGE_HEADER),
      ATTRIBUTES.sessionId,
      sessionId,
    );
    if (!response.headersSent) response.setHeader(SESSION_ID_HEADER, sessionId);
    trace.getActiveSpan()?.setAttribute(ATTRIBUTES.sessionId, sessionId);
    runWithContext({ ...incoming, ...getContext(), sessionId }, next);
  };
}
