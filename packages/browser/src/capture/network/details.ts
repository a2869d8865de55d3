import type { Clock } from '../../clock.ts';
import type { CapturedSpan, Emit } from '../captured.ts';
import type { NetworkRules } from './networkRules.ts';
import type { RequestStart, StartRequestSpan } from './request.ts';

/**
 * Is told of a request when it begins, or, if it was not there yet, when it ends; gives what adds to its span and emits it,
 * at once or a little later. `response` is that of `fetch`, before the page has it. Must not throw.
 */
export type RequestDetails = (request: RequestStart) => (span: CapturedSpan, response?: Response) => void;

/** What is known of requests beyond that they were made; loaded after the core. */
export interface NetworkDetails {
  request: RequestDetails;
  /** Resolves when nothing is being waited for. */
  settled(): Promise<void>;
  /** Emits what is being waited for as it stands: the page may go away. */
  leave(): void;
  stop(): void;
}

export type StartNetworkDetails = (
  emit: Emit,
  clock: Clock,
  rules: NetworkRules,
  startSpan: StartRequestSpan,
) => NetworkDetails;
