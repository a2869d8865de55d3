import type { RequestSummary } from '@throughline/format';
import { originOf } from './address.ts';

/** Why a request came to nothing. */
export type FailureKind = 'status' | 'network' | 'cross-origin' | 'timeout' | 'aborted' | 'refused';

export interface RequestFailure {
  kind: FailureKind;
  /** A word or two, for a cell of a table. */
  label: string;
  /** A sentence. */
  reason: string;
}

type Failing = Pick<RequestSummary, 'type' | 'url' | 'status' | 'failed' | 'errorType' | 'errorMessage'>;

/**
 * Why a request failed, or that the page gave it up; `undefined` if all went well. `pageUrl` is where the page was, if that is
 * known: browsers do not tell a page whether the network or CORS stood in the way, but the latter only does between origins.
 */
export function failureOf(request: Failing, pageUrl?: string): RequestFailure | undefined {
  const { status, failed, errorType = '', errorMessage } = request;
  if (errorType === 'AbortError')
    return { kind: 'aborted', label: 'aborted', reason: 'The page gave it up before an answer came.' };
  if (status !== undefined && status >= 400)
    return { kind: 'status', label: String(status), reason: `The server answered with status ${status}.` };
  if (!failed) return undefined;
  const told = errorMessage ? ` (${errorMessage})` : '';
  if (errorType === 'TimeoutError')
    return { kind: 'timeout', label: 'timed out', reason: `No answer came in time${told}.` };
  if (errorType === 'QuotaExceededError')
    return { kind: 'refused', label: 'not sent', reason: `The browser refused to send it${told}.` };
  if (request.type === 'websocket' || request.type === 'eventsource')
    return { kind: 'network', label: 'not opened', reason: `The connection could not be opened${told}.` };
  if (NETWORK_ERRORS.has(errorType) && isOtherOrigin(request.url, pageUrl))
    return {
      kind: 'cross-origin',
      label: 'CORS/network',
      reason: `No answer that the page may read: the network failed, or CORS of ${originOf(request.url)} does not allow it${told}.`,
    };
  return { kind: 'network', label: 'network error', reason: `No answer came: the network failed${told}.` };
}

/** What `fetch` and `XMLHttpRequest` fail with, whatever went wrong on the way. */
const NETWORK_ERRORS: ReadonlySet<string> = new Set(['TypeError', 'NetworkError']);

function isOtherOrigin(url: string, pageUrl: string | undefined): boolean {
  const [target, page] = [originOf(url), originOf(pageUrl ?? '')];
  return target !== '' && page !== '' && target !== page;
}
