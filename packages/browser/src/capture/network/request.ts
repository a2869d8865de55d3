import type { TraceContext } from '@throughline/format';

/** A request under way. The first call of either ends its span; further calls do nothing. */
export interface RequestSpan {
  context: TraceContext;
  /** The context headers to set on it. */
  additional: [name: string, value: string][];
  /** An answer came; status 0 means that the browser does not say which (an opaque response). */
  answered(status: number, response?: Response): void;
  /** No answer came. `type` is the error's name; one that the application aborted has not failed. */
  failed(type: string, reason: string): void;
}

export interface RequestStart {
  method: string;
  url: URL;
  initiator: 'fetch' | 'xhr' | 'beacon' | 'websocket' | 'eventsource';
  /** What the application set itself, by lower-case name. */
  headers: Iterable<[name: string, value: string]> & { get(name: string): string | null | undefined };
  body?: unknown;
  /** What the application made of it: read when there is more to be known of the request. */
  source?: Request | XMLHttpRequest | undefined;
}

/** Gives `undefined` for what is no matter of ours. */
export type StartRequestSpan = (request: RequestStart) => RequestSpan | undefined;
