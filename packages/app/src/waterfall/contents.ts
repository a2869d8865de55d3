import { spanKey, type Waterfall } from '@throughline/model';

/** Finds the row of a span; of several with one id the earliest. */
export function spanRows({ rows }: Waterfall): (traceId: string, spanId: string) => number | undefined {
  const byKey = new Map<string, number>();
  for (const [index, row] of rows.entries()) if (row.kind === 'span') byKey.set(row.key, index);
  return (traceId, spanId) => byKey.get(spanKey(traceId, spanId));
}

/** Names of all services, sorted. */
export function servicesOf({ rows }: Waterfall): string[] {
  return [...new Set(rows.flatMap((row) => (row.kind === 'span' ? [row.span.service] : [])))].sort();
}

/** How much there is: `8 spans · 5 failed`; or how much of it passes the filter. */
export function countText({ rows }: Waterfall, matching: number | undefined, isComplete: boolean): string {
  let spans = 0;
  let failed = 0;
  for (const row of rows) {
    if (row.kind !== 'span') continue;
    spans += 1;
    if (row.span.hasError) failed += 1;
  }
  const all = `${spans.toLocaleString('en')} span${spans === 1 ? '' : 's'}${isComplete ? '' : '…'}`;
  if (matching !== undefined) return `${matching.toLocaleString('en')} of ${all}`;
  return failed > 0 ? `${all} · ${failed.toLocaleString('en')} failed` : all;
}

/** Spans that name this one by a link. */
export function linkedFrom(
  { rows }: Waterfall,
  traceId: string,
  spanId: string,
): { traceId: string; spanId: string; service: string; name: string }[] {
  return rows.flatMap((row) =>
    row.kind === 'span' && row.span.links.some((link) => link.spanId === spanId && link.traceId === traceId)
      ? [row.span]
      : [],
  );
}
