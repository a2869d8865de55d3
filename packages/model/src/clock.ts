/**
 * The only place that corrects times. Clocks of browsers and servers differ; what is stored is what each source said.
 * A tab is corrected by the offset that its own uploads measured; a span of a back end by containment: a server span
 * lies inside the client span that caused it.
 */

const NANOSECONDS_A_MILLISECOND = 1_000_000;

/** What the clock comparison needs of a span. */
export interface ClockedSpan {
  traceId: string;
  spanId: string;
  /** Empty or zeros for a root. */
  parentSpanId: string;
  service: string;
  /** OTLP `SpanKind` number. */
  kind: number;
  startTimeUnixNano: string;
  durationNano: string;
  /** Tab that sent the span; empty for a back end. */
  tabId: string;
}

/**
 * How far a tab's clock is behind the server's, milliseconds, from its best measurement. A measurement is as good as
 * half its round trip; an offset within that is no evidence of any difference, and counts as none.
 */
export function tabOffset(measured: number | null, roundTrip: number | null): number {
  if (measured === null || roundTrip === null) return 0;
  return Math.abs(measured) <= roundTrip / 2 ? 0 : measured;
}

/** A tab's offset in whole nanoseconds. */
export function offsetNano(offsetMs: number | undefined): bigint {
  return BigInt(Math.round((offsetMs ?? 0) * NANOSECONDS_A_MILLISECOND));
}

export function spanKey(traceId: string, spanId: string): string {
  return `${traceId}:${spanId}`;
}

const SERVER = 2;

/**
 * Nanoseconds to add to the times of each span, by `spanKey`; spans that need none are absent. A server span that lies
 * outside its parent in another service is moved by the least that puts it inside; what that service did below it moves
 * along. One that is longer than its parent cannot lie inside (the caller gave up waiting): only its beginning is put
 * right.
 */
export function clockCorrections(
  spans: readonly ClockedSpan[],
  tabOffsets: ReadonlyMap<string, number>,
): Map<string, bigint> {
  const byKey = new Map(spans.map((span) => [spanKey(span.traceId, span.spanId), span]));
  const corrections = new Map<string, bigint>();
  const settled = new Set<string>();

  const settle = (first: ClockedSpan): void => {
    // From the span up to the first settled ancestor, then down again: recursion would follow a hostile depth.
    const path: ClockedSpan[] = [];
    const onPath = new Set<string>();
    for (
      let span: ClockedSpan | undefined = first;
      span;
      span = byKey.get(spanKey(span.traceId, span.parentSpanId))
    ) {
      const key = spanKey(span.traceId, span.spanId);
      if (settled.has(key) || onPath.has(key)) break;
      onPath.add(key);
      path.push(span);
    }
    for (const span of path.reverse()) {
      const key = spanKey(span.traceId, span.spanId);
      const parent = byKey.get(spanKey(span.traceId, span.parentSpanId));
      const shift = correction(span, parent, corrections, tabOffsets);
      if (shift !== 0n) corrections.set(key, shift);
      settled.add(key);
    }
  };
  for (const span of spans) settle(span);
  return corrections;
}

function correction(
  span: ClockedSpan,
  parent: ClockedSpan | undefined,
  corrections: ReadonlyMap<string, bigint>,
  tabOffsets: ReadonlyMap<string, number>,
): bigint {
  if (span.tabId !== '') return offsetNano(tabOffsets.get(span.tabId));
  if (!parent) return 0n;
  const parentShift = corrections.get(spanKey(parent.traceId, parent.spanId)) ?? 0n;
  if (parent.service === span.service && parent.tabId === '') return parentShift;
  if (span.kind !== SERVER) return 0n;
  const parentStart = BigInt(parent.startTimeUnixNano) + parentShift;
  const parentEnd = parentStart + BigInt(parent.durationNano);
  const start = BigInt(span.startTimeUnixNano);
  const end = start + BigInt(span.durationNano);
  if (start < parentStart) return parentStart - start;
  if (end - start > parentEnd - parentStart) return start > parentEnd ? parentStart - start : 0n;
  return end > parentEnd ? parentEnd - end : 0n;
}
