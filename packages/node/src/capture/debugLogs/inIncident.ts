import { type Context, context, trace } from '@opentelemetry/api';
import { incidents } from '../../incident/incidents.ts';

/** Whether what is logged in `active` is part of an incident that is under way. */
export function isInIncident(active?: Context): boolean {
  if (!incidents.isAny) return false;
  return incidents.ofTrace(trace.getSpanContext(active ?? context.active())?.traceId) !== undefined;
}
