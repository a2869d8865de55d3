import {
  ATTRIBUTES,
  EVENTS,
  SEVERITY,
  type SpanKind,
  type StatusCode,
  type TimelineItem,
} from '@throughline/format';
import { offsetNano, spanKey } from './clock.ts';
import { pageArea } from './pageArea.ts';

/** What the timeline needs of a span or a log record; attributes as text, only those it may speak of. */
export interface TimelineRecord {
  signal: 'span' | 'log';
  /** Stable: trace and span id, or the log record's own. */
  id: string;
  timeUnixNano: string;
  /** Zero for a log record. */
  durationNano: string;
  service: string;
  /** Span name, or event name of a log record. */
  name: string;
  kind: SpanKind;
  status: StatusCode;
  /** OTLP `SeverityNumber`; zero for a span. */
  severityNumber: number;
  /** What went wrong in a span (exception or status message), or the body of a log record. */
  message: string;
  attributes: Readonly<Record<string, string>>;
  /** Empty where there is none. */
  traceId: string;
  spanId: string;
  /** Tab that sent it; empty for a back end. */
  tabId: string;
}

/** How the clocks of the sources compare (see `clock.ts`). */
export interface Clocks {
  /** Milliseconds by tab id. */
  tabOffsets: ReadonlyMap<string, number>;
  /** Nanoseconds by `spanKey`. */
  corrections: ReadonlyMap<string, bigint>;
}

/** Longest title and detail, characters: one line of a list. The whole text comes with the trace. */
const LINE_CHARACTERS = 300;

/** The records as lines of one timeline, in the order in which things happened. */
export function timelineItems(records: readonly TimelineRecord[], clocks: Clocks): TimelineItem[] {
  const items = records.flatMap((record) => {
    const correction = correctionOf(record, clocks);
    return (record.signal === 'log' ? [logItem(record)] : spanItems(record)).map((item) =>
      corrected(item, correction),
    );
  });
  return items.sort(byTime);
}

/** Sorts by time, then by id, so that the order is the same on every reload. */
function byTime(a: TimelineItem, b: TimelineItem): number {
  const difference = BigInt(a.timeUnixNano) - BigInt(b.timeUnixNano);
  if (difference !== 0n) return difference < 0n ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function correctionOf(record: TimelineRecord, { tabOffsets, corrections }: Clocks): bigint {
  if (record.tabId !== '') return offsetNano(tabOffsets.get(record.tabId));
  return corrections.get(spanKey(record.traceId, record.spanId)) ?? 0n;
}

function corrected(item: TimelineItem, correction: bigint): TimelineItem {
  if (correction === 0n) return item;
  return {
    ...item,
    timeUnixNano: (BigInt(item.timeUnixNano) + correction).toString(),
    correctionNano: correction.toString(),
  };
}

/** A request of the browser is two lines, its beginning and its answer; any other span is one. */
function spanItems(span: TimelineRecord): TimelineItem[] {
  const failed = span.status === 'error';
  const severity = failed ? 'error' : 'normal';
  const query = span.attributes[ATTRIBUTES.dbQueryText] ?? span.attributes[ATTRIBUTES.dbStatement];
  const item: TimelineItem = {
    ...origin(span),
    id: `span:${span.id}`,
    kind: 'span',
    timeUnixNano: span.timeUnixNano,
    durationNano: span.durationNano,
    title: line(query ?? span.name),
    ...detail(failed ? failure(span) : ''),
    severity,
  };
  const fromBrowser = span.attributes[ATTRIBUTES.telemetrySdkLanguage] === 'webjs';
  if (!fromBrowser || span.kind !== 'client') return [item];
  const status = statusOf(span);
  return [
    { ...item, kind: 'request', detail: undefined, severity: 'normal', ...url(span.attributes) },
    {
      ...item,
      id: `response:${span.id}`,
      kind: 'response',
      timeUnixNano: (BigInt(span.timeUnixNano) + BigInt(span.durationNano)).toString(),
      title: line(`${status || 'failed'} ${span.name}`),
    },
  ];
}

function failure(span: TimelineRecord): string {
  const status = statusOf(span);
  return span.message || (status ? `HTTP ${status}` : 'failed');
}

function statusOf(span: TimelineRecord): string {
  return span.attributes[ATTRIBUTES.httpStatus] ?? span.attributes['http.status_code'] ?? '';
}

/** Events whose message is a line to be read. */
const OF_THE_PAGE: ReadonlySet<string> = new Set([
  EVENTS.rageClick,
  EVENTS.deadClick,
  EVENTS.errorClick,
  EVENTS.input,
  EVENTS.submit,
  EVENTS.abandonment,
  EVENTS.clipboard,
  EVENTS.dialog,
  EVENTS.scrollDepth,
  EVENTS.visibility,
  EVENTS.resourceError,
  EVENTS.cspViolation,
  EVENTS.longTask,
  EVENTS.webVital,
  EVENTS.device,
  EVENTS.mutationStorm,
]);

function logItem(log: TimelineRecord): TimelineItem {
  const { attributes } = log;
  const common = {
    ...origin(log),
    id: `log:${log.id}`,
    timeUnixNano: log.timeUnixNano,
    severity: severityOf(log),
  };
  switch (log.name) {
    case EVENTS.click:
      return {
        ...common,
        kind: 'click',
        title: line(`click ${attributes[ATTRIBUTES.elementName] ?? log.message}`),
      };
    case EVENTS.navigation:
      return {
        ...common,
        kind: 'navigation',
        title: line(`navigate to ${path(attributes[ATTRIBUTES.urlFull] ?? log.message)}`),
        ...url(attributes),
      };
    case EVENTS.note: {
      const area = pageArea(attributes);
      return { ...common, kind: 'event', title: line(`note: ${log.message}`), ...(area && { area }) };
    }
    case EVENTS.console:
      return { ...common, kind: 'console', title: line(log.message) };
    case EVENTS.exception: {
      const type = attributes[ATTRIBUTES.exceptionType];
      const message = attributes[ATTRIBUTES.exceptionMessage] ?? log.message;
      return {
        ...common,
        kind: 'error',
        title: line(type ? `${type}: ${message}` : message),
        severity: 'error',
        ...(message === UNTOLD && detail(WHY_UNTOLD)),
      };
    }
    case EVENTS.featureFlag:
      return {
        ...common,
        kind: 'event',
        title: line(
          `flag ${attributes[ATTRIBUTES.featureFlagKey]} is ${attributes[ATTRIBUTES.featureFlagValue]}`,
        ),
      };
    case EVENTS.state:
      return {
        ...common,
        kind: 'event',
        title: line(`${attributes[ATTRIBUTES.stateName]}: ${attributes[ATTRIBUTES.stateAction]}`),
        ...detail(log.message),
      };
    case '':
      return { ...common, kind: 'log', title: line(log.message), ...detail(exceptionOf(attributes)) };
    default:
      // What is recorded of a page says itself in words; of an application's own event its name tells more.
      return OF_THE_PAGE.has(log.name) && log.message !== ''
        ? { ...common, kind: 'event', title: line(log.message) }
        : { ...common, kind: 'event', title: line(log.name), ...detail(log.message) };
  }
}

/** All that a browser says of an exception in a script of another origin, and what to do about it. */
const UNTOLD = 'Script error.';
const WHY_UNTOLD =
  'of a script of another origin: load it with crossorigin="anonymous", and let its server allow that (CORS), to see the exception';

/** What a log line says of an exception beside its text. */
function exceptionOf(attributes: Readonly<Record<string, string>>): string {
  return attributes[ATTRIBUTES.exceptionMessage] ?? '';
}

function origin({ service, traceId, spanId, tabId }: TimelineRecord) {
  return {
    service,
    ...(traceId !== '' && { traceId }),
    ...(spanId !== '' && { spanId }),
    ...(tabId !== '' && { tabId }),
  };
}

function severityOf({ severityNumber }: TimelineRecord): TimelineItem['severity'] {
  if (severityNumber >= SEVERITY.error) return 'error';
  return severityNumber >= SEVERITY.warn ? 'warning' : 'normal';
}

function detail(text: string): { detail?: string } {
  return text === '' ? {} : { detail: line(text) };
}

function line(text: string): string {
  const whole = text.replace(/\s+/g, ' ').trim();
  return whole.length > LINE_CHARACTERS ? `${whole.slice(0, LINE_CHARACTERS - 1)}…` : whole;
}

function url(attributes: Readonly<Record<string, string>>): { url?: string } {
  const full = attributes[ATTRIBUTES.urlFull];
  return full ? { url: line(full) } : {};
}

function path(url: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/]*(\/.*)?$/i.exec(url)?.[1] ?? url;
}
