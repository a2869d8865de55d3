import { type ProjectRetention, RETENTION, RETENTION_KINDS, type RetentionKind } from '@throughline/format';
import type { Engine, Parameters } from './engine.ts';
import { localName } from './tables/clusterSchema.ts';
import type { Table } from './tables/definitions.ts';
import { RECORD_TABLES } from './tables/records.ts';
import { SUMMARY_TABLES } from './tables/summaries.ts';

/**
 * What each table's rows are kept with. A summary stays as long as anything of what it sums up: a row of `sessions` as long
 * as the session's replay, spans or logs.
 */
const KEPT_WITH: Record<string, readonly RetentionKind[]> = {
  spans: ['spans'],
  logs: ['logs'],
  replay_segments: ['replay'],
  traces: ['spans', 'logs'],
  failed_traces: ['spans', 'logs'],
  session_traces: ['spans', 'logs'],
  sessions: RETENTION_KINDS,
  session_hours: RETENTION_KINDS,
  issue_minutes: ['spans', 'logs'],
  release_hours: RETENTION_KINDS,
};

/**
 * Servers of the cluster do it when they can, and nobody waits for them: this runs at every start, and one that is away must not
 * keep others from starting.
 */
const AT_ITS_TIME = 'SETTINGS distributed_ddl_task_timeout = 0';

interface Statement {
  sql: string;
  parameters: Parameters;
}

/**
 * The statements that make the engine delete each row at the end of the day (UTC) on which its days are over. One expression
 * a table: what is kept for a time of its own by session, rather than by project and kind, will be exempt in it. A table
 * whose expression is the same already is not touched.
 */
export function retentionStatements(retention: readonly ProjectRetention[], cluster?: string): Statement[] {
  return [...RECORD_TABLES, ...SUMMARY_TABLES]
    .filter(({ ttl }) => ttl === undefined)
    .map((table) => {
      const kinds = KEPT_WITH[table.name];
      if (!kinds) throw new Error(`nobody says how long rows of ${table.name} are kept`);
      const longest = (days: ProjectRetention['days']) => Math.max(...kinds.map((kind) => days[kind]));
      const target = cluster === undefined ? table.name : `${localName(table.name)} ON CLUSTER ${cluster}`;
      return {
        sql: `ALTER TABLE ${target} MODIFY TTL toStartOfDay(toDateTime(${arrivalColumn(table)}, 'UTC')) + toIntervalDay(
          1 + toUInt32(transform(project, {projects:Array(String)}, {days:Array(String)}, {otherwise:String})))
          ${cluster === undefined ? '' : AT_ITS_TIME}`,
        parameters: {
          projects: retention.map(({ project }) => project),
          days: retention.map(({ days }) => String(longest(days))),
          otherwise: String(longest(RETENTION.defaultDays)),
        },
      };
    });
}

function arrivalColumn({ columns }: Table): string {
  return 'received_last' in columns ? 'received_last' : 'received_at';
}

/** Makes the engine keep each project's rows as long as `retention` says. What has expired goes within hours. */
export async function applyRetention(
  engine: Engine,
  retention: readonly ProjectRetention[],
  cluster?: string,
): Promise<void> {
  for (const { sql, parameters } of retentionStatements(retention, cluster))
    await engine.execute(sql, parameters);
}
