import type { LogRecord } from '@throughline/format';
import { attributesSql, valueSql } from '../store/insert/attributes.ts';
import { LOG_ID, NIL_UUID } from '../store/tables/columns.ts';
import { FROM_RESOURCE_SQL, type FromResourceRow, present, readFromResource } from './fromResource.ts';
import { type Kinds, NO_SPAN, readAttributes, readValue, type Texts } from './values.ts';

export interface LogRow extends FromResourceRow {
  id: string;
  time: string;
  observed: string;
  severity_number: number;
  severity_text: string;
  event_name: string;
  body_text: string;
  body_kind: number;
  texts: Texts;
  attribute_kinds: Kinds;
  dropped_attributes: number;
  flags: number;
  trace: string;
  span: string;
  session: string;
}

/** Rows of the logs for which `condition` holds. */
export const logsSql = (condition: string): string => `
  SELECT ${FROM_RESOURCE_SQL},
    ${LOG_ID} AS id, time, observed, severity_number, severity_text, event_name,
    ${valueSql('body', 'body_kind')} AS body_text, body_kind,
    ${attributesSql('attributes', 'attribute_kinds')} AS texts, attribute_kinds, dropped_attributes, flags,
    lower(hex(trace_id)) AS trace, lower(hex(span_id)) AS span,
    if(session_id = ${NIL_UUID}, '', toString(session_id)) AS session
  FROM logs WHERE ${condition}`;

export function readLog(row: LogRow): LogRecord {
  return {
    ...readFromResource(row),
    id: row.id,
    timeUnixNano: row.time,
    observedTimeUnixNano: row.observed,
    severityNumber: row.severity_number,
    severityText: row.severity_text,
    eventName: row.event_name,
    body: readValue(row.body_text, row.body_kind),
    attributes: readAttributes(row.texts, row.attribute_kinds),
    ...present({ droppedAttributesCount: row.dropped_attributes, flags: row.flags }),
    traceId: row.trace,
    spanId: row.span === NO_SPAN ? '' : row.span,
    sessionId: row.session,
  };
}
