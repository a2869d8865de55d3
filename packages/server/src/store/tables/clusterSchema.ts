import { columnList, TABLE_SETTINGS } from './columns.ts';
import type { Table } from './definitions.ts';
import { RECORD_TABLES, UPGRADED_TABLES } from './records.ts';
import { addColumns, createTable, createView } from './schema.ts';
import { SUMMARY_TABLES, SUMMARY_VIEWS } from './summaries.ts';

/**
 * Inserts that a shard remembers, so that a file inserted twice counts once: several servers fill it, and a file may come
 * back with a server that was away for hours. Kept in Keeper, some hundred bytes each.
 */
const DEDUPLICATION =
  'replicated_deduplication_window = 20000, replicated_deduplication_window_seconds = 604800';

/** Where a shard's replicas find each other in Keeper, by the macros that every server of a cluster has. */
const REPLICA = "'/clickhouse/tables/{shard}/{database}/{table}', '{replica}'";

/**
 * The store on a cluster: of each table a local one on every shard, replicated, and a Distributed one of the name that it
 * has in a single engine, so that every statement stays as it is. The views fill local tables from local tables: what
 * one session has is added up over the shards when it is read, so it need not stand on one.
 */
export function clusterSchema(cluster: string): string[] {
  const on = (name: string) => `${name} ON CLUSTER ${cluster}`;
  const create = (table: Table) => [
    createTable(
      table,
      on(localName(table.name)),
      `Replicated${table.engine}(${REPLICA})`,
      `${TABLE_SETTINGS}, ${DEDUPLICATION}`,
    ),
    `CREATE TABLE IF NOT EXISTS ${on(table.name)} (
${columnList({ ...table.columns, ...table.computed })}
) ENGINE = Distributed('${cluster}', currentDatabase(), '${localName(table.name)}', cityHash64(${table.shardBy}))`,
  ];
  return [
    ...RECORD_TABLES.flatMap(create),
    ...UPGRADED_TABLES.flatMap((table) => [
      addColumns(table, on(localName(table.name))),
      addColumns(table, on(table.name)),
    ]),
    ...SUMMARY_TABLES.flatMap(create),
    ...SUMMARY_VIEWS.map((view) => createView(view, on(view.name), localName(view.from), localName(view.to))),
  ];
}

export function localName(table: string): string {
  return `${table}_local`;
}
