import { columnList, TABLE_SETTINGS } from './columns.ts';
import type { SchemaStatement, Table } from './definitions.ts';
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
export function clusterSchema(cluster: string): SchemaStatement[] {
  const on = ` ON CLUSTER ${cluster}`;
  const create = (table: Table): SchemaStatement[] => [
    createTable(
      table,
      localName(table.name),
      `Replicated${table.engine}(${REPLICA})`,
      `${TABLE_SETTINGS}, ${DEDUPLICATION}`,
      on,
    ),
    {
      sql: `CREATE TABLE IF NOT EXISTS ${table.name}${on} (
${columnList({ ...table.columns, ...table.computed })}
) ENGINE = Distributed('${cluster}', currentDatabase(), '${localName(table.name)}', cityHash64(${table.shardBy}))`,
      makes: table.name,
      columns: [],
    },
  ];
  return [
    ...RECORD_TABLES.flatMap(create),
    ...UPGRADED_TABLES.flatMap((table) => [
      addColumns(table, localName(table.name), on),
      addColumns(table, table.name, on),
    ]),
    ...SUMMARY_TABLES.flatMap(create),
    ...SUMMARY_VIEWS.map((view) => createView(view, localName(view.from), localName(view.to), on)),
  ];
}

export function localName(table: string): string {
  return `${table}_local`;
}
