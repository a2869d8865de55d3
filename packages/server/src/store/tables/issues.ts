import { ATTRIBUTES, EVENTS } from '@throughline/format';
import { LOG_ID, NIL_UUID, NO_TRACE, SPAN_ID, TRACE_ID } from './columns.ts';
import type { Table, View } from './definitions.ts';
import { fingerprint, withCalls } from './fingerprint.ts';
import { resourceText } from './resource.ts';
import {
  ARRIVAL,
  ARRIVED,
  believed,
  FINE,
  FROM_BROWSER,
  greatest,
  least,
  PROJECT,
  sum,
} from './summaryColumns.ts';

/**
 * Exceptions by what makes them one issue. A row is what of an issue happened in one minute of one session (or, of services that
 * know no session, of one trace; or is one log record without either), so that an exception in a loop takes a row a minute, and
 * an erasure finds what belongs to a session.
 */

/** The fingerprint of an issue: what its exceptions have in common, hashed. */
export const FINGERPRINT = 'FixedString(8)';

/** The last exception of a row. */
const LATEST = `Tuple(time UInt64, trace_id ${TRACE_ID}, span_id ${SPAN_ID}, tab_id String, type String, message String, stack String)`;
/** Of each exception this much is kept beside its record: what a title shows, and what a person reads of a stack. */
const MESSAGE_CHARACTERS = 1_000;
const STACK_CHARACTERS = 16_384;

export const ISSUE_TABLES: readonly Table[] = [
  {
    name: 'issue_minutes',
    columns: {
      project: PROJECT,
      fingerprint: FINGERPRINT,
      minute: "DateTime('UTC')",
      session_id: 'UUID',
      trace_without_session: TRACE_ID,
      /** As `LOG_ID`, of one that has neither. */
      record: 'String',
      service: PROJECT,
      /** `service.version`; empty if the record names none. */
      release: PROJECT,
      from_browser: 'SimpleAggregateFunction(max, UInt8)',
      events: sum,
      first: least,
      last: greatest,
      latest: `SimpleAggregateFunction(max, ${LATEST})`,
      /** The innermost call of the application's own code. */
      place: 'SimpleAggregateFunction(anyLast, String)',
      ...ARRIVAL,
    },
    engine: 'AggregatingMergeTree',
    orderBy: 'project, fingerprint, minute, session_id, trace_without_session, record, service, release',
    settings: FINE,
    shardBy: 'project, fingerprint',
  },
];

const ATTRIBUTE = {
  type: `attributes['${ATTRIBUTES.exceptionType}']`,
  message: `attributes['${ATTRIBUTES.exceptionMessage}']`,
  stack: `attributes['${ATTRIBUTES.exceptionStacktrace}']`,
};

const OF_RECORD = `project, session_id, trace_id, span_id, toString(service) AS service, received_at,
  ${resourceText(ATTRIBUTES.serviceVersion)} AS release, ${resourceText(ATTRIBUTES.tabId)} AS tab, ${FROM_BROWSER} AS is_browser`;

/** Log records that tell of an exception: the event of OpenTelemetry, and lines of a logger that was given one. */
const exceptionsOfLogs = (from: string) => `
  SELECT ${OF_RECORD}, ${believed('time')} AS moment, ${ATTRIBUTE.type} AS type,
    if(${ATTRIBUTE.message} = '' AND body_kind = 0, body, ${ATTRIBUTE.message}) AS text, ${ATTRIBUTE.stack} AS stack,
    if(session_id = ${NIL_UUID} AND trace_id = ${NO_TRACE}, ${LOG_ID}, '') AS record
  FROM ${from}
  WHERE event_name = '${EVENTS.exception}' OR ${ATTRIBUTE.type} != '' OR ${ATTRIBUTE.message} != ''`;

/** Exceptions that spans recorded. */
const exceptionsOfSpans = (from: string) => `
  SELECT ${OF_RECORD}, ${believed('at')} AS moment, ${ATTRIBUTE.type} AS type, ${ATTRIBUTE.message} AS text,
    ${ATTRIBUTE.stack} AS stack, '' AS record
  FROM (
    SELECT project, session_id, trace_id, CAST(substring(span_ids, 1, 8), '${SPAN_ID}') AS span_id, service, resource, received_at,
      event.1 AS at, event.2 AS attributes
    FROM (
      SELECT project, session_id, trace_id, span_ids, service, resource, received_at,
        arrayJoin(arrayFilter(event -> event.3 = '${EVENTS.exception}', arrayZip(event_time, event_attributes, event_name))) AS event
      FROM ${from} WHERE has(event_name, '${EVENTS.exception}')
    )
  )`;

/** Step by step: of a name within its own step the engine analyses all that it stands for once more. */
const issuesOf = (exceptions: string) => `
  SELECT project, fingerprint, toStartOfMinute(fromUnixTimestamp64Nano(toInt64(moment), 'UTC')) AS minute, session_id,
    trace_without_session, record, service, release, max(toUInt8(is_browser)) AS from_browser, count() AS events,
    min(moment) AS first, max(moment) AS last,
    max(CAST((moment, trace_id, span_id, tab, type, substringUTF8(message, 1, ${MESSAGE_CHARACTERS}),
      substringUTF8(stack, 1, ${STACK_CHARACTERS})), '${LATEST}')) AS latest,
    anyLast(place) AS place, ${ARRIVED}
  FROM (
    SELECT *, ${fingerprint({ fromBrowser: 'is_browser', type: 'type', message: 'message', calls: 'calls' })} AS fingerprint,
      calls[1] AS place, if(session_id = ${NIL_UUID}, trace_id, ${NO_TRACE}) AS trace_without_session
    FROM (${withCalls(`
      SELECT * EXCEPT text, if(text = '' AND type = '', stack, text) AS message FROM (${exceptions})`)})
  )
  GROUP BY project, fingerprint, minute, session_id, trace_without_session, record, service, release`;

export const ISSUE_VIEWS: readonly View[] = [
  {
    name: 'logs_to_issue_minutes',
    from: 'logs',
    to: 'issue_minutes',
    select: (from) => issuesOf(exceptionsOfLogs(from)),
  },
  {
    name: 'spans_to_issue_minutes',
    from: 'spans',
    to: 'issue_minutes',
    select: (from) => issuesOf(exceptionsOfSpans(from)),
  },
];
