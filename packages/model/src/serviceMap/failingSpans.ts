import type { SpanSummary } from '@throughline/format';
import type { PlacedSpan } from './callers.ts';

/** The innermost spans that failed, and all that failed above them without a break, through links into other traces too. */
export function failingSpans(placed: readonly PlacedSpan[]): ReadonlySet<SpanSummary> {
  const failed = placed.filter(({ span }) => span.status === 'error');
  const above = new Map(placed.map(({ span, parent, linked }) => [span, parent ? [parent] : linked]));
  const notInnermost = new Set(failed.flatMap(({ span }) => above.get(span) ?? []));
  const ahead = failed.map(({ span }) => span).filter((span) => !notInnermost.has(span));
  const failing = new Set<SpanSummary>();
  for (let span = ahead.pop(); span; span = ahead.pop()) {
    if (failing.has(span)) continue;
    failing.add(span);
    ahead.push(...(above.get(span) ?? []).filter(({ status }) => status === 'error'));
  }
  return failing;
}
