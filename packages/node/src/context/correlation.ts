import type { IncomingMessage, ServerResponse } from 'node:http';
import { SESSION_ID_HEADER } from '@throughline/format';
import { correct, correlate } from './correlate.ts';

/** Connect's middleware: Express and NestJS take it as it is, and `node:http` by calling it with a continuation. */
export type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/**
 * A middleware that gives every request a session and a trace, with or without an OpenTelemetry SDK. It reads W3C
 * `traceparent`, `baggage` and `X-Session-ID`; what is missing or malformed it makes anew and writes back into
 * `request.headers`, so that nothing behind it sees or passes on a bad value. The session id is answered in
 * `X-Session-ID`, so that a caller who had none can keep it. Behind it `getContext()` knows both.
 */
export function correlation(): Middleware {
  return (request, response, next) => {
    const found = correlate(request.headers);
    correct(request.headers, found);
    if (!response.headersSent) response.setHeader(SESSION_ID_HEADER, found.sessionId);
    found.run(next);
  };
}
