import type { Engine } from './engine.ts';
import { standingColumns } from './standingColumns.ts';
import { clusterSchema } from './tables/clusterSchema.ts';
import { SCHEMA } from './tables/schema.ts';
import { SUMMARY_VIEWS } from './tables/summaries.ts';

/**
 * Builds what is missing of the schema, spread over `cluster` if one is named. To be called at every start: where nothing is
 * missing, nothing is run, since a cluster with a server away would wait for it and then refuse.
 */
export async function createSchema(engine: Engine, cluster?: string): Promise<void> {
  const standing = await standingColumns(engine, cluster);
  const statements = cluster === undefined ? SCHEMA : clusterSchema(cluster);
  const missing = statements.filter(({ makes, columns }) => {
    const there = standing.get(makes);
    return !there || columns.some((column) => !there.has(column));
  });
  if (cluster !== undefined && missing.length > 0) await createDatabase(engine, cluster);
  for (const { sql } of missing) await engine.execute(sql);
}

/** Builds the tables, and no views: what is put into one is not summed up in another. `createSchema` adds the rest. */
export async function createTables(engine: Engine): Promise<void> {
  const views = new Set(SUMMARY_VIEWS.map(({ name }) => name));
  for (const { sql, makes } of SCHEMA) if (!views.has(makes)) await engine.execute(sql);
}

/** The one in use, on servers that joined the cluster after it was made. */
async function createDatabase(engine: Engine, cluster: string): Promise<void> {
  const [current] = await engine.query<{ name: string }>('SELECT currentDatabase() AS name');
  await engine.execute(`CREATE DATABASE IF NOT EXISTS ${current?.name} ON CLUSTER ${cluster}`);
}
