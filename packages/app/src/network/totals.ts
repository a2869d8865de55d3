import type { RequestSummary } from '@throughline/format';

/** What the line at the bottom tells of the requests that are shown. */
export interface Totals {
  requests: number;
  /** Bytes that came over the network, as far as browsers tell; `undefined` if they tell of none. */
  transferred: number | undefined;
  failed: number;
}

export function totalsOf(requests: readonly Pick<RequestSummary, 'transferSize' | 'failed'>[]): Totals {
  let transferred: number | undefined;
  let failed = 0;
  for (const request of requests) {
    if (request.transferSize !== undefined) transferred = (transferred ?? 0) + request.transferSize;
    if (request.failed) failed += 1;
  }
  return { requests: requests.length, transferred, failed };
}
