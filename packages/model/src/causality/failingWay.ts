import type { Span } from '@throughline/format';

/** What a story needs of a span. */
export type FailingSpan = Pick<
  Span,
  | 'traceId'
  | 'spanId'
  | 'parentSpanId'
  | 'service'
  | 'name'
  | 'kind'
  | 'status'
  | 'attributes'
  | 'events'
  | 'links'
  | 'endTimeUnixNano'
>;

export interface WayStep {
  span: FailingSpan;
  /** Whether it is what failed inside a service, not the service's own entrance. */
  isStatement: boolean;
}

/**
 * The way through a trace on which span `through` lies: from the top down to it, over parents and links, and on from it to the
 * deepest span that failed. One step for each service as it is entered, and one for what failed in the last of them.
 */
export function failingWay(spans: readonly FailingSpan[], through: string | undefined): WayStep[] {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const start = through === undefined ? undefined : byId.get(through);
  if (!start) return [];
  const above: FailingSpan[] = [];
  // A set, since ancestors may run in a circle.
  const seen = new Set<FailingSpan>();
  for (let span: FailingSpan | undefined = start; span && !seen.has(span); span = causeOf(span, byId)) {
    seen.add(span);
    above.unshift(span);
  }
  const children = childrenOf(spans, byId);
  const below: FailingSpan[] = [];
  for (
    let span = failingChild(start, children);
    span && !seen.has(span);
    span = failingChild(span, children)
  ) {
    seen.add(span);
    below.push(span);
  }
  const way = [...above, ...below];
  const last = way.at(-1);
  return way.flatMap((span, index): WayStep[] => {
    const isEntrance = index === 0 || way[index - 1]?.service !== span.service;
    if (isEntrance) return [{ span, isStatement: false }];
    return span === last ? [{ span, isStatement: true }] : [];
  });
}

/**
 * The trace in which the way to span `through` goes on, by a link of a message's receiver to what sent it; `undefined` if it
 * begins among these spans.
 */
export function linkedTrace(spans: readonly FailingSpan[], through: string | undefined): string | undefined {
  const top = failingWay(spans, through)[0]?.span;
  return top?.links.find(({ traceId }) => spans.every((span) => span.traceId !== traceId))?.traceId;
}

/** The parent; of a span that has none, such as a message's receiver in a trace of its own, the first one that it is linked to. */
function causeOf(span: FailingSpan, byId: ReadonlyMap<string, FailingSpan>): FailingSpan | undefined {
  const parent = byId.get(span.parentSpanId);
  if (parent) return parent;
  const linked = span.links.find(({ spanId }) => byId.has(spanId));
  return linked && byId.get(linked.spanId);
}

function childrenOf(spans: readonly FailingSpan[], byId: ReadonlyMap<string, FailingSpan>) {
  const children = new Map<FailingSpan, FailingSpan[]>();
  for (const span of spans) {
    const cause = causeOf(span, byId);
    if (!cause) continue;
    const siblings = children.get(cause);
    if (siblings) siblings.push(span);
    else children.set(cause, [span]);
  }
  return children;
}

/** The child that failed last: what was tried before it was tried again. */
function failingChild(span: FailingSpan, children: ReadonlyMap<FailingSpan, FailingSpan[]>) {
  return children
    .get(span)
    ?.filter(({ status }) => status.code === 'error')
    .toSorted((a, b) => Number(BigInt(a.endTimeUnixNano) - BigInt(b.endTimeUnixNano)))
    .at(-1);
}
