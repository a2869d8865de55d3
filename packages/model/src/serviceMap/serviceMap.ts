import type { MapEdge, MapNode, ServiceMap, SpanSummary, TraceSummary } from '@throughline/format';
import { placeSpans } from './callers.ts';
import { failingSpans } from './failingSpans.ts';

interface Gathered {
  durations: number[];
  errors: number;
}

const serviceId = (service: string) => `service ${service}`;

/**
 * Who called whom in these traces. An edge is a span whose parent, or whose linked span, is of another service; and a call of
 * something that has no span behind it, such as a database. A message goes through its queue, if its sender names one.
 * Percentiles are of the nearest rank.
 */
export function buildServiceMap(traces: readonly TraceSummary[]): ServiceMap {
  const nodes = new Map<string, Pick<MapNode, 'id' | 'name' | 'kind'> & Gathered>();
  const edges = new Map<string, Pick<MapEdge, 'from' | 'to' | 'isAsync' | 'isFailing'> & Gathered>();
  const placed = placeSpans(traces);
  const failing = failingSpans(placed);
  const entered = new Set(placed.flatMap(({ callers }) => callers));

  for (const { span } of placed) nodeOf('service', span.service);
  for (const { span, parent, callers } of placed) {
    const called = serviceId(span.service);
    for (const caller of callers) {
      const isAsync = span.kind === 'consumer' || caller.kind === 'producer';
      const from = caller.peer?.kind === 'queue' ? idOf(caller.peer) : serviceId(caller.service);
      const edge = edgeOf(from, called, isAsync);
      add(edge, isAsync ? span : callOf(caller, span));
      // Nobody waits for a message: how it ends says nothing of who sent it.
      edge.isFailing ||= failing.has(span) && (isAsync || failing.has(caller));
    }
    if (callers.length > 0 || !parent) add(nodeOf('service', span.service), span);
    if (!span.peer || (entered.has(span) && span.peer.kind !== 'queue')) continue;
    add(nodeOf(span.peer.kind, span.peer.name), span);
    const edge = edgeOf(called, idOf(span.peer), span.kind === 'producer');
    add(edge, span);
    edge.isFailing ||= failing.has(span);
  }
  // A message that failed came this way.
  for (const { span, callers } of placed)
    for (const { service, kind, peer } of failing.has(span) ? callers : [])
      if (peer?.kind === 'queue')
        edgeOf(serviceId(service), idOf(peer), kind === 'producer').isFailing = true;

  function nodeOf(kind: MapNode['kind'], name: string) {
    const id = idOf({ kind, name });
    const known = nodes.get(id) ?? { id, name, kind, durations: [], errors: 0 };
    nodes.set(id, known);
    return known;
  }
  function edgeOf(from: string, to: string, isAsync: boolean) {
    const key = `${from}\n${to}\n${isAsync}`;
    const known = edges.get(key) ?? { from, to, isAsync, isFailing: false, durations: [], errors: 0 };
    edges.set(key, known);
    return known;
  }
  return { nodes: [...nodes.values()].map(measured), edges: [...edges.values()].map(measured) };
}

const idOf = ({ kind, name }: Pick<MapNode, 'kind' | 'name'>) => `${kind} ${name}`;

function add(to: Gathered, { durationNano, status }: SpanSummary): void {
  to.durations.push(Math.max(0, Number(durationNano) / 1e6));
  if (status === 'error') to.errors += 1;
}

function measured<Kept extends object>({ durations, ...kept }: Kept & Gathered) {
  const sorted = [...durations].sort((a, b) => a - b);
  return { ...kept, calls: sorted.length, p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95) };
}

/** Of the nearest rank; 0 of nothing. */
function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/** What the caller waited is the caller's to tell; whether it failed both may say. */
function callOf(caller: SpanSummary, span: SpanSummary): SpanSummary {
  const call = caller.kind === 'client' ? caller : span;
  return span.status === 'error' ? { ...call, status: 'error' } : call;
}
