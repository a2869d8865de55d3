import {
  anyValueText,
  type LogRecord,
  SEVERITY,
  type Span,
  type SpanKind,
  type SpanReference,
  type TimelineItem,
  type Trace,
  type TraceSummary,
} from '@throughline/format';

/*
 * What a waterfall is built of, whether it comes as a session's summaries or as one trace in full. All times are
 * milliseconds from an origin that the caller chooses, exact to the nanosecond near it.
 */

export interface WaterfallSpan extends SpanReference {
  /** Empty for a root span. */
  parentSpanId: string;
  service: string;
  name: string;
  kind: SpanKind;
  /** Whether the span's status is `error`. */
  hasError: boolean;
  start: number;
  /** Never below zero. */
  duration: number;
  links: readonly SpanReference[];
}

export interface WaterfallLog extends SpanReference {
  /** Id of its item on the timeline. */
  id: string;
  service: string;
  text: string;
  level: 'error' | 'warning' | 'normal';
  start: number;
}

/** What a person did. */
export interface WaterfallAction {
  /** Id of its item on the timeline. */
  id: string;
  kind: 'click' | 'navigation';
  title: string;
  start: number;
}

export interface WaterfallRecords {
  spans: WaterfallSpan[];
  logs: WaterfallLog[];
  actions: WaterfallAction[];
}

/** The spans of a page of traces. `originNano` is the origin, UTC nanoseconds. */
export function spansOfTraces(traces: readonly TraceSummary[], originNano: bigint): WaterfallSpan[] {
  return traces.flatMap(({ traceId, spans }) =>
    spans.map(
      ({ spanId, parentSpanId, service, name, kind, status, links, ...span }): WaterfallSpan => ({
        traceId,
        spanId,
        parentSpanId,
        service,
        name,
        kind,
        hasError: status === 'error',
        start: since(span.startTimeUnixNano, originNano),
        duration: Math.max(0, Number(span.durationNano) / NANOSECONDS_PER_MS),
        links: links ?? NO_LINKS,
      }),
    ),
  );
}

/** The logs written inside a trace, and what the person did, as a session's timeline tells them. */
export function recordsOfTimeline(
  items: readonly TimelineItem[],
  originNano: bigint,
): Pick<WaterfallRecords, 'logs' | 'actions'> {
  const logs: WaterfallLog[] = [];
  const actions: WaterfallAction[] = [];
  for (const { id, kind, title, service, severity, traceId, spanId, timeUnixNano } of items) {
    if (kind === 'span' || kind === 'request' || kind === 'response') continue;
    const start = since(timeUnixNano, originNano);
    if (traceId && spanId) logs.push({ id, traceId, spanId, service, text: title, level: severity, start });
    else if (kind === 'click' || kind === 'navigation') actions.push({ id, kind, title, start });
  }
  return { logs, actions };
}

/** One trace in full, on one clock. */
export function recordsOfTrace(
  { spans, logs }: Pick<Trace, 'spans' | 'logs'>,
  originNano: bigint,
): WaterfallRecords {
  return {
    spans: spans.map((span) => spanOf(span, originNano)),
    logs: logs.map((log) => logOf(log, originNano)),
    actions: [],
  };
}

function spanOf(span: Span, originNano: bigint): WaterfallSpan {
  const { traceId, spanId, parentSpanId, service, name, kind, status, links } = span;
  const start = since(span.startTimeUnixNano, originNano);
  const duration = Math.max(0, since(span.endTimeUnixNano, nanoseconds(span.startTimeUnixNano)));
  return {
    traceId,
    spanId,
    parentSpanId,
    service,
    name,
    kind,
    hasError: status.code === 'error',
    start,
    duration,
    links: links.length > 0 ? links : NO_LINKS,
  };
}

function logOf({ traceId, spanId, service, ...log }: LogRecord, originNano: bigint): WaterfallLog {
  return {
    id: `log:${log.id}`,
    traceId,
    spanId,
    service,
    text: anyValueText(log.body) || log.eventName,
    level: levelOf(log.severityNumber),
    start: since(log.timeUnixNano, originNano),
  };
}

function levelOf(severityNumber: number): WaterfallLog['level'] {
  if (severityNumber >= SEVERITY.error) return 'error';
  return severityNumber >= SEVERITY.warn ? 'warning' : 'normal';
}

const NO_LINKS: readonly SpanReference[] = [];
const NANOSECONDS_PER_MS = 1e6;

function since(timeUnixNano: string, originNano: bigint): number {
  return Number(nanoseconds(timeUnixNano) - originNano) / NANOSECONDS_PER_MS;
}

function nanoseconds(decimal: string): bigint {
  return /^-?\d+$/.test(decimal) ? BigInt(decimal) : 0n;
}
