import { expect, it } from 'vitest';
import { RECORD_TABLES } from '../tables/records.ts';
import { SUMMARY_TABLES } from '../tables/summaries.ts';
import {
  deleteStatement,
  RECORDS_OF_OWN_TRACES,
  RECORDS_OF_SESSIONS,
  RECORDS_OF_SHARED_TRACES,
  SINGLE_LOGS,
  SINGLE_SPANS,
  SUMMARIES_OF_SESSIONS,
  SUMMARIES_OF_SINGLE_LOGS,
  SUMMARIES_OF_TRACES,
} from './deletions.ts';

const DELETIONS = [
  ...RECORDS_OF_SESSIONS,
  ...RECORDS_OF_OWN_TRACES,
  ...RECORDS_OF_SHARED_TRACES,
  ...SUMMARIES_OF_SESSIONS,
  ...SUMMARIES_OF_TRACES,
  SINGLE_SPANS,
  SINGLE_LOGS,
  SUMMARIES_OF_SINGLE_LOGS,
];
const TABLES = [...RECORD_TABLES, ...SUMMARY_TABLES];

/** One holds the hash of a body for an hour, and nothing of what was in it; the other no more of a session than that it was counted. */
const WITHOUT_RECORDS = ['accepted_bodies', 'release_hours'];

it.each(TABLES.map(({ name }) => name))('knows what of %s belongs to a session', (name) => {
  const known = DELETIONS.some(({ table }) => table === name);
  expect(known).toBe(!WITHOUT_RECORDS.includes(name));
});

it.each(DELETIONS)('deletes from $table within one project, by values that the engine binds', (deletion) => {
  const statement = deleteStatement(deletion, undefined);
  expect(statement).toMatch(
    new RegExp(`^ALTER TABLE ${deletion.table} DELETE WHERE project = {project:String} AND `),
  );
  const texts = statement.match(/'[^']*'/g) ?? [];
  // The id of no session, a type, what stands between two numbers, and the id of no trace.
  const ours = ["'00000000-0000-0000-0000-000000000000'", "'FixedString(16)'", "'-'", "''"];
  expect(texts.filter((text) => !ours.includes(text))).toEqual([]);
});

it.each(DELETIONS)('deletes from $table on all servers of a cluster, where its rows are', (deletion) => {
  const statement = deleteStatement(deletion, 'ours');
  expect(statement).toMatch(new RegExp(`^ALTER TABLE ${deletion.table}_local ON CLUSTER ours DELETE WHERE `));
  // On replicated tables the engine takes a subquery only so.
  expect(statement).toContain('allow_nondeterministic_mutations = 1');
});
