import type { Clock } from '../../clock.ts';
import type { Emit, Stop } from '../captured.ts';
import type { RedactedUrl } from '../redactedUrl.ts';
import type { CausedRequest } from '../userAction/userActions.ts';
import { startFetchCapture } from './fetch.ts';
import type { ContextHeadersFor } from './propagation.ts';
import { createRequestSpans } from './requestSpan.ts';
import { startXhrCapture } from './xhr.ts';

export interface NetworkRules {
  redactedUrl: RedactedUrl;
  headersFor: ContextHeadersFor;
  /** The person's action that causes a request which begins now. */
  cause: () => CausedRequest | undefined;
  /** Whether a request is the SDK's own, which is left alone. */
  isOwn: (url: string) => boolean;
}

/** Records the page's requests as client spans and sends the context headers where they may go. */
export function startNetworkCapture(emit: Emit, clock: Clock, rules: NetworkRules): Stop {
  const startSpan = createRequestSpans(emit, clock, rules.redactedUrl, rules.cause);
  const stops = [
    startFetchCapture(startSpan, rules.headersFor, rules.isOwn),
    startXhrCapture(startSpan, rules.headersFor, rules.isOwn),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
