import {
  type Context,
  createContextKey,
  type TextMapGetter,
  type TextMapPropagator,
  type TextMapSetter,
  trace,
} from '@opentelemetry/api';
import { isTracingSuppressed } from '@opentelemetry/core';
import {
  type ActiveIncident,
  BAGGAGE_HEADER,
  INCIDENT_MODE_UNTIL_HEADER,
  INCIDENT_MODE_UNTIL_MEMBER,
  readBaggage,
} from '@throughline/format';
import { type Incidents, incidents } from './incidents.ts';

const CLAIMED = createContextKey('throughline.incident');

/** The incident that the caller said this request falls into, if it is known here. */
export function claimedIncident(context: Context): ActiveIncident | undefined {
  return context.getValue(CLAIMED) as ActiveIncident | undefined;
}

/**
 * Carries `X-Incident-Mode-Until` from hop to hop for what falls into an incident. Where the header is missing the baggage is
 * heard as well: a browser sends no header of ours to another origin, and plain OpenTelemetry hands on baggage alone.
 */
export class IncidentPropagator implements TextMapPropagator {
  readonly #incidents: Incidents;

  constructor(known: Incidents = incidents) {
    this.#incidents = known;
  }

  inject(context: Context, carrier: unknown, setter: TextMapSetter): void {
    if (!this.#incidents.isAny || isTracingSuppressed(context)) return;
    const incident =
      this.#incidents.ofTrace(trace.getSpanContext(context)?.traceId) ?? claimedIncident(context);
    if (incident) setter.set(carrier, INCIDENT_MODE_UNTIL_HEADER, String(incident.until));
  }

  extract(context: Context, carrier: unknown, getter: TextMapGetter): Context {
    const incident = this.#incidents.claimed(
      first(getter.get(carrier, INCIDENT_MODE_UNTIL_HEADER)) ??
        memberOf(first(getter.get(carrier, BAGGAGE_HEADER))),
    );
    return incident ? context.setValue(CLAIMED, incident) : context;
  }

  fields(): string[] {
    return [INCIDENT_MODE_UNTIL_HEADER];
  }
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** Nearly every baggage is without it, and comes with every request: it is taken apart only if it may have it. */
function memberOf(baggage: string | undefined): string | undefined {
  return baggage?.includes(INCIDENT_MODE_UNTIL_MEMBER)
    ? readBaggage(baggage, INCIDENT_MODE_UNTIL_MEMBER)
    : undefined;
}
