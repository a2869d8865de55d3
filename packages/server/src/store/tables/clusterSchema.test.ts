import { expect, it } from 'vitest';
import { clusterSchema } from './clusterSchema.ts';
import { RECORD_TABLES } from './records.ts';
import { SUMMARY_TABLES, SUMMARY_VIEWS } from './summaries.ts';

const statements = clusterSchema('ours').map(({ sql }) => sql);
const one = (beginning: string) => {
  const found = statements.filter((statement) => statement.startsWith(beginning));
  expect(found).toHaveLength(1);
  return found[0] ?? '';
};

it.each([...RECORD_TABLES, ...SUMMARY_TABLES])('spreads $name over replicated local tables', (table) => {
  const local = one(`CREATE TABLE IF NOT EXISTS ${table.name}_local ON CLUSTER ours (`);
  expect(local).toContain(
    `ENGINE = Replicated${table.engine}('/clickhouse/tables/{shard}/{database}/{table}'`,
  );
  expect(local).toContain(`ORDER BY (${table.orderBy})`);
  const distributed = one(`CREATE TABLE IF NOT EXISTS ${table.name} ON CLUSTER ours (`);
  expect(distributed).toContain(
    `ENGINE = Distributed('ours', currentDatabase(), '${table.name}_local', cityHash64(${table.shardBy}))`,
  );
  for (const [column, type] of Object.entries(table.columns))
    for (const statement of [local, distributed]) expect(statement).toContain(`  ${column} ${type}`);
});

it.each(SUMMARY_VIEWS)('lets $name stay on its shard', ({ name, from, to }) => {
  const view = one(`CREATE MATERIALIZED VIEW IF NOT EXISTS ${name} ON CLUSTER ours TO ${to}_local AS `);
  expect(view).toMatch(new RegExp(`FROM ${from}_local\\b`));
});

it('runs every statement on the whole cluster', () => {
  for (const statement of statements) expect(statement.match(/ON CLUSTER ours/g)).toHaveLength(1);
});
