import { ERASURE_LIMITS } from '../../limits.ts';
import type { Engine, Parameters } from '../engine.ts';
import { NIL_UUID } from '../tables/columns.ts';
import { SUMMARY_VIEWS } from '../tables/summaries.ts';
import {
  type Deletion,
  RECORDS_OF_OWN_TRACES,
  RECORDS_OF_SESSIONS,
  RECORDS_OF_SHARED_TRACES,
  SINGLE_LOGS,
  SINGLE_SPANS,
  SUMMARIES_OF_SESSIONS,
  SUMMARIES_OF_SINGLE_LOGS,
  SUMMARIES_OF_TRACES,
} from './deletions.ts';
import { countRows, type SingleRecord } from './find.ts';
import { groupsOf } from './groupsOf.ts';
import { Rewrites, type Tables } from './rewrites.ts';

/** What is to be deleted of one project. */
export interface Doomed {
  project: string;
  sessions: readonly string[];
  /** Traces of these sessions alone, and those that another session has as well. Hex. */
  own: readonly string[];
  shared: readonly string[];
  records: readonly SingleRecord[];
}

/** Rows that were deleted. */
export interface ErasedRows {
  segments: number;
  spans: number;
  logs: number;
}

const COUNTED: Record<string, keyof ErasedRows> = {
  replay_segments: 'segments',
  spans: 'spans',
  logs: 'logs',
};

/** Runs a task while nothing is inserted. */
export type BetweenInserts = (task: () => Promise<void>) => Promise<void>;

/**
 * Deletes rows from every table, and waits until their bytes have left the disk. Records go first, summaries last: when it is
 * broken off, the session is still found, and it may be done again.
 */
export async function eraseRows(
  tables: Tables,
  doomed: Doomed,
  betweenInserts: BetweenInserts,
): Promise<ErasedRows> {
  const { project } = doomed;
  const erased: ErasedRows = { segments: 0, spans: 0, logs: 0 };
  const rewrites = new Rewrites(tables);
  const erase = async (deletions: readonly Deletion[], parameters: Parameters) => {
    for (const deletion of deletions) {
      const counted = COUNTED[deletion.table];
      if (counted) erased[counted] += await countRows(tables.engine, deletion, parameters);
    }
    await rewrites.add(deletions, parameters);
  };
  const sessionGroups = groupsOf(doomed.sessions, ERASURE_LIMITS.sessionsAStatement);
  const traceGroups = (traces: readonly string[]) => groupsOf(traces, ERASURE_LIMITS.tracesAStatement);

  for (const sessions of sessionGroups) {
    await erase(RECORDS_OF_SESSIONS, { project, sessions });
    for (const traces of traceGroups(doomed.shared))
      await erase(RECORDS_OF_SHARED_TRACES, { project, sessions, traces });
  }
  for (const traces of traceGroups(doomed.own)) await erase(RECORDS_OF_OWN_TRACES, { project, traces });
  for (const deletion of [SINGLE_SPANS, SINGLE_LOGS]) {
    const records = doomed.records.filter(({ table }) => table === deletion.table);
    for (const some of groupsOf(records, ERASURE_LIMITS.tracesAStatement)) {
      const traces = [...new Set(some.map(({ trace }) => trace))];
      await erase([deletion], { project, traces, ids: some.map(({ id }) => id) });
    }
  }
  await rewrites.done();
  const singleLogs = doomed.records.filter(({ table }) => table === SINGLE_LOGS.table).map(({ id }) => id);
  for (const ids of groupsOf(singleLogs, ERASURE_LIMITS.tracesAStatement))
    await rewrites.add([SUMMARIES_OF_SINGLE_LOGS], { project, ids });

  const changed = [...new Set([...doomed.shared, ...tracesOf(doomed.records)])];
  await betweenInserts(async () => {
    for (const traces of traceGroups([...doomed.own, ...changed]))
      await rewrites.add(SUMMARIES_OF_TRACES, { project, traces });
    await rewrites.done();
    for (const traces of traceGroups(changed)) await sumUpAnew(tables.engine, { project, traces });
  });
  // As long as these are there, an erasure that was broken off is begun anew.
  for (const sessions of sessionGroups) await rewrites.add(SUMMARIES_OF_SESSIONS, { project, sessions });
  await rewrites.done();
  await rewrites.forgotten();
  return erased;
}

/** What summaries of traces add up of the records of a trace: those of issues, of the records that know no session. */
const SUMMED_UP: Record<string, string> = { traces: 'true', issue_minutes: `session_id = ${NIL_UUID}` };

/** Fills summaries for some traces from the records that are left of them, as their views do from those that come in. */
async function sumUpAnew(engine: Engine, parameters: Parameters): Promise<void> {
  for (const view of SUMMARY_VIEWS) {
    const condition = ['spans', 'logs'].includes(view.from) ? SUMMED_UP[view.to] : undefined;
    if (condition === undefined) continue;
    const records = `(SELECT * FROM ${view.from} WHERE project = {project:String} AND ${condition}
      AND trace_id IN (SELECT CAST(unhex(arrayJoin({traces:Array(String)})), 'FixedString(16)')))`;
    const select = view.select(records);
    const columns = await engine.query<{ name: string }>(`DESCRIBE TABLE (${select})`, parameters);
    await engine.execute(
      // The same rows may have been inserted before, by an erasure too: they are no repetition.
      `INSERT INTO ${view.to} (${columns.map(({ name }) => name).join(', ')}) SELECT * FROM (${select})
      SETTINGS insert_deduplicate = 0, distributed_foreground_insert = 1`,
      parameters,
    );
  }
}

function tracesOf(records: readonly SingleRecord[]): string[] {
  return [...new Set(records.map(({ trace }) => trace))].filter((trace) => !/^0+$/.test(trace));
}
