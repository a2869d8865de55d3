import {
  ATTRIBUTES,
  type Attributes,
  anyValueText,
  EVENTS,
  type LogSource,
  SEVERITY,
  type SessionLog,
  type SessionLogPage,
} from '@throughline/format';
import { toMilliseconds } from '../load/times.ts';
import type { LogLevel } from '../state/logsView.ts';

/** A log as a line of the list. */
export interface LogLine {
  id: string;
  /** Unix milliseconds, corrected. */
  time: number;
  level: LogLevel;
  service: string;
  /** What it says, in one line. */
  text: string;
  /** Its own attributes, shortly, behind the text. */
  fields: string;
  /** All that is searched, in lower case. */
  searched: string;
  log: SessionLog;
  source: LogSource;
}

/** Characters of a line: what fits in two or three lines of the widest screen. */
const TEXT_CHARACTERS = 500;
const FIELDS_MOST = 6;
const FIELD_CHARACTERS = 80;
/** What is searched of one line: its beginning tells what it is, and 50,000 of them must fit in memory. */
const SEARCHED_CHARACTERS = 2_000;

export function logLines({ logs, sources }: SessionLogPage): LogLine[] {
  return logs.flatMap((log) => {
    const source = sources[log.source];
    return source ? [logLine(log, source)] : [];
  });
}

function logLine(log: SessionLog, source: LogSource): LogLine {
  const text = textOf(log);
  const fields = fieldsOf(log.attributes);
  const all = Object.entries(log.attributes).map(([name, value]) => `${name}=${anyValueText(value)}`);
  return {
    id: log.id,
    time: toMilliseconds(log.timeUnixNano),
    level: levelOf(log),
    service: source.service,
    text: oneLine(text),
    fields,
    searched: [text.slice(0, SEARCHED_CHARACTERS), source.service, log.traceId ?? '', ...all]
      .join('\n')
      .slice(0, 2 * SEARCHED_CHARACTERS)
      .toLowerCase(),
    log,
    source,
  };
}

export function levelOf({ severityNumber, eventName }: SessionLog): LogLevel {
  if (eventName === EVENTS.exception || severityNumber >= SEVERITY.error) return 'error';
  if (severityNumber >= SEVERITY.warn) return 'warn';
  return severityNumber === 0 || severityNumber >= SEVERITY.info ? 'info' : 'debug';
}

/** What a log says, whole. */
export function textOf({ eventName, body, attributes }: SessionLog): string {
  const said = anyValueText(body);
  const type = anyValueText(attributes[ATTRIBUTES.exceptionType]);
  const message = anyValueText(attributes[ATTRIBUTES.exceptionMessage]);
  if (eventName === EVENTS.exception) return [type, message || said].filter(Boolean).join(': ');
  if (OF_A_PAGE.has(eventName ?? '')) return said || (eventName ?? '');
  const named = eventName ? [eventName, said].filter(Boolean).join(' ') : said;
  // A log with an exception often says no more than that something failed.
  return message !== '' && !named.includes(message) ? [named, message].filter(Boolean).join(': ') : named;
}

const OF_A_PAGE: ReadonlySet<string> = new Set([EVENTS.console, EVENTS.resourceError, EVENTS.cspViolation]);

/** Attributes that have a place of their own in the detail, or say nothing of what happened. */
const NO_FIELD = /^(?:exception|code|thread|telemetry|throughline|log)\.|^session\.id$/;

function fieldsOf(attributes: Attributes): string {
  return Object.entries(attributes)
    .filter(([name]) => !NO_FIELD.test(name))
    .slice(0, FIELDS_MOST)
    .map(([name, value]) => `${name}=${anyValueText(value).slice(0, FIELD_CHARACTERS)}`)
    .join('  ')
    .replace(/\s*\n\s*/g, ' ');
}

function oneLine(text: string): string {
  return text.slice(0, TEXT_CHARACTERS).replace(/\s*\n\s*/g, ' ⏎ ');
}

/** All lines in the order of time, each once. */
export function inOrder(lines: readonly LogLine[]): LogLine[] {
  const seen = new Set<string>();
  return lines
    .filter(({ id }) => !seen.has(id) && seen.add(id))
    .sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1));
}
