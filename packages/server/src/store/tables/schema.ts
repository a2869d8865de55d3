import { columnList, TABLE_SETTINGS } from './columns.ts';
import type { Table, View } from './definitions.ts';
import { RECORD_TABLES, UPGRADED_TABLES } from './records.ts';
import { SUMMARY_TABLES, SUMMARY_VIEWS } from './summaries.ts';

/** The database of all tables. One of our own: the engine's default database knows no refreshable views. */
export const DATABASE = 'throughline';

/** Every statement that builds the store in one engine from nothing; each may be run again. */
export const SCHEMA: readonly string[] = [
  ...RECORD_TABLES.map((table) => createTable(table, table.name, table.engine)),
  ...UPGRADED_TABLES.map((table) => addColumns(table, table.name)),
  ...SUMMARY_TABLES.map((table) => createTable(table, table.name, table.engine)),
  ...SUMMARY_VIEWS.map((view) => createView(view, view.name, view.from, view.to)),
];

/** `name` may be followed by `ON CLUSTER …`, as everywhere here. */
export function createTable(table: Table, name: string, engine: string, settings = TABLE_SETTINGS): string {
  const indices = (table.indices ?? []).map((index) => `,\n  INDEX ${index}`).join('');
  const partition = table.partitionBy ? `PARTITION BY ${table.partitionBy} ` : '';
  const ttl = table.ttl ? `TTL ${table.ttl} ` : '';
  const more = table.settings ? `, ${table.settings}` : '';
  return `CREATE TABLE IF NOT EXISTS ${name} (
${columnList({ ...table.columns, ...table.computed })}${indices}
) ENGINE = ${engine}
${partition}ORDER BY (${table.orderBy}) ${ttl}${settings}${more}`;
}

/** Gives a table that an older server made the columns that it lacks. */
export function addColumns(table: Table, name: string): string {
  const additions = Object.entries({ ...table.columns, ...table.computed }).map(
    ([column, type]) => `ADD COLUMN IF NOT EXISTS ${column} ${type}`,
  );
  return `ALTER TABLE ${name} ${additions.join(', ')}`;
}

export function createView(view: View, name: string, from: string, to: string): string {
  return `CREATE MATERIALIZED VIEW IF NOT EXISTS ${name} TO ${to} AS ${view.select(from)}`;
}
