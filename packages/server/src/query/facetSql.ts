import { ATTRIBUTES, EVENTS } from '@throughline/format';
import { NIL_UUID } from '../store/tables/columns.ts';
import { resourceText } from '../store/tables/resource.ts';
import { ARRIVED } from './arrival.ts';
import { BROWSER } from './browserSql.ts';
import { HAS_ERROR, HAS_EVENTS, KEPT } from './searchConditions.ts';

/**
 * Statements that count sessions by what they have. `since` and `until` are nanoseconds, `most` is how many sessions are looked
 * at, `values` how many values of each facet are told.
 */

const NEWEST = `SELECT session_id FROM session_hours
  WHERE project = {project:String} AND hour >= toStartOfHour(fromUnixTimestamp64Nano({since:Int64}, 'UTC'))
    AND hour <= toStartOfHour(fromUnixTimestamp64Nano({until:Int64}, 'UTC'))
  GROUP BY session_id ORDER BY max(session_hours.hour) DESC, session_id LIMIT {most:UInt32}`;

/** The newest sessions of the time range for which all conditions hold, with more columns if need be. */
function candidates(columns: string, conditions: readonly string[]): string {
  return `SELECT session_id, min(sessions.first) AS began, max(sessions.last) AS ended${columns} FROM sessions
    WHERE project = {project:String} AND session_id GLOBAL IN (${NEWEST})
    GROUP BY session_id
    HAVING ${['ended >= {since:UInt64}', 'began <= {until:UInt64}', ...conditions].join(' AND ')}`;
}

/** `IN` those sessions. */
export function inCandidates(conditions: readonly string[]): string {
  return `GLOBAL IN (SELECT session_id FROM (${candidates('', conditions)}))`;
}

/** How many there are, and when their records arrived. */
export const ARRIVAL_OF_CANDIDATES = `
  SELECT toString(count()) AS count, toUnixTimestamp64Milli(min(received_from)) - {slack:Int64} AS first,
    toUnixTimestamp64Milli(max(received_to)) + {slack:Int64} AS last
  FROM (${candidates(', min(received_first) AS received_from, max(received_last) AS received_to', [])})`;

/** The commonest values of each facet. */
const COUNTED = 'GROUP BY facet, value ORDER BY number DESC, value LIMIT {values:UInt32} BY facet';

/** Stretches of a session's length, as a search asks for them; the last has no end. */
const LENGTHS = [
  ['<10s', 10],
  ['10s..1m', 60],
  ['1m..5m', 300],
  ['5m..30m', 1800],
] as const;
const LONGEST = '>30m';
const LASTED = `multiIf(${LENGTHS.map(([name, seconds]) => `ended - began < ${seconds}000000000, '${name}'`).join(', ')}, '${LONGEST}')`;

const ADDRESSES = `arrayDistinct(arrayMap(page -> concat(netloc(page), path(page)), groupUniqArrayArray(100)(sessions.pages)))`;

export interface FlaggedCondition {
  key: string;
  sql: string;
}

/**
 * Counts by what is summed up of each session. A facet counts those for which all conditions hold but those of its own key. The
 * facet `all` has their number.
 */
export function summaryFacets(fixed: readonly string[], conditions: readonly FlaggedCondition[]): string {
  const flags = conditions.map(({ sql }, index) => `, (${sql}) AS holds${index}`);
  const holds = (key: string) =>
    conditions
      .flatMap((condition, index) => (condition.key === key ? [] : [`holds${index}`]))
      .join(' AND ') || 'true';
  const facet = (key: string, value: string, label = "''") =>
    `('${key}', ${value}, ${label}, toUInt8(${holds(key)}))`;
  const columns = `, ${BROWSER} AS its_browser, argMaxIfMerge(sessions.user_id) AS its_user,
    argMaxIfMerge(sessions.user_name) AS its_name, argMaxIfMerge(sessions.user_email) AS its_email,
    ${ADDRESSES} AS its_addresses, ${KEPT} AS its_reason, ${HAS_ERROR} AS has_error,
    sum(sessions.failed_requests) > 0 AS has_failed_request, ${LASTED} AS its_length${flags.join('')}`;
  return `
    SELECT told.1 AS facet, told.2 AS value, any(told.3) AS label, toString(count()) AS count, count() AS number FROM (
      SELECT arrayJoin(arrayFilter(one -> one.4 = 1 AND one.2 != '', arrayConcat([
        ${facet('all', "'all'")},
        ${facet('browser', 'its_browser')},
        ${facet('user', 'its_user', "if(its_name != '', its_name, its_email)")},
        ${facet('lasted', 'its_length')},
        ${facet('kept', 'its_reason')},
        ${facet('has', "if(has_error, 'error', '')")},
        ${facet('has', "if(has_failed_request, 'failed-request', '')")}
      ], arrayMap(address -> ${facet('url', 'address')}, its_addresses)))) AS told
      FROM (${candidates(columns, fixed)})
    ) ${COUNTED}`;
}

/** Counts by service; one that knows no session is known by its traces. */
export function serviceFacet(sessions: string): string {
  return `
    SELECT 'service' AS facet, value, '' AS label, toString(uniqExact(id)) AS count, uniqExact(id) AS number FROM (
      SELECT session_id AS id, arrayJoin(services) AS value FROM sessions
      WHERE project = {project:String} AND session_id ${sessions}
      UNION ALL
      SELECT arrayJoin(its) AS id, arrayJoin(theirs) AS value FROM (
        SELECT groupUniqArrayArray(sessions) AS its, groupUniqArrayArray(services) AS theirs FROM traces
        WHERE project = {project:String} AND trace_id GLOBAL IN (
          SELECT trace_id FROM session_traces
          WHERE project = {project:String} AND ${ARRIVED} AND session_id ${sessions}
        ) GROUP BY trace_id
      )
    ) ${COUNTED}`;
}

/** Events that nearly every session has, which tell none from another. */
const EVERYWHERE = [
  EVENTS.sessionStart,
  EVENTS.click,
  EVENTS.navigation,
  EVENTS.console,
  EVENTS.device,
  EVENTS.identify,
  EVENTS.input,
  EVENTS.route,
  EVENTS.scrollDepth,
  EVENTS.visibility,
  EVENTS.webVital,
];
const quotedList = (names: readonly string[]) => names.map((name) => `'${name}'`).join(', ');

/** Counts by event and by release, of the sessions' own logs. The events of a `has` are facets of their own. */
export function recordFacets(sessions: string): string {
  return `
    SELECT told.1 AS facet, told.2 AS value, '' AS label, toString(uniqExact(id)) AS count, uniqExact(id) AS number FROM (
      SELECT id, arrayJoin([
        (if(name IN (${quotedList(Object.values(HAS_EVENTS))}), 'click', 'event'), name), ('release', version)
      ]) AS told
      FROM (
        SELECT DISTINCT session_id AS id, toString(event_name) AS name, ${resourceText(ATTRIBUTES.serviceVersion)} AS version
        FROM logs
        WHERE project = {project:String} AND session_id != ${NIL_UUID} AND ${ARRIVED} AND session_id ${sessions}
      )
      WHERE name NOT IN (${quotedList(EVERYWHERE)}) OR version != ''
    ) WHERE told.2 NOT IN ('', ${quotedList(EVERYWHERE)}) ${COUNTED}`;
}
