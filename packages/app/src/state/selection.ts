/** What is selected: a line of the timeline, or a span of a trace. */
export type Selection = { item: string } | { traceId: string; spanId: string };

const SPAN = /^([0-9a-f]{32})\.([0-9a-f]{16})$/;

/** The selection as the `span` parameter of the address: `<trace id>.<span id>`, or the item's id. */
export function formatSelection(selection: Selection | null): string | undefined {
  if (!selection) return undefined;
  return 'item' in selection ? selection.item : `${selection.traceId}.${selection.spanId}`;
}

export function parseSelection(parameter: string | undefined): Selection | null {
  if (!parameter) return null;
  const [, traceId, spanId] = SPAN.exec(parameter) ?? [];
  return traceId && spanId ? { traceId, spanId } : { item: parameter };
}
