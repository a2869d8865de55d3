import type { Reader } from '../store/reader.ts';

/**
 * Why a session is kept whole, as SQL over the rows of `sessions` grouped by session; empty if it says nothing. What people
 * asked for first, then what failed. Browsers record a session that is not sampled only when it is to be kept, so a segment
 * is a reason as well.
 */
export const KEPT_BECAUSE = `multiIf(
  length(groupUniqArrayArray(sessions.keep_reasons)) > 0, arraySort(groupUniqArrayArray(sessions.keep_reasons))[1],
  sum(sessions.exceptions) > 0, 'exception',
  sum(sessions.failed_requests) > 0, 'failed request',
  sum(sessions.error_spans) > 0, 'error span',
  sum(sessions.error_logs) > 0, 'error log',
  sum(sessions.segments) > 0, 'sampled',
  '')`;

export interface KeptSession {
  session: string;
  reason: string;
}

/** Those of `sessions` that are to be kept, by what is stored of them and of their traces. */
export async function reasonsToKeep(
  reader: Pick<Reader, 'query'>,
  project: string,
  sessions: readonly string[],
): Promise<KeptSession[]> {
  if (sessions.length === 0) return [];
  return reader.query<KeptSession>(REASONS_SQL, { project, sessions });
}

const THEIRS = 'project = {project:String} AND session_id IN (SELECT arrayJoin({sessions:Array(UUID)}))';

/** A service that knows no session still has its spans in the session's traces. */
const REASONS_SQL = `
  SELECT session, any(because) AS reason FROM (
    SELECT toString(session_id) AS session, ${KEPT_BECAUSE} AS because
    FROM sessions WHERE ${THEIRS} GROUP BY session_id HAVING because != ''
    UNION ALL
    SELECT toString(session_id) AS session, 'error span' AS because
    FROM session_traces WHERE ${THEIRS} AND trace_id GLOBAL IN (
      SELECT trace_id FROM traces WHERE project = {project:String}
        AND trace_id GLOBAL IN (SELECT trace_id FROM session_traces WHERE ${THEIRS})
      GROUP BY trace_id HAVING sum(error_spans) + sum(error_logs_without_session) > 0
    ) GROUP BY session_id
  ) GROUP BY session`;
