import { gzipSync } from 'node:zlib';
import {
  ATTRIBUTES,
  EVENTS,
  type ExportLogsServiceRequest,
  type ExportTraceServiceRequest,
  encodeSegment,
  newSpanId,
  newTraceId,
  type OtlpLogRecord,
  type OtlpSpan,
  type SegmentHeader,
  toAnyValue,
  toKeyValues,
} from '@throughline/format';

/** For tests: small, valid telemetry. */

const NANOSECONDS_A_MILLISECOND = 1_000_000n;

export function nano(milliseconds: number): string {
  return (BigInt(Math.round(milliseconds * 1000)) * (NANOSECONDS_A_MILLISECOND / 1000n)).toString();
}

export function span(from: number, to: number, more: Partial<OtlpSpan> = {}): OtlpSpan {
  return {
    traceId: newTraceId(),
    spanId: newSpanId(),
    name: 'GET /',
    kind: 2,
    startTimeUnixNano: nano(from),
    endTimeUnixNano: nano(to),
    ...more,
  };
}

export function log(time: number, body: string, more: Partial<OtlpLogRecord> = {}): OtlpLogRecord {
  return {
    timeUnixNano: nano(time),
    observedTimeUnixNano: nano(time),
    body: toAnyValue(body),
    severityNumber: 9,
    ...more,
  };
}

export function click(time: number, elementName: string): OtlpLogRecord {
  return log(time, '', {
    eventName: EVENTS.click,
    attributes: toKeyValues({ [ATTRIBUTES.elementName]: elementName }),
  });
}

export function navigation(time: number, url: string, more: Record<string, unknown> = {}): OtlpLogRecord {
  return log(time, '', {
    eventName: EVENTS.navigation,
    attributes: toKeyValues({ [ATTRIBUTES.urlFull]: url, ...more }),
  });
}

export function exportSpans(resource: Record<string, unknown>, spans: OtlpSpan[]): ExportTraceServiceRequest {
  return {
    resourceSpans: [
      { resource: { attributes: toKeyValues(resource) }, scopeSpans: [{ scope: { name: 'test' }, spans }] },
    ],
  };
}

export function exportLogs(
  resource: Record<string, unknown>,
  logRecords: OtlpLogRecord[],
): ExportLogsServiceRequest {
  return {
    resourceLogs: [
      {
        resource: { attributes: toKeyValues(resource) },
        scopeLogs: [{ scope: { name: 'test' }, logRecords }],
      },
    ],
  };
}

/** What the browser SDK says of itself. */
export function browserResource(session: string, tab: string, service = 'shop'): Record<string, unknown> {
  return {
    [ATTRIBUTES.serviceName]: service,
    [ATTRIBUTES.sessionId]: session,
    [ATTRIBUTES.tabId]: tab,
    [ATTRIBUTES.telemetrySdkLanguage]: 'webjs',
    [ATTRIBUTES.userAgent]: 'Mozilla/5.0 Test',
  };
}

export function segmentHeader(
  session: string,
  tab: string,
  seq: number,
  more: Partial<SegmentHeader> = {},
): SegmentHeader {
  const now = Date.now();
  return {
    v: 1,
    session,
    tab,
    seq,
    from: now - 1000,
    to: now,
    sentAt: now,
    checkpoint: seq === 0,
    events: 1,
    ...more,
  };
}

/** A segment as it goes over the wire. */
export function segmentBody(
  header: SegmentHeader,
  parts: { spans?: ExportTraceServiceRequest; logs?: ExportLogsServiceRequest; replay?: unknown[] } = {},
): Buffer {
  return gzipSync(
    encodeSegment({
      header,
      spans: parts.spans ? JSON.stringify(parts.spans) : '',
      logs: parts.logs ? JSON.stringify(parts.logs) : '',
      replay: JSON.stringify(parts.replay ?? [{ type: 4, data: {}, timestamp: header.from }]),
    }),
  );
}
