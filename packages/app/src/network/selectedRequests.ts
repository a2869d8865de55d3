import type { TimedRequest } from '../load/requests.ts';

/** What is selected on the page. */
export interface SelectedThing {
  traceId?: string;
  spanId?: string;
}

/**
 * The request that the selection is about, itself or as the only one of its trace, and the keys of those that are
 * children of the selected span. What an action caused `state.caused` tells.
 */
export function selectedRequests(
  requests: readonly TimedRequest[],
  { traceId, spanId }: SelectedThing,
): { open: TimedRequest | undefined; caused: ReadonlySet<string> } {
  const ofTrace = traceId ? requests.filter((request) => request.traceId === traceId) : [];
  const caused = requests.filter(
    (request) => spanId !== undefined && request.traceId === traceId && request.parentSpanId === spanId,
  );
  const open = ofTrace.find((request) => request.spanId === spanId);
  const isOnlyOne = ofTrace.length === 1 && caused.length === 0;
  return {
    open: open ?? (isOnlyOne ? ofTrace[0] : undefined),
    caused: new Set(caused.map(({ key }) => key)),
  };
}
