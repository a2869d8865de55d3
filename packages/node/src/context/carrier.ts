import { context, propagation } from '@opentelemetry/api';
import {
  ATTRIBUTES,
  BAGGAGE_HEADER,
  isSessionId,
  parseTraceparent,
  readBaggage,
  SESSION_ID_HEADER,
  TRACEPARENT_HEADER,
  writeBaggage,
} from '@throughline/format';
import { type Carrier, firstValue } from './headers.ts';
import { getContext, newContext, type SessionContext } from './sessionContext.ts';

/** What of the line a carrier named well-formed; the rest is `undefined`. */
export interface CarriedContext {
  sessionId: string | undefined;
  traceparent: string | undefined;
}

/**
 * Writes the current session and trace into `carrier` (headers of a request, properties of a message): `traceparent`,
 * `baggage` with `session.id`, and `x-session-id`, in lower case. Other baggage stays. Does nothing outside of a context.
 * Gives back the same carrier.
 */
export function inject<Target extends Carrier>(carrier: Target): Target {
  // With an OpenTelemetry SDK this writes what its propagators know; without one it writes nothing.
  propagation.inject(context.active(), carrier);
  const current = getContext();
  if (current === undefined) return carrier;
  const headers: Carrier = carrier;
  headers[TRACEPARENT_HEADER] = current.traceparent;
  if (current.sessionId !== undefined) {
    headers[BAGGAGE_HEADER] = writeBaggage(
      firstValue(headers, BAGGAGE_HEADER),
      ATTRIBUTES.sessionId,
      current.sessionId,
    );
    headers[SESSION_ID_HEADER] = current.sessionId;
  }
  return carrier;
}

/**
 * Reads session and trace from `carrier` (names in lower case), to be run by `runWithContext()`. A session id comes from
 * baggage first, then from `x-session-id`; what is malformed counts as absent. Without a `traceparent` a new trace begins.
 */
export function extract(carrier: Carrier): SessionContext {
  const { sessionId, traceparent } = readCarrier(carrier);
  const parent = parseTraceparent(traceparent);
  if (!parent || traceparent === undefined) return { ...newContext(), sessionId };
  return { sessionId, traceId: parent.traceId, spanId: parent.spanId, traceparent };
}

/** The well-formed parts of what `carrier` names. */
export function readCarrier(carrier: Carrier): CarriedContext {
  const fromBaggage = readBaggage(firstValue(carrier, BAGGAGE_HEADER), ATTRIBUTES.sessionId);
  const fromHeader = firstValue(carrier, SESSION_ID_HEADER);
  const traceparent = firstValue(carrier, TRACEPARENT_HEADER)?.trim();
  return {
    sessionId: [fromBaggage, fromHeader].find(isSessionId),
    traceparent: parseTraceparent(traceparent) ? traceparent : undefined,
  };
}
