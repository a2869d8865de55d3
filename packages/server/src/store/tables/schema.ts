import { columnList, TABLE_SETTINGS } from './columns.ts';
import type { SchemaStatement, Table, View } from './definitions.ts';
import { RECORD_TABLES, UPGRADED_TABLES } from './records.ts';
import { SUMMARY_TABLES, SUMMARY_VIEWS } from './summaries.ts';

/** The database of all tables. One of our own: the engine's default database knows no refreshable views. */
export const DATABASE = 'throughline';

/** Every statement that builds the store in one engine from nothing; each may be run again. */
export const SCHEMA: readonly SchemaStatement[] = [
  ...RECORD_TABLES.map((table) => createTable(table, table.name, table.engine)),
  ...UPGRADED_TABLES.map((table) => addColumns(table, table.name)),
  ...SUMMARY_TABLES.map((table) => createTable(table, table.name, table.engine)),
  ...SUMMARY_VIEWS.map((view) => createView(view, view.from, view.to)),
];

/** `on` may be ` ON CLUSTER …`, as everywhere here. */
export function createTable(
  table: Table,
  name: string,
  engine: string,
  settings = TABLE_SETTINGS,
  on = '',
): SchemaStatement {
  const indices = (table.indices ?? []).map((index) => `,\n  INDEX ${index}`).join('');
  const partition = table.partitionBy ? `PARTITION BY ${table.partitionBy} ` : '';
  const ttl = table.ttl ? `TTL ${table.ttl} ` : '';
  const more = table.settings ? `, ${table.settings}` : '';
  const sql = `CREATE TABLE IF NOT EXISTS ${name}${on} (
${columnList({ ...table.columns, ...table.computed })}${indices}
) ENGINE = ${engine}
${partition}ORDER BY (${table.orderBy}) ${ttl}${settings}${more}`;
  return { sql, makes: name, columns: [] };
}

/** Gives a table that an older server made the columns that it lacks. */
export function addColumns(table: Table, name: string, on = ''): SchemaStatement {
  const columns = { ...table.columns, ...table.computed };
  const additions = Object.entries(columns).map(
    ([column, type]) => `ADD COLUMN IF NOT EXISTS ${column} ${type}`,
  );
  return {
    sql: `ALTER TABLE ${name}${on} ${additions.join(', ')}`,
    makes: name,
    columns: Object.keys(columns),
  };
}

export function createView(view: View, from: string, to: string, on = ''): SchemaStatement {
  return {
    sql: `CREATE MATERIALIZED VIEW IF NOT EXISTS ${view.name}${on} TO ${to} AS ${view.select(from)}`,
    makes: view.name,
    columns: [],
  };
}
