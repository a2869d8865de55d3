import { TICKET_LIMITS } from '../limits.ts';

/**
 * How long to wait after attempt `attempt` (from 1) has failed, milliseconds; `undefined` if that was the last. Exponential
 * with full jitter, so that servers and incidents do not come back together, and never sooner than the tracker asked for.
 */
export function waitAfter(attempt: number, retryAfterMs: number, random: number): number | undefined {
  if (attempt >= TICKET_LIMITS.attempts) return undefined;
  const widest = Math.min(TICKET_LIMITS.backoffMs * 2 ** (attempt - 1), TICKET_LIMITS.backoffMostMs);
  return Math.min(retryAfterMs, TICKET_LIMITS.retryAfterMostMs) + Math.ceil(random * widest);
}

/** `Retry-After` (RFC 9110) as milliseconds from `now`; 0 if it says nothing that can be read. */
export function readRetryAfter(header: string | null, now: number): number {
  if (header === null) return 0;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? 0 : Math.max(0, at - now);
}
