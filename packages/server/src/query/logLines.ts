import { type AnyValue, ATTRIBUTES, EVENTS, type LogSource, type SessionLog } from '@throughline/format';
import { attributesSql, VALUE_KINDS, valueSql } from '../store/insert/attributes.ts';
import { LOG_ID } from '../store/tables/columns.ts';
import { resourceText } from '../store/tables/resource.ts';
import { FROM_RESOURCE_SQL, type FromResourceRow, present, readFromResource } from './fromResource.ts';
import { type Kinds, NO_SPAN, readAttributes, readValue, type Texts } from './values.ts';

/** Rows of the session's one list of logs, as SQL and as lines. */

/** Characters of a body and of an attribute: what a list shows and searches. A stack is longer, and is read whole. */
const TEXT_CHARACTERS = 4_096;
const STACK_CHARACTERS = 20_000;

/** What a browser's own list of messages shows. All else that it recorded is an event, and listed as such. */
const OF_A_CONSOLE = [EVENTS.console, EVENTS.exception, EVENTS.resourceError, EVENTS.cspViolation];
const IS_LINE = `(event_name IN (${['', ...OF_A_CONSOLE].map((name) => `'${name}'`).join(', ')})
  OR ${resourceText(ATTRIBUTES.telemetrySdkLanguage)} != 'webjs')`;

export interface LogLineRow extends FromResourceRow {
  id: string;
  time: string;
  observed: string;
  severity_number: number;
  severity_text: string;
  event_name: string;
  body_text: string;
  body_kind: number;
  texts: Texts;
  kinds: Kinds;
  is_cut: number;
  trace: string;
  span: string;
  tab: string;
}

const mostOf = (name: string) =>
  `if(${name} = '${ATTRIBUTES.exceptionStacktrace}', ${STACK_CHARACTERS}, ${TEXT_CHARACTERS})`;

/** Those for which `condition` holds, which may end with an order and a limit. */
export const logLinesSql = (condition: string) => `
  SELECT ${FROM_RESOURCE_SQL}, ${LOG_ID} AS id, time, observed, severity_number, severity_text, event_name,
    substringUTF8(${valueSql('body', 'body_kind')}, 1, ${TEXT_CHARACTERS}) AS body_text, body_kind,
    mapApply((name, text) -> (name, substringUTF8(text, 1, ${mostOf('name')})),
      ${attributesSql('attributes', 'attribute_kinds')}) AS texts, attribute_kinds AS kinds,
    length(body) > ${TEXT_CHARACTERS}
      OR arrayExists((name, text) -> length(text) > ${mostOf('name')}, mapKeys(attributes), mapValues(attributes)) AS is_cut,
    lower(hex(trace_id)) AS trace, lower(hex(span_id)) AS span, ${resourceText(ATTRIBUTES.tabId)} AS tab
  FROM logs WHERE ${IS_LINE} AND ${condition}`;

const NO_TRACE_HEX = '0'.repeat(32);

/** `correction`: nanoseconds to add to its time. */
export function readLogLine(row: LogLineRow, source: number, correction: bigint): SessionLog {
  const { id, time, observed, severity_number, trace, span, is_cut } = row;
  return {
    id: `log:${id}`,
    timeUnixNano: String(BigInt(time) + correction),
    ...(correction !== 0n && { correctionNano: String(correction) }),
    ...(observed !== time && observed !== '0' && { observedTimeUnixNano: observed }),
    severityNumber: severity_number,
    ...present({ severityText: row.severity_text, eventName: row.event_name, tabId: row.tab }),
    body: readCut(row.body_text, row.body_kind),
    attributes: is_cut ? readCutAttributes(row) : readAttributes(row.texts, row.kinds),
    ...(is_cut && { isCut: true }),
    ...(trace !== NO_TRACE_HEX && { traceId: trace }),
    ...(span !== NO_SPAN && { spanId: span }),
    source,
  };
}

function readCutAttributes({ texts, kinds }: LogLineRow): SessionLog['attributes'] {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, readCut(text, kinds[name] ?? 0)]),
  );
}

const JSON_KINDS: readonly number[] = [VALUE_KINDS.arrayJson, VALUE_KINDS.kvlistJson];
const PROTOBUF_KINDS: readonly number[] = [VALUE_KINDS.arrayProtobuf, VALUE_KINDS.kvlistProtobuf];

/** A list that was cut anywhere is none any more: of one in JSON the text tells something, of one in Protobuf nothing does. */
function readCut(text: string, kind: number): AnyValue {
  if (text.length < TEXT_CHARACTERS) return readValue(text, kind);
  if (PROTOBUF_KINDS.includes(kind)) return { stringValue: '' };
  return JSON_KINDS.includes(kind) ? { stringValue: text } : readValue(text, kind);
}

/** What the rows come from, each once, and which of them a row comes from. */
export function logLineSources(rows: readonly FromResourceRow[]): {
  sources: LogSource[];
  sourceOf: (row: FromResourceRow) => number;
} {
  const sources: LogSource[] = [];
  const known = new Map<string, number>();
  const sourceOf = (row: FromResourceRow) => {
    const key = `${row.service}\n${row.resource}\n${row.scope}`;
    const index = known.get(key) ?? sources.length;
    if (index === sources.length) {
      known.set(key, index);
      const { service, resource, scope } = readFromResource(row);
      sources.push({ service, resource, scope: { name: scope.name, version: scope.version } });
    }
    return index;
  };
  for (const row of rows) sourceOf(row);
  return { sources, sourceOf };
}
