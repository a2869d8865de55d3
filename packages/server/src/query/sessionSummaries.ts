import type { SessionSummary } from '@throughline/format';
import type { Reader } from '../store/reader.ts';
import { ARRIVAL_SQL, ARRIVED, type Arrival, widest } from './arrival.ts';
import { KEPT_BECAUSE } from './keptSessions.ts';
import { milliseconds } from './time.ts';

/** The sessions of these ids that the project has, in no order: what each says of itself, and what its traces add. */
export async function summariesOf(
  reader: Reader,
  project: string,
  ids: readonly string[],
): Promise<SessionSummary[]> {
  const own = await ownRows(reader, project, ids);
  return withTraces(reader, project, own);
}

/** What each of the sessions says of itself, and when it arrived. */
export async function ownRows(reader: Reader, project: string, ids: readonly string[]): Promise<OwnRow[]> {
  return ids.length === 0 ? [] : reader.query<OwnRow>(OWN_SQL, { project, ids });
}

/** The same sessions with what their traces add. */
export async function withTraces(
  reader: Reader,
  project: string,
  own: readonly OwnRow[],
): Promise<SessionSummary[]> {
  if (own.length === 0) return [];
  const ids = own.map(({ id }) => id);
  const joined = await reader.query<JoinedRow>(JOINED_SQL, { project, ids, ...widest(own) });
  const byId = new Map(joined.map((row) => [row.id, row]));
  return own.map((row) => summary(row, byId.get(row.id)));
}

export interface OwnRow extends Arrival {
  id: string;
  began: string;
  ended: string;
  user: string;
  user_name: string;
  user_email: string;
  agent: string;
  entry: string;
  clicks: string;
  navigations: string;
  requests: string;
  failed_requests: string;
  errors: string;
  logs: string;
  segments: string;
  services: string[];
  kept: string;
}

interface JoinedRow {
  id: string;
  spans: string;
  errors: string;
  logs: string;
  services: string[];
}

const IDS = 'session_id IN {ids:Array(UUID)}';

const OWN_SQL = `
  SELECT toString(session_id) AS id, min(sessions.first) AS began, max(sessions.last) AS ended, ${ARRIVAL_SQL},
    argMaxIfMerge(user_id) AS user, argMaxIfMerge(sessions.user_name) AS user_name,
    argMaxIfMerge(sessions.user_email) AS user_email, argMaxIfMerge(user_agent) AS agent,
    argMinIfMerge(entry_url) AS entry,
    sum(sessions.clicks) AS clicks, sum(sessions.navigations) AS navigations, sum(sessions.requests) AS requests,
    sum(sessions.failed_requests) AS failed_requests, sum(exceptions) + sum(error_logs) AS errors,
    sum(sessions.logs) AS logs, sum(sessions.segments) AS segments, groupUniqArrayArray(sessions.services) AS services,
    ${KEPT_BECAUSE} AS kept
  FROM sessions WHERE project = {project:String} AND ${IDS} GROUP BY session_id`;

/** Of each trace first, since what a trace has may not be summed up yet; then of each of the sessions that share it. */
const JOINED_SQL = `
  SELECT toString(arrayJoin(its)) AS id, sum(found.spans) AS spans, sum(found.errors) AS errors, sum(found.logs) AS logs,
    groupUniqArrayArray(found.services) AS services
  FROM (
    SELECT arrayIntersect(groupUniqArrayArray(sessions), {ids:Array(UUID)}) AS its, sum(traces.spans) AS spans,
      sum(error_spans) + sum(error_logs_without_session) AS errors, sum(logs_without_session) AS logs,
      groupUniqArrayArray(traces.services) AS services
    FROM traces WHERE project = {project:String} AND trace_id GLOBAL IN (
      SELECT trace_id FROM session_traces WHERE project = {project:String} AND ${IDS} AND ${ARRIVED}
    ) GROUP BY trace_id
  ) AS found GROUP BY id`;

function summary(own: OwnRow, joined: JoinedRow | undefined): SessionSummary {
  return {
    id: own.id,
    from: milliseconds(own.began),
    to: milliseconds(own.ended),
    user:
      own.user === ''
        ? null
        : {
            id: own.user,
            ...(own.user_name !== '' && { name: own.user_name }),
            ...(own.user_email !== '' && { email: own.user_email }),
          },
    entryUrl: own.entry,
    userAgent: own.agent,
    counts: {
      clicks: Number(own.clicks),
      navigations: Number(own.navigations),
      requests: Number(own.requests),
      failedRequests: Number(own.failed_requests),
      errors: Number(own.errors) + Number(joined?.errors ?? 0),
      spans: Number(joined?.spans ?? 0),
      logs: Number(own.logs) + Number(joined?.logs ?? 0),
      segments: Number(own.segments),
    },
    services: [...new Set([...own.services, ...(joined?.services ?? [])])].sort(),
    ...keptBecause(own.kept, Number(joined?.errors ?? 0)),
  };
}

/** A service that knows no session has its errors in the session's traces. */
function keptBecause(kept: string, errorsOfTraces: number): { keptBecause?: string } {
  const because = errorsOfTraces > 0 && (kept === '' || kept === 'sampled') ? 'error span' : kept;
  return because === '' ? {} : { keptBecause: because };
}
