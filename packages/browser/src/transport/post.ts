import type { SegmentAck } from '@throughline/format';
import { safely } from '../safely.ts';
import { parseRetryAfter } from './retry.ts';
import { segmentRequest } from './segmentRequest.ts';

/** A request without an answer for so long is given up and tried again. */
const TIMEOUT_MS = 30_000;
/** Client errors that say "later", not "never". */
const LATER = new Set([408, 425, 429]);

export type Outcome =
  /** The server has it. `serverTime` is its clock, Unix milliseconds. */
  | { kind: 'stored'; serverTime: number }
  /** It could not be delivered now. `retryAfter` is the pause the server asked for, milliseconds. */
  | { kind: 'later'; retryAfter: number | undefined }
  /** The server will never take it. */
  | { kind: 'refused'; reason: string };

export type Post = (body: Uint8Array<ArrayBuffer>, keepalive: boolean) => Promise<Outcome>;

/** Sends segments to `url`, one request each. `fetch` must be the browser's own. */
export function createPost(url: string, fetch: typeof globalThis.fetch): Post {
  return async (body, keepalive) => {
    const timeout = new AbortController();
    const timer = setTimeout(() => safely(() => timeout.abort()), TIMEOUT_MS);
    try {
      const response = await fetch(url, { ...segmentRequest(body, keepalive), signal: timeout.signal });
      return await outcomeOf(response);
    } catch {
      return { kind: 'later', retryAfter: undefined };
    } finally {
      clearTimeout(timer);
    }
  };
}

async function outcomeOf(response: Response): Promise<Outcome> {
  const { status } = response;
  if (status >= 500 || LATER.has(status))
    return { kind: 'later', retryAfter: parseRetryAfter(response.headers.get('retry-after'), Date.now()) };
  if (!response.ok) return { kind: 'refused', reason: `the server answered ${status}` };
  const ack = (await response.json().catch(() => undefined)) as Partial<SegmentAck> | undefined;
  if (ack?.ok !== true || !Number.isFinite(ack.serverTime))
    return { kind: 'refused', reason: 'what answers at the endpoint is no Throughline server' };
  return { kind: 'stored', serverTime: Number(ack.serverTime) };
}
