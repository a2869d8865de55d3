import {
  type ActivityMark,
  EVENTS,
  SEVERITY,
  type SessionActivity,
  SPAN_KINDS,
  STATUS_CODES,
} from '@throughline/format';
import type { Reader } from '../store/reader.ts';
import { resourceText } from '../store/tables/resource.ts';
import { ARRIVAL_SQL, ARRIVED, type Arrival, widest } from './arrival.ts';

/** Stretches that a session is cut into: as many bars as a row of the list has room for. */
export const STRETCHES = 24;

/** What a person did. */
const ACTIONS = [
  EVENTS.click,
  EVENTS.navigation,
  EVENTS.input,
  EVENTS.submit,
  EVENTS.scrollDepth,
  EVENTS.clipboard,
  EVENTS.dialog,
  EVENTS.visibility,
  EVENTS.note,
];
const FRUSTRATIONS = [EVENTS.rageClick, EVENTS.deadClick, EVENTS.errorClick];
const ERROR = STATUS_CODES.indexOf('error');
const CLIENT = SPAN_KINDS.indexOf('client');

interface Times extends Arrival {
  id: string;
  began: string;
  ended: string;
}

interface StretchRow {
  id: string;
  stretch: number;
  actions: string;
  errors: string;
  failed: string;
  frustrations: string;
}

/** What happened when in each of these sessions; those that the project does not have are missing. */
export async function readActivity(
  reader: Reader,
  project: string,
  ids: readonly string[],
): Promise<SessionActivity[]> {
  if (ids.length === 0) return [];
  const times = await reader.query<Times>(TIMES_SQL, { project, ids });
  if (times.length === 0) return [];
  const parameters = {
    project,
    ids: times.map(({ id }) => id),
    began: times.map(({ began }) => began),
    widths: times.map(({ began, ended }) => String((BigInt(ended) - BigInt(began)) / BigInt(STRETCHES) + 1n)),
    ...widest(times),
  };
  const rows = await Promise.all(
    [LOGS_SQL, FAILED_REQUESTS_SQL, FAILED_TRACES_SQL].map((sql) =>
      reader.query<StretchRow>(sql, parameters),
    ),
  );
  const all = new Map<string, StretchRow[]>(times.map(({ id }) => [id, []]));
  for (const row of rows.flat()) all.get(row.id)?.push(row);
  return [...all].map(([id, its]) => activity(id, its));
}

function activity(id: string, rows: readonly StretchRow[]): SessionActivity {
  const actions = Array.from({ length: STRETCHES }, () => 0);
  for (const { stretch, actions: done } of rows) actions[stretch] = (actions[stretch] ?? 0) + Number(done);
  const stretchesWith = (count: (row: StretchRow) => string) =>
    [...new Set(rows.filter((row) => count(row) !== '0').map(({ stretch }) => stretch))].sort(
      (a, b) => a - b,
    );
  const marks: Record<ActivityMark, number[]> = {
    error: stretchesWith(({ errors }) => errors),
    failedRequest: stretchesWith(({ failed }) => failed),
    frustration: stretchesWith(({ frustrations }) => frustrations),
  };
  return { id, actions, marks };
}

const TIMES_SQL = `
  SELECT toString(session_id) AS id, toString(min(sessions.first)) AS began, toString(max(sessions.last)) AS ended,
    ${ARRIVAL_SQL}
  FROM sessions WHERE project = {project:String} AND session_id IN {ids:Array(UUID)} GROUP BY session_id`;

/** SQL for the stretch of its session that a time lies in. */
function stretchOf(time: string): string {
  const place = 'indexOf({ids:Array(UUID)}, session_id)';
  const since = `toInt64(${time}) - toInt64({began:Array(String)}[${place}])`;
  return `toUInt8(greatest(0, least(${STRETCHES - 1}, intDiv(${since}, toInt64({widths:Array(String)}[${place}])))))`;
}

const THEIRS = 'project = {project:String} AND session_id IN {ids:Array(UUID)}';
const quoted = (names: readonly string[]) => names.map((name) => `'${name}'`).join(', ');

function counted(counts: Partial<Record<'actions' | 'errors' | 'failed' | 'frustrations', string>>): string {
  return (['actions', 'errors', 'failed', 'frustrations'] as const)
    .map((name) => `toString(${counts[name] ?? '0'}) AS ${name}`)
    .join(', ');
}

const LOGS_SQL = `
  SELECT toString(session_id) AS id, ${stretchOf('time')} AS stretch, ${counted({
    actions: `countIf(event_name IN (${quoted(ACTIONS)}))`,
    errors: `countIf(event_name = '${EVENTS.exception}' OR event_name = '')`,
    frustrations: `countIf(event_name IN (${quoted(FRUSTRATIONS)}))`,
  })}
  FROM logs WHERE ${THEIRS} AND ${ARRIVED}
    AND (event_name IN (${quoted([...ACTIONS, ...FRUSTRATIONS, EVENTS.exception])})
      OR (event_name = '' AND severity_number >= ${SEVERITY.error}))
  GROUP BY session_id, stretch`;

/** Of the page's own requests; spans are not sorted by session, but few have failed. */
const FAILED_REQUESTS_SQL = `
  SELECT toString(session_id) AS id, ${stretchOf('start')} AS stretch, ${counted({ failed: 'count()' })}
  FROM spans WHERE status_code = ${ERROR} AND kind = ${CLIENT} AND ${THEIRS} AND ${ARRIVED}
    AND ${resourceText('telemetry.sdk.language')} = 'webjs'
  GROUP BY session_id, stretch`;

/** A service that knows no session has its errors in the session's traces. */
const FAILED_TRACES_SQL = `
  SELECT toString(session_id) AS id, ${stretchOf('at')} AS stretch, ${counted({ errors: 'count()' })}
  FROM (
    SELECT arrayJoin(arrayIntersect(groupUniqArrayArray(sessions), {ids:Array(UUID)})) AS session_id,
      min(traces.first) AS at
    FROM traces WHERE project = {project:String} AND trace_id GLOBAL IN (
      SELECT trace_id FROM failed_traces WHERE project = {project:String} AND ${ARRIVED}
    ) GROUP BY trace_id
  ) GROUP BY session_id, stretch`;
