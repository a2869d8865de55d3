/** The first pause between two attempts, doubled with each further one. */
const FIRST_DELAY_MS = 1_000;
/** The longest pause of our own choosing: a server that is away is asked about this often. */
const LONGEST_DELAY_MS = 5 * 60 * 1000;
/** The longest pause that a server can impose: beyond it the page is better served by trying. */
const LONGEST_RETRY_AFTER_MS = 60 * 60 * 1000;

/**
 * How long to wait after the `failures`-th failure in a row, milliseconds: anything between nothing and a bound that
 * doubles ("full jitter"), so that the browsers that lost a server together do not come back together. What the server
 * asked for is the least.
 */
export function retryDelay(failures: number, retryAfter = 0, random: () => number = Math.random): number {
  const bound = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.max(0, failures - 1));
  return Math.min(LONGEST_RETRY_AFTER_MS, retryAfter) + random() * bound;
}

/** The pause asked for by a `Retry-After` header, milliseconds: seconds or an HTTP date (RFC 9110, section 10.2.3). */
export function parseRetryAfter(value: string | null, now: number): number | undefined {
  if (value === null || value.trim() === '') return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
