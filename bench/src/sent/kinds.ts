import { LOGS_A_BODY, logRequest } from './logs.ts';
import { toProtobuf } from './otlpProtobuf.ts';
import { segmentText } from './segments.ts';
import { SPANS_A_BODY, traceRequest } from './traces.ts';

/** One kind of body: where it goes, and body number `index`, not compressed. */
export interface SentKind {
  path: string;
  contentType: string;
  /** Spans, log records or segments in one body. */
  recordsABody: number;
  body: (index: number) => Buffer;
}

const PROTOBUF = 'application/x-protobuf';
const JSON_TYPE = 'application/json';

export const SENT_KINDS = {
  spans: {
    path: '/v1/traces',
    contentType: PROTOBUF,
    recordsABody: SPANS_A_BODY,
    body: (index) => toProtobuf('traces', traceRequest(index)),
  },
  'spans as JSON': {
    path: '/v1/traces',
    contentType: JSON_TYPE,
    recordsABody: SPANS_A_BODY,
    body: (index) => Buffer.from(JSON.stringify(traceRequest(index))),
  },
  logs: {
    path: '/v1/logs',
    contentType: PROTOBUF,
    recordsABody: LOGS_A_BODY,
    body: (index) => toProtobuf('logs', logRequest(index)),
  },
  segments: {
    path: '/v1/segments',
    contentType: 'text/plain',
    recordsABody: 1,
    body: (index) => Buffer.from(segmentText(index)),
  },
  replay: {
    path: '/v1/segments',
    contentType: 'text/plain',
    recordsABody: 1,
    body: (index) => Buffer.from(segmentText(index, false)),
  },
} as const satisfies Record<string, SentKind>;

export type SentKindName = keyof typeof SENT_KINDS;

/** How many bodies hold `records` records. */
export function bodyCount(kind: SentKindName, records: number): number {
  return Math.ceil(records / SENT_KINDS[kind].recordsABody);
}
