import { ATTRIBUTES, EVENTS, SEVERITY, SPAN_KINDS, STATUS_CODES } from '@throughline/format';
import { NIL_UUID, NO_TRACE, TRACE_ID } from './columns.ts';
import type { Table, View } from './definitions.ts';
import { ISSUE_TABLES, ISSUE_VIEWS } from './issues.ts';
import { BY_DAY_OF_ARRIVAL } from './records.ts';
import { RELEASE_TABLES, RELEASE_VIEWS } from './releases.ts';
import { resourceText } from './resource.ts';
import {
  ARRIVAL,
  ARRIVED,
  believed,
  FINE,
  FINEST,
  FROM_BROWSER,
  greatest,
  hourOf,
  least,
  PROJECT,
  sum,
  TIME,
} from './summaryColumns.ts';

/**
 * Tables kept by materialized views, so that lists and joins never scan what came in. They add up whatever order things
 * arrive in: a late span joins its session by itself.
 */

const CLIENT = SPAN_KINDS.indexOf('client');
const ERROR = STATUS_CODES.indexOf('error');
const BROWSER_REQUEST = `${FROM_BROWSER} AND kind = ${CLIENT}`;

const names = 'SimpleAggregateFunction(groupUniqArrayArray, Array(String))';
/** Texts that search looks at; a session that has more is found by these only. */
const SEARCHED_TEXTS = 100;
const texts = `SimpleAggregateFunction(groupUniqArrayArray(${SEARCHED_TEXTS}), Array(String))`;
/** Of one trace; one with more is no person's, and counts as shared with others when one of them is erased. */
export const SESSIONS_A_TRACE = 1_000;
const sessions = `SimpleAggregateFunction(groupUniqArrayArray(${SESSIONS_A_TRACE}), Array(UUID))`;
const SESSIONS = `groupUniqArrayIf(${SESSIONS_A_TRACE})(session_id, session_id != ${NIL_UUID}) AS sessions`;
/** Words an application gives; more than a few are a mistake. */
const KEPT_REASONS = 10;
const reasons = `SimpleAggregateFunction(groupUniqArrayArray(${KEPT_REASONS}), Array(String))`;
/** The value that was current at the latest (earliest) time at which there was one. */
const latest = 'AggregateFunction(argMaxIf, String, UInt64, UInt8)';
const earliest = 'AggregateFunction(argMinIf, String, UInt64, UInt8)';

const latestState = (value: string) => `argMaxIfState(${value}, time, ${value} != '')`;
const attribute = (name: string) => `attributes['${name}']`;

/** All that tells who the person is, a line each. */
const USER = `concat(${[ATTRIBUTES.userId, ATTRIBUTES.userName, ATTRIBUTES.userEmail].map(attribute).join(", '\\n', ")})`;
const NO_USER = '\\n\\n';

const TABLES: readonly Table[] = [
  {
    name: 'session_traces',
    columns: { project: PROJECT, session_id: 'UUID', trace_id: TRACE_ID, received_at: TIME },
    engine: 'ReplacingMergeTree',
    partitionBy: BY_DAY_OF_ARRIVAL,
    orderBy: 'project, session_id, trace_id',
    settings: FINE,
    shardBy: 'project, session_id',
  },
  {
    name: 'traces',
    columns: {
      project: PROJECT,
      trace_id: TRACE_ID,
      first: least,
      last: greatest,
      spans: sum,
      error_spans: sum,
      logs_without_session: sum,
      error_logs_without_session: sum,
      services: names,
      sessions,
      ...ARRIVAL,
    },
    engine: 'AggregatingMergeTree',
    orderBy: 'project, trace_id',
    settings: FINEST,
    shardBy: 'project, trace_id',
  },
  {
    name: 'sessions',
    columns: {
      project: PROJECT,
      session_id: 'UUID',
      first: least,
      last: greatest,
      clicks: sum,
      navigations: sum,
      exceptions: sum,
      requests: sum,
      failed_requests: sum,
      logs: sum,
      error_logs: sum,
      error_spans: sum,
      segments: sum,
      keep_reasons: reasons,
      services: names,
      user_id: latest,
      user_name: latest,
      user_email: latest,
      user_agent: latest,
      entry_url: earliest,
      users: texts,
      pages: texts,
      ...ARRIVAL,
    },
    engine: 'AggregatingMergeTree',
    orderBy: 'project, session_id',
    settings: FINE,
    shardBy: 'project, session_id',
  },
  {
    // Sessions by time: lists and searches go back from the newest and stop when a page is full.
    name: 'session_hours',
    columns: {
      project: PROJECT,
      hour: "DateTime('UTC')",
      session_id: 'UUID',
      troubles: sum,
      users: texts,
      pages: texts,
      ...ARRIVAL,
    },
    engine: 'AggregatingMergeTree',
    orderBy: 'project, hour, session_id',
    settings: FINE,
    shardBy: 'project, session_id',
  },
  {
    name: 'failed_traces',
    columns: { project: PROJECT, received_at: TIME, trace_id: TRACE_ID },
    engine: 'ReplacingMergeTree',
    partitionBy: BY_DAY_OF_ARRIVAL,
    orderBy: 'project, toStartOfHour(received_at), trace_id',
    settings: FINE,
    shardBy: 'project, trace_id',
  },
  ...ISSUE_TABLES,
  ...RELEASE_TABLES,
];

const ZSTD = 'CODEC(ZSTD(1))';

/** With a codec for each column: by the engine's default what repeats takes a third more. */
export const SUMMARY_TABLES: readonly Table[] = TABLES.map((table) => ({
  ...table,
  columns: Object.fromEntries(
    Object.entries(table.columns).map(([name, type]) => [
      name,
      type.includes('CODEC') ? type : `${type} ${ZSTD}`,
    ]),
  ),
}));

const linked = `session_id != ${NIL_UUID} AND trace_id != ${NO_TRACE}`;

function view(from: string, to: string, select: View['select']): View {
  return { name: `${from}_to_${to}`, from, to, select };
}

export const SUMMARY_VIEWS: readonly View[] = [
  ...(['spans', 'logs'] as const).map((table) =>
    view(
      table,
      'session_traces',
      (from) =>
        `SELECT project, session_id, trace_id, max(received_at) AS received_at FROM ${from} WHERE ${linked}
        GROUP BY project, session_id, trace_id`,
    ),
  ),

  view(
    'spans',
    'traces',
    (from) => `SELECT project, trace_id, min(start) AS first, max(start) AS last, ${ARRIVED},
      count() AS spans, countIf(status_code = ${ERROR} AND NOT (${FROM_BROWSER})) AS error_spans,
      groupUniqArray(toString(service)) AS services, ${SESSIONS}
    FROM ${from} GROUP BY project, trace_id`,
  ),

  view(
    'logs',
    'traces',
    (from) => `SELECT project, trace_id, min(time) AS first, max(time) AS last, ${ARRIVED},
      countIf(session_id = ${NIL_UUID}) AS logs_without_session,
      countIf(session_id = ${NIL_UUID} AND severity_number >= ${SEVERITY.error}) AS error_logs_without_session,
      groupUniqArray(toString(service)) AS services, ${SESSIONS}
    FROM ${from} WHERE trace_id != ${NO_TRACE} GROUP BY project, trace_id`,
  ),

  view(
    'spans',
    'sessions',
    (
      from,
    ) => `SELECT project, session_id, min(${believed('start')}) AS first, max(${believed('(start + toUInt64(duration))')}) AS last,
      ${ARRIVED},
      countIf(${BROWSER_REQUEST}) AS requests,
      countIf(${BROWSER_REQUEST} AND status_code = ${ERROR}) AS failed_requests,
      countIf(status_code = ${ERROR} AND NOT (${FROM_BROWSER})) AS error_spans,
      groupUniqArray(toString(service)) AS services
    FROM ${from} WHERE session_id != ${NIL_UUID} GROUP BY project, session_id`,
  ),

  view(
    'logs',
    'sessions',
    (
      from,
    ) => `SELECT project, session_id, min(${believed('time')}) AS first, max(${believed('time')}) AS last,
      ${ARRIVED},
      countIf(event_name = '${EVENTS.click}') AS clicks, countIf(event_name = '${EVENTS.navigation}') AS navigations,
      countIf(event_name = '${EVENTS.exception}') AS exceptions,
      groupUniqArrayIf(${KEPT_REASONS})(${attribute(ATTRIBUTES.keepReason)}, event_name IN ('${EVENTS.keep}', '${EVENTS.incidentDebug}')) AS keep_reasons,
      count() AS logs, countIf(severity_number >= ${SEVERITY.error} AND event_name = '') AS error_logs,
      groupUniqArray(toString(service)) AS services,
      ${latestState(attribute(ATTRIBUTES.userId))} AS user_id,
      ${latestState(attribute(ATTRIBUTES.userName))} AS user_name,
      ${latestState(attribute(ATTRIBUTES.userEmail))} AS user_email,
      ${latestState(resourceText(ATTRIBUTES.userAgent))} AS user_agent,
      argMinIfState(${attribute(ATTRIBUTES.urlFull)}, time, event_name = '${EVENTS.navigation}') AS entry_url,
      groupUniqArrayIf(${SEARCHED_TEXTS})(${USER}, ${USER} != '${NO_USER}') AS users,
      groupUniqArrayIf(${SEARCHED_TEXTS})(${attribute(ATTRIBUTES.urlFull)}, event_name = '${EVENTS.navigation}') AS pages
    FROM ${from} WHERE session_id != ${NIL_UUID} GROUP BY project, session_id`,
  ),

  view(
    'replay_segments',
    'sessions',
    (from) => `SELECT project, session_id, min(${believed('from_ms * 1000000')}) AS first,
      max(${believed('to_ms * 1000000')}) AS last, ${ARRIVED}, count() AS segments
    FROM ${from} GROUP BY project, session_id`,
  ),

  // From summary to summary: of each block as it came, which is a hundredth of the records that it sums up.
  view(
    'sessions',
    'session_hours',
    (
      from,
    ) => `SELECT project, arrayJoin(arrayDistinct([${hourOf('first')}, ${hourOf('last')}])) AS hour, session_id,
      exceptions + error_logs + failed_requests AS troubles, users, pages, received_first, received_last
    FROM ${from}`,
  ),

  view(
    'traces',
    'failed_traces',
    (from) => `SELECT project, received_last AS received_at, trace_id
    FROM ${from} WHERE error_spans + error_logs_without_session > 0`,
  ),
  ...ISSUE_VIEWS,
  ...RELEASE_VIEWS,
];
