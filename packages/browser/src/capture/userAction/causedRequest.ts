import type { TraceContext } from '@throughline/format';

/** A request that an action, or the load of the page, has caused: the parent of its span, and to be told when it ends. */
export interface CausedRequest {
  parent: TraceContext;
  ended(at: number, failed?: boolean): void;
}
