import type { RequestSummary } from '@throughline/format';
import { type FailureKind, failureOf } from '../network/failure.ts';
import { durationWords, wordOfPath, wordsOf } from './words.ts';

/** How a request failed, as far as that matters to who waited for it. */
export type FailureWay = 'late' | 'error' | 'refused' | 'unanswered';

export interface FailedRequest {
  /** `the payment request failed (504 after 3.0 s)` */
  text: string;
  /** `POST /api/payment: HTTP 504` */
  detail: string;
  way: FailureWay;
}

/** HTTP statuses that say that something did not answer in time: Request Timeout, Gateway Timeout. */
const LATE_STATUSES: ReadonlySet<number> = new Set([408, 504]);
const SERVER_ERROR = 500;

/** What to say of a request that failed; `undefined` if it did not, or the page gave it up by itself. */
export function failedRequest(request: RequestSummary, pageUrl?: string): FailedRequest | undefined {
  const failure = failureOf(request, pageUrl);
  if (!failure || failure.kind === 'aborted') return undefined;
  const { status } = request;
  const took = durationWords(Number(request.durationNano) / 1e6);
  const way = wayOf(failure.kind, status);
  const facts = failure.kind === 'status' ? `${status} after ${took}` : `after ${took}`;
  return {
    text: `${nameOf(request)} ${WORDS[way]} (${facts})`,
    detail: detailOf(request, failure.label),
    way,
  };
}

const WORDS: Record<FailureWay, string> = {
  late: 'failed',
  error: 'failed',
  refused: 'was refused',
  unanswered: 'got no answer',
};

function wayOf(kind: FailureKind, status: number | undefined): FailureWay {
  if (kind === 'timeout' || (status !== undefined && LATE_STATUSES.has(status))) return 'late';
  if (kind !== 'status') return 'unanswered';
  return (status ?? 0) >= SERVER_ERROR ? 'error' : 'refused';
}

function nameOf({ type, url, operation }: RequestSummary): string {
  if (type === 'document') return 'the page';
  const word = operation ? wordsOf(operation) : wordOfPath(url);
  if (type === 'websocket' || type === 'eventsource') return `the live connection${word && ` for ${word}`}`;
  return word === '' ? 'a request' : `the ${word} request`;
}

function detailOf({ method, url, operation }: RequestSummary, label: string): string {
  const address = url.replace(/[?#].*$/s, '');
  return `${[method, address, operation].filter(Boolean).join(' ')}: ${/^\d+$/.test(label) ? `HTTP ${label}` : label}`;
}
