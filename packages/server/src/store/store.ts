import type { Engine } from './engine.ts';
import { clusterSchema } from './tables/clusterSchema.ts';
import { SCHEMA } from './tables/schema.ts';

/** Builds what is missing of the schema, spread over `cluster` if one is named. Safe to run at every start. */
export async function createSchema(engine: Engine, cluster?: string): Promise<void> {
  for (const statement of cluster === undefined ? SCHEMA : clusterSchema(cluster))
    await engine.execute(statement);
}
