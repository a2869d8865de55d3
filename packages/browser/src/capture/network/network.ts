import type { Clock } from '../../clock.ts';
import { safely } from '../../safely.ts';
import type { Emit, Stop } from '../captured.ts';
import type { NetworkDetails, StartNetworkDetails } from './details.ts';
import { startFetchCapture } from './fetch.ts';
import type { NetworkRules } from './networkRules.ts';
import { createRequestSpans } from './requestSpan.ts';
import { startXhrCapture } from './xhr.ts';

export type { NetworkRules } from './networkRules.ts';

export interface NetworkCapture {
  /** Resolves when nothing is being waited for. */
  settled(): Promise<void>;
  leave(): void;
  stop: Stop;
}

/**
 * Records the page's requests as client spans and sends the context headers where they may go. What is loaded `later` tells
 * more of them.
 */
export function startNetworkCapture(
  emit: Emit,
  clock: Clock,
  rules: NetworkRules,
  later: Promise<{ startNetworkDetails: StartNetworkDetails } | undefined>,
): NetworkCapture {
  let details: NetworkDetails | undefined;
  let stopped = false;
  const startSpan = createRequestSpans(emit, clock, rules, () => details?.request);
  const stops = [startFetchCapture(startSpan), startXhrCapture(startSpan)];
  const loaded = later.then((chunk) =>
    safely(() => {
      if (!stopped) details = chunk?.startNetworkDetails(emit, clock, rules, startSpan);
    }),
  );
  return {
    settled: () => loaded.then(() => details?.settled()),
    leave: () => details?.leave(),
    stop() {
      stopped = true;
      details?.stop();
      for (const stop of stops) stop();
    },
  };
}
