import { type Context, propagation } from '@opentelemetry/api';
import { ATTRIBUTES, isSessionId } from '@throughline/format';

/**
 * The session id lives in the OpenTelemetry context as the W3C Baggage entry `session.id`: whatever carries baggage
 * carries it, ours or not.
 */
const ENTRY = ATTRIBUTES.sessionId;

/** What was found last: the spans of a request begin one after the other, and each asks again. */
let known: string | undefined;

/** The session id that `context` carries; `undefined` if there is none or it is not a session id. */
export function sessionIdOf(context: Context): string | undefined {
  const value = propagation.getBaggage(context)?.getEntry(ENTRY)?.value;
  if (value === known) return value;
  if (!isSessionId(value)) return undefined;
  known = value;
  return value;
}

/** `context` with the session id set; its other baggage stays. */
export function withSessionId(context: Context, sessionId: string): Context {
  const baggage = propagation.getBaggage(context) ?? propagation.createBaggage();
  return propagation.setBaggage(context, baggage.setEntry(ENTRY, { value: sessionId }));
}

/** `context` without a session id, so that a malformed one is not passed on; its other baggage stays. */
export function withoutSessionId(context: Context): Context {
  const baggage = propagation.getBaggage(context);
  if (baggage?.getEntry(ENTRY) === undefined) return context;
  return propagation.setBaggage(context, baggage.removeEntry(ENTRY));
}
