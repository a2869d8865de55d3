import type { Context, TextMapGetter, TextMapPropagator, TextMapSetter } from '@opentelemetry/api';
import { isTracingSuppressed } from '@opentelemetry/core';
import { isSessionId, SESSION_ID_HEADER } from '@throughline/format';
import { sessionIdOf, withoutSessionId, withSessionId } from './sessionId.ts';

/**
 * Carries the session id in `X-Session-ID` beside the baggage, for hops that drop or never knew W3C Baggage. It must
 * stand after the baggage propagator: it reads what that one extracted. Baggage wins where both name a session;
 * a malformed id is dropped and never passed on.
 */
export class SessionPropagator implements TextMapPropagator {
  inject(context: Context, carrier: unknown, setter: TextMapSetter): void {
    if (isTracingSuppressed(context)) return;
    const sessionId = sessionIdOf(context);
    if (sessionId !== undefined) setter.set(carrier, SESSION_ID_HEADER, sessionId);
  }

  extract(context: Context, carrier: unknown, getter: TextMapGetter): Context {
    if (sessionIdOf(context) !== undefined) return context;
    const value = getter.get(carrier, SESSION_ID_HEADER);
    const header = Array.isArray(value) ? value[0] : value;
    return isSessionId(header) ? withSessionId(context, header) : withoutSessionId(context);
  }

  fields(): string[] {
    return [SESSION_ID_HEADER];
  }
}
