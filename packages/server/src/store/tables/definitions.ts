import type { Columns } from './columns.ts';

/** A table, whether it stands in one engine or is spread over a cluster. */
export interface Table {
  name: string;
  columns: Columns;
  /** Columns that the engine fills by itself (`MATERIALIZED`, `ALIAS`); inserts leave them out. */
  computed?: Columns;
  /** Data-skipping indices, as they stand in `CREATE TABLE`. */
  indices?: readonly string[];
  engine: 'MergeTree' | 'ReplacingMergeTree' | 'AggregatingMergeTree';
  partitionBy?: string;
  orderBy: string;
  /** When rows may be deleted: an expression of a time. */
  ttl?: string;
  /** Beyond those of every table. */
  settings?: string;
  /** In a cluster, rows for which this is equal stand on the same shard. */
  shardBy: string;
}

/** A materialized view: fills one table from what is inserted into another. */
export interface View {
  name: string;
  from: string;
  to: string;
  /** Given the name of the table that it reads. */
  select: (from: string) => string;
}

/** A statement of the schema, and what it leaves behind: where that stands already, it need not be run. */
export interface SchemaStatement {
  sql: string;
  /** Name of the table or view. */
  makes: string;
  /** Columns that it has then; of none but a table that may be older it is enough to be there. */
  columns: readonly string[];
}
