import { type OtlpLogRecord, type OtlpSpan, SEVERITY, toKeyValues } from '@throughline/format';
import type { Asset } from '../assets/sharedTexts.ts';
import type { Captured, CapturedLog, CapturedSpan } from '../capture/captured.ts';
import { toNanoseconds } from '../clock.ts';

/**
 * One captured thing as it will stand in its line of a segment. It is text at once: its size is known, nothing changes
 * it any more, and the objects it was made from can go.
 */
export interface Item {
  line: 'spans' | 'logs' | 'replay';
  /** JSON of one or more members of the line's array, separated by commas. */
  json: string;
  /** Number of these members. */
  members: number;
  /** First and last moment in it, Unix milliseconds. */
  from: number;
  to: number;
  checkpoint: boolean;
  /** What it refers to. */
  assets?: readonly Asset[] | undefined;
}

/** `attributes` stand on every span and log beside their own. */
export function toItem(captured: Captured, attributes: Record<string, unknown>): Item {
  switch (captured.kind) {
    case 'span':
      return {
        line: 'spans',
        json: JSON.stringify(toOtlpSpan(captured, attributes)),
        members: 1,
        from: captured.start,
        to: captured.end,
        checkpoint: false,
      };
    case 'log':
      return {
        line: 'logs',
        json: JSON.stringify(toOtlpLog(captured, attributes)),
        members: 1,
        from: captured.time,
        to: captured.time,
        checkpoint: false,
      };
    case 'replay':
      return {
        line: 'replay',
        json: captured.events.map((event) => JSON.stringify(event)).join(','),
        members: captured.events.length,
        from: captured.time,
        to: captured.time,
        checkpoint: captured.checkpoint,
        assets: captured.assets,
      };
  }
}

/** `SpanKind` INTERNAL and CLIENT of OTLP. */
const INTERNAL = 1;
const CLIENT = 3;
/** `StatusCode` ERROR of OTLP. */
const ERROR = 2;

function toOtlpSpan(span: CapturedSpan, attributes: Record<string, unknown>): OtlpSpan {
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId,
    name: span.name,
    kind: span.isInternal ? INTERNAL : CLIENT,
    startTimeUnixNano: toNanoseconds(span.start),
    endTimeUnixNano: toNanoseconds(span.end),
    attributes: toKeyValues({ ...attributes, ...span.attributes }),
    status: span.error === undefined ? {} : { code: ERROR, message: span.error },
  };
}

function toOtlpLog(log: CapturedLog, attributes: Record<string, unknown>): OtlpLogRecord {
  return {
    timeUnixNano: toNanoseconds(log.time),
    observedTimeUnixNano: toNanoseconds(log.time),
    severityNumber: SEVERITY[log.severity],
    severityText: log.severity.toUpperCase(),
    eventName: log.eventName,
    body: log.body === undefined ? undefined : { stringValue: log.body },
    attributes: toKeyValues({ ...attributes, ...log.attributes }),
    traceId: log.traceId,
    spanId: log.spanId,
  };
}
