import type { Engine } from './engine.ts';
import { standingColumns } from './standingColumns.ts';
import { clusterSchema } from './tables/clusterSchema.ts';
import { SCHEMA } from './tables/schema.ts';

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

/** The one in use, on servers that joined the cluster after it was made. */
async function createDatabase(engine: Engine, cluster: string): Promise<void> {
  const [current] = await engine.query<{ name: string }>('SELECT currentDatabase() AS name');
  await engine.execute(`CREATE DATABASE IF NOT EXISTS ${current?.name} ON CLUSTER ${cluster}`);
}
