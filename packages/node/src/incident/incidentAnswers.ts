import { IncomingMessage, ServerResponse } from 'node:http';
import type { Span } from '@opentelemetry/api';
import { INCIDENT_MODE_UNTIL_HEADER } from '@throughline/format';
import { type Incidents, incidents } from './incidents.ts';

/**
 * Carries `X-Incident-Mode-Until` on answers: this service says it when it answers what falls into an incident, and hears it when a
 * service that it asked does, so that whoever asked records more from then on, though it is not in the scope itself.
 */
export function incidentAnswers(known: Incidents = incidents) {
  const hear = (span: Span, header: string | undefined): void => {
    if (header === undefined) return;
    const incident = known.claimed(header);
    if (incident) known.mark(span.spanContext().traceId, incident);
  };
  return {
    /** Of `node:http`: an answer that is about to be made, or one that has come. */
    http(span: Span, response: IncomingMessage | ServerResponse): void {
      if (response instanceof IncomingMessage) {
        hear(span, [response.headers[INCIDENT_MODE_UNTIL_HEADER]].flat()[0]);
        return;
      }
      if (!known.isAny || !(response instanceof ServerResponse) || response.headersSent) return;
      const incident = known.ofTrace(span.spanContext().traceId);
      if (incident) response.setHeader(INCIDENT_MODE_UNTIL_HEADER, String(incident.until));
    },
    /** Of undici and `fetch`: names and values in turn, as they came. */
    undici(span: Span, headers: readonly unknown[]): void {
      for (let index = 0; index + 1 < headers.length; index += 2) {
        const name = headers[index] as Buffer | string;
        // Most can be told by their length, without making text of them.
        if (name.length !== INCIDENT_MODE_UNTIL_HEADER.length) continue;
        if (String(name).toLowerCase() === INCIDENT_MODE_UNTIL_HEADER) hear(span, String(headers[index + 1]));
      }
    },
  };
}
