import type { Attributes } from '../api.ts';

/** How a browser made a request: `document` is the load of a page, `other` one of which it is not told. */
export const REQUEST_TYPES = [
  'fetch',
  'xhr',
  'beacon',
  'websocket',
  'eventsource',
  'document',
  'other',
] as const;
export type RequestType = (typeof REQUEST_TYPES)[number];

/** A request of the browser as a line of a list. Headers and bodies come with its trace, or if they are asked for. */
export interface RequestSummary {
  traceId: string;
  spanId: string;
  /** What caused it; empty if that is not known. */
  parentSpanId: string;
  /** Empty if its tab is not known. */
  tabId: string;
  type: RequestType;
  method: string;
  /** As it was recorded: redacted. Empty if it was not. */
  url: string;
  /** The operation of GraphQL, if it has one. */
  operation?: string;
  /** When it began, corrected for clock differences, UTC nanoseconds. */
  startTimeUnixNano: string;
  /** How much the time was corrected, nanoseconds; absent if not at all. */
  correctionNano?: string;
  /** Nanoseconds. */
  durationNano: string;
  /** HTTP status; absent if no answer came, or the browser does not tell. */
  status?: number;
  /** Whether its span is an error. One that the page gave up by itself is none. */
  failed: boolean;
  /** Name of the error, or the status; `AbortError` if the page gave it up. */
  errorType?: string;
  errorMessage?: string;
  /** Bytes of the body as it was sent. */
  requestSize?: number;
  /** Bytes of the answer's body as it was sent, and when inflated, if it was compressed. */
  responseSize?: number;
  decodedSize?: number;
  /** Bytes of the answer that came over the network, headers included; 0 if the browser had it in its cache. */
  transferSize?: number;
  /** Version of HTTP: `1.1`, `2`, `3`. */
  protocolVersion?: string;
  timing?: RequestTiming;
  /** What a person did that caused it. */
  action?: RequestAction;
  /** All attributes of its span, payloads included, if they were asked for. */
  attributes?: Attributes;
}

/** What a request's time went to, milliseconds; what took none, or is not known, is absent. */
export interface RequestTiming {
  dns?: number;
  /** Connecting, TLS included. */
  connect?: number;
  tls?: number;
  /** From the request's first byte to the answer's. */
  wait?: number;
  /** From the answer's first byte to its last. */
  receive?: number;
}

/** A span of what a person did. */
export interface RequestAction {
  spanId: string;
  /** `click button "Pay"`. */
  name: string;
  /** Corrected for clock differences, UTC nanoseconds. */
  startTimeUnixNano: string;
}

/** Requests of a session's browser in the order in which they began. */
export interface RequestPage {
  requests: RequestSummary[];
  /** Give it back as `cursor` for the next page; absent on the last one. */
  nextCursor?: string;
}
