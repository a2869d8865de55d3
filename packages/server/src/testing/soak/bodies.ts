import { gzipSync } from 'node:zlib';
import { encodeSegmentHeader, encodeSegmentLines, toKeyValues } from '@throughline/format';
import { otlpProtobuf } from '../otlpMessages.ts';
import { browserResource, click, exportLogs, exportSpans, log, segmentHeader, span } from '../records.ts';

/** What one body must have left in the tables. */
export interface Expected {
  /** All its spans and logs have this trace id, and no other body's have. */
  traceId: string;
  session: string;
  spans: number;
  logs: number;
  /** Of a segment. */
  segment?: { tab: string; seq: number };
}

/** A body to be sent, the same bytes every time; but a segment says when it was sent. */
export interface Body {
  expected: Expected;
  bytes: () => Buffer;
}

export type Encoding = 'protobuf' | 'json';

/** `seed`, sender and number of the body as the 16 bytes of a trace id. */
export function traceIdOf(seed: number, sender: number, index: number): string {
  const part = (value: number, digits: number) => value.toString(16).padStart(digits, '0').slice(-digits);
  return `f${part(seed, 7)}${part(sender, 8)}${part(index, 16)}`;
}

/** A UUID that tells its sender and number in the same way. */
export function uuidOf(traceId: string): string {
  return `${traceId.slice(0, 8)}-${traceId.slice(8, 12)}-4${traceId.slice(13, 16)}-8${traceId.slice(17, 20)}-${traceId.slice(20)}`;
}

const SPAN_ID_DIGITS = 16;
const spanId = (index: number) => (index + 1).toString(16).padStart(SPAN_ID_DIGITS, '0');

/** `count` spans of a service, in one trace. */
export function tracesBody(traceId: string, session: string, count: number, encoding: Encoding): Body {
  const now = Date.now();
  const spans = Array.from({ length: count }, (_, index) =>
    span(now - 20, now, {
      traceId,
      spanId: spanId(index),
      ...(index > 0 && { parentSpanId: spanId(0) }),
      attributes: toKeyValues({ 'http.route': '/orders', 'http.response.status_code': 200, index }),
    }),
  );
  const body = exportSpans({ 'service.name': 'soak', 'session.id': session }, spans);
  const bytes = encoding === 'json' ? Buffer.from(JSON.stringify(body)) : otlpProtobuf('traces', body);
  return { expected: { traceId, session, spans: count, logs: 0 }, bytes: () => bytes };
}

/** `count` log records of a service. */
export function logsBody(traceId: string, session: string, count: number, encoding: Encoding): Body {
  const now = Date.now();
  const records = Array.from({ length: count }, (_, index) => log(now, `line ${index}`, { traceId }));
  const body = exportLogs({ 'service.name': 'soak', 'session.id': session }, records);
  const bytes = encoding === 'json' ? Buffer.from(JSON.stringify(body)) : otlpProtobuf('logs', body);
  return { expected: { traceId, session, spans: 0, logs: count }, bytes: () => bytes };
}

/** A segment of a tab with one request, two clicks and some replay. */
export function segmentOf(traceId: string, session: string, tab: string, seq: number): Body {
  const now = Date.now();
  const resource = browserResource(session, tab, 'soak-shop');
  const lines = gzipSync(
    encodeSegmentLines({
      spans: JSON.stringify(
        exportSpans(resource, [span(now - 20, now, { traceId, spanId: spanId(0), kind: 3 })]),
      ),
      logs: JSON.stringify(
        exportLogs(
          resource,
          ['first', 'second'].map((name) => ({ ...click(now, name), traceId })),
        ),
      ),
      replay: JSON.stringify(
        Array.from({ length: 20 }, (_, index) => ({ type: 3, data: { index }, timestamp: now + index })),
      ),
    }),
  );
  return {
    expected: { traceId, session, spans: 1, logs: 2, segment: { tab, seq } },
    // As the browser SDK does: only the header is made anew, as a gzip member of its own.
    bytes: () =>
      Buffer.concat([
        gzipSync(encodeSegmentHeader({ ...segmentHeader(session, tab, seq), events: 20 })),
        lines,
      ]),
  };
}
