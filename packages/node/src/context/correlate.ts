import { trace } from '@opentelemetry/api';
import {
  ATTRIBUTES,
  BAGGAGE_HEADER,
  SESSION_ID_HEADER,
  TRACEPARENT_HEADER,
  TRACESTATE_HEADER,
  writeBaggage,
} from '@throughline/format';
import { extract } from './carrier.ts';
import { type Carrier, firstValue } from './headers.ts';
import { getContext, runWithContext, type SessionContext } from './sessionContext.ts';

/** What a request is to be handled with. */
export interface Correlation {
  sessionId: string;
  /** The three headers that name session and trace, well-formed, in lower case. */
  headers: Record<string, string>;
  /** Headers that must not be passed on. */
  dropped: string[];
  /** Runs the rest of the request's handling where `getContext()` knows session and trace. */
  run<Result>(handle: () => Result): Result;
}

/**
 * The session and trace of a request with `headers`: those that it names in W3C `traceparent`, `baggage` and
 * `X-Session-ID`; new ones in the place of what is missing or malformed.
 */
export function correlate(headers: Carrier): Correlation {
  const incoming = extract(headers);
  const sessionId = incoming.sessionId ?? crypto.randomUUID();
  // A server span that an SDK has begun already continues the incoming trace; its ids are the nearer truth.
  const nearest = getContext() ?? incoming;
  const current: SessionContext = { ...nearest, sessionId };
  trace.getActiveSpan()?.setAttribute(ATTRIBUTES.sessionId, sessionId);
  return {
    sessionId,
    headers: {
      [TRACEPARENT_HEADER]: current.traceparent,
      [SESSION_ID_HEADER]: sessionId,
      [BAGGAGE_HEADER]: writeBaggage(firstValue(headers, BAGGAGE_HEADER), ATTRIBUTES.sessionId, sessionId),
    },
    // The specification: without a traceparent that can be read its tracestate says nothing.
    dropped: firstValue(headers, TRACEPARENT_HEADER)?.includes(nearest.traceId) ? [] : [TRACESTATE_HEADER],
    run: (handle) => runWithContext(current, handle),
  };
}

/** Writes what `correlation` found into the request's headers, so that nothing behind sees or passes on a bad value. */
export function correct(headers: Carrier, { headers: wellFormed, dropped }: Correlation): void {
  for (const name of dropped) delete headers[name];
  Object.assign(headers, wellFormed);
}
