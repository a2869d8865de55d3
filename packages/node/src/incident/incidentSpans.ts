import { type Attributes, type Context, context, SpanKind, trace } from '@opentelemetry/api';
import { type Logger, SeverityNumber } from '@opentelemetry/api-logs';
import type { tracing } from '@opentelemetry/sdk-node';
import { ATTRIBUTES, EVENTS, incidentReason } from '@throughline/format';
import { claimedIncident } from './incidentPropagator.ts';
import { type Incidents, incidents } from './incidents.ts';

const done = () => Promise.resolve();
/** What begins a service's part of a trace, beside what begins a trace, such as the run of a scheduled task. */
const ENTRIES: ReadonlySet<SpanKind> = new Set([SpanKind.SERVER, SpanKind.CONSUMER]);

/**
 * Marks the traces that fall into an incident as soon as they come to this service, and writes an `incident_mode_debug` record
 * when a request of theirs ends, which keeps their session. `logger` is asked for when it is needed.
 */
export function incidentSpans(logger: () => Logger, known: Incidents = incidents): tracing.SpanProcessor {
  return {
    onStart(span: tracing.Span, parent: Context) {
      if (!known.isAny || !isEntry(span)) return;
      const { traceId } = span.spanContext();
      const incident =
        claimedIncident(parent) ??
        known.find({
          service: text(span.resource.attributes, ATTRIBUTES.serviceName),
          release: text(span.resource.attributes, ATTRIBUTES.serviceVersion),
          route: pathOf(span.attributes),
          transaction: span.name,
        });
      if (!incident) return;
      known.mark(traceId, incident);
      span.setAttribute(ATTRIBUTES.incidentId, incident.id);
    },
    onEnd(span: tracing.ReadableSpan) {
      if (!isEntry(span)) return;
      // Of a request that fell into it only by what a service further on answered, the span does not say so.
      const id = span.attributes[ATTRIBUTES.incidentId] ?? known.ofTrace(span.spanContext().traceId)?.id;
      if (id === undefined) return;
      logger().emit({
        eventName: EVENTS.incidentDebug,
        severityNumber: SeverityNumber.DEBUG,
        severityText: 'DEBUG',
        body: `${span.name} took ${milliseconds(span.duration)} ms`,
        attributes: {
          ...span.attributes,
          [ATTRIBUTES.incidentId]: String(id),
          [ATTRIBUTES.keepReason]: incidentReason(String(id)),
        },
        context: trace.setSpanContext(context.active(), span.spanContext()),
      });
    },
    forceFlush: done,
    shutdown: done,
  };
}

function isEntry({ kind, parentSpanContext }: tracing.ReadableSpan): boolean {
  return ENTRIES.has(kind) || parentSpanContext === undefined;
}

function text(attributes: Attributes, name: string): string {
  const value = attributes[name];
  return typeof value === 'string' ? value : '';
}

/** By the semantic conventions of today, or by those before 1.23. */
function pathOf(attributes: Attributes): string {
  return text(attributes, ATTRIBUTES.urlPath) || (text(attributes, 'http.target').split('?', 1)[0] ?? '');
}

function milliseconds([seconds, nanoseconds]: [number, number]): number {
  return Math.round(seconds * 1000 + nanoseconds / 1e6);
}
