import { type Attributes, fromAnyValue } from '@throughline/format';
import { type LogLine, textOf } from './logLines.ts';

/** A line as people write it into a ticket: when, how grave, who, what. */
export function lineAsText(line: LogLine): string {
  return `${new Date(line.time).toISOString()} ${line.level.toUpperCase()} ${line.service} ${textOf(line.log)}`;
}

/** A line with all that is known of it, as plain JSON: values without their OTLP types. */
export function lineAsObject({ time, level, service, log, source }: LogLine): Record<string, unknown> {
  const { id, body, attributes, timeUnixNano, correctionNano, observedTimeUnixNano, isCut } = log;
  return {
    time: new Date(time).toISOString(),
    level,
    service,
    body: fromAnyValue(body),
    ...(log.eventName && { eventName: log.eventName }),
    attributes: plain(attributes),
    ...(log.traceId && { traceId: log.traceId }),
    ...(log.spanId && { spanId: log.spanId }),
    ...(log.tabId && { tabId: log.tabId }),
    severityNumber: log.severityNumber,
    ...(log.severityText && { severityText: log.severityText }),
    timeUnixNano,
    ...(correctionNano && { correctionNano }),
    ...(observedTimeUnixNano && { observedTimeUnixNano }),
    resource: plain(source.resource),
    ...(source.scope.name && { scope: source.scope }),
    id,
    ...(isCut && { isCut }),
  };
}

/** https://github.com/ndjson/ndjson-spec: a line of JSON each. */
export function linesAsNdjson(lines: readonly LogLine[]): string {
  return lines.map((line) => `${JSON.stringify(lineAsObject(line))}\n`).join('');
}

function plain(attributes: Attributes): Record<string, unknown> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, fromAnyValue(value)]));
}
