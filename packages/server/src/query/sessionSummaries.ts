import type { SessionSummary } from '@throughline/format';
import type { Reader } from '../store/reader.ts';
import { ARRIVAL_SQL, ARRIVED, type Arrival, widest } from './arrival.ts';
import { milliseconds } from './time.ts';

/** What is known of a session, and when it arrived. */
export interface FoundSession {
  summary: SessionSummary;
  arrival: Arrival;
}

/** The sessions of these ids that the project has, in no order: what each says of itself, and what its traces add. */
export async function summariesOf(
  reader: Reader,
  project: string,
  ids: readonly string[],
): Promise<FoundSession[]> {
  if (ids.length === 0) return [];
  const own = await reader.query<OwnRow>(OWN_SQL, { project, ids });
  if (own.length === 0) return [];
  const joined = await reader.query<JoinedRow>(JOINED_SQL, { project, ids, ...widest(own) });
  const byId = new Map(joined.map((row) => [row.id, row]));
  return own.map((row) => ({
    summary: summary(row, byId.get(row.id)),
    arrival: { first: row.first, last: row.last },
  }));
}

interface OwnRow extends Arrival {
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
}

interface JoinedRow {
  id: string;
  spans: string;
  errors: string;
  logs: string;
  services: string[];
}

/** Read by `IN` a list of rows, so that the sort key is used. */
const IDS = 'session_id IN (SELECT arrayJoin({ids:Array(UUID)}))';

const OWN_SQL = `
  SELECT toString(session_id) AS id, min(sessions.first) AS began, max(sessions.last) AS ended, ${ARRIVAL_SQL},
    argMaxIfMerge(user_id) AS user, argMaxIfMerge(sessions.user_name) AS user_name,
    argMaxIfMerge(sessions.user_email) AS user_email, argMaxIfMerge(user_agent) AS agent,
    argMinIfMerge(entry_url) AS entry,
    sum(sessions.clicks) AS clicks, sum(sessions.navigations) AS navigations, sum(sessions.requests) AS requests,
    sum(sessions.failed_requests) AS failed_requests, sum(exceptions) + sum(error_logs) AS errors,
    sum(sessions.logs) AS logs, sum(sessions.segments) AS segments, groupUniqArrayArray(sessions.services) AS services
  FROM sessions WHERE project = {project:String} AND ${IDS} GROUP BY session_id`;

const LINKS = `FROM session_traces WHERE project = {project:String} AND ${IDS} AND ${ARRIVED}`;

const JOINED_SQL = `
  SELECT toString(session_id) AS id, sum(found.spans) AS spans, sum(found.errors) AS errors, sum(found.logs) AS logs,
    groupUniqArrayArray(found.services) AS services
  FROM (SELECT DISTINCT session_id, trace_id ${LINKS}) AS links
  INNER JOIN (
    SELECT trace_id, sum(traces.spans) AS spans, sum(error_spans) + sum(error_logs_without_session) AS errors,
      sum(logs_without_session) AS logs, groupUniqArrayArray(traces.services) AS services
    FROM traces WHERE project = {project:String} AND trace_id GLOBAL IN (SELECT trace_id ${LINKS}) GROUP BY trace_id
  ) AS found USING trace_id
  GROUP BY session_id`;

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
  };
}
