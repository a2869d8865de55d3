import { LOG_ID, NIL_UUID, NO_TRACE } from '../tables/columns.ts';

/**
 * Which rows of which table belong to sessions that are to be erased. `{sessions}` are session ids, `{traces}` trace ids in
 * hex; the engine binds them. Each condition follows the table's sort key, so that only parts are rewritten, and only rows
 * looked at, that may hold such rows.
 */

const PROJECT = 'project = {project:String}';
const OF_SESSIONS = `${PROJECT} AND session_id IN {sessions:Array(UUID)}`;

/** `column` is among `{traces}`. A subquery, since of a list made by functions the engine does not use the sort key. */
function amongTraces(column: string): string {
  return `${column} IN (SELECT CAST(unhex(arrayJoin({traces:Array(String)})), 'FixedString(16)'))`;
}

export interface Deletion {
  table: string;
  condition: string;
}

/** Records that say their session themselves, of tables sorted by it. */
export const RECORDS_OF_SESSIONS: readonly Deletion[] = [
  { table: 'logs', condition: OF_SESSIONS },
  { table: 'replay_segments', condition: OF_SESSIONS },
];

/** What belongs to traces that are of no other session: all of them, whether it names the session or not. */
export const RECORDS_OF_OWN_TRACES: readonly Deletion[] = [
  { table: 'spans', condition: `${PROJECT} AND ${amongTraces('trace_id')}` },
  {
    table: 'logs',
    condition: `${PROJECT} AND session_id = ${NIL_UUID} AND ${amongTraces('trace_without_session')}`,
  },
];

/** What belongs to traces that are of another session as well: only what names the session. Their logs went with it. */
export const RECORDS_OF_SHARED_TRACES: readonly Deletion[] = [
  {
    table: 'spans',
    condition: `${PROJECT} AND ${amongTraces('trace_id')} AND session_id IN {sessions:Array(UUID)}`,
  },
];

export const SUMMARIES_OF_SESSIONS: readonly Deletion[] = [
  'session_traces',
  'sessions',
  'session_hours',
  'issue_minutes',
].map((table) => ({ table, condition: OF_SESSIONS }));

/** Of shared traces too: what is left of those is summed up anew. */
export const SUMMARIES_OF_TRACES: readonly Deletion[] = [
  ...['traces', 'failed_traces'].map((table) => ({
    table,
    condition: `${PROJECT} AND ${amongTraces('trace_id')}`,
  })),
  {
    table: 'issue_minutes',
    condition: `${PROJECT} AND session_id = ${NIL_UUID} AND ${amongTraces('trace_without_session')}`,
  },
];

/** SQL for what tells a span from every other. */
export const SPAN_NAME = 'lower(hex(concat(trace_id, span_ids)))';

/** Records of no session, one by one. `{ids}` are as `SPAN_NAME` and `LOG_ID` have them; `{traces}` are theirs, zeros for none. */
export const SINGLE_SPANS: Deletion = {
  table: 'spans',
  condition: `${PROJECT} AND ${amongTraces('trace_id')} AND ${SPAN_NAME} IN {ids:Array(String)}`,
};
export const SINGLE_LOGS: Deletion = {
  table: 'logs',
  condition: `${PROJECT} AND session_id = ${NIL_UUID} AND ${amongTraces('trace_without_session')}
    AND ${LOG_ID} IN {ids:Array(String)}`,
};

/** Of log records that belong to no trace either, one by one. */
export const SUMMARIES_OF_SINGLE_LOGS: Deletion = {
  table: 'issue_minutes',
  condition: `${PROJECT} AND session_id = ${NIL_UUID} AND trace_without_session = ${NO_TRACE} AND record IN {ids:Array(String)}`,
};

/** The statement for a deletion; on a cluster for the local tables of all its servers, since a Distributed one has no rows. */
export function deleteStatement({ table, condition }: Deletion, cluster: string | undefined): string {
  const target = cluster === undefined ? table : `${table}_local ON CLUSTER ${cluster}`;
  // The rows are written out of the parts: a lightweight DELETE would only hide them. The subquery reads no table, so it is
  // the same on every replica.
  return `ALTER TABLE ${target} DELETE WHERE ${condition}
    SETTINGS mutations_sync = 0, allow_nondeterministic_mutations = 1`;
}
