import type { Engine } from './engine.ts';

/**
 * Columns of the database's tables and views, by table; of a cluster, those that every server has that can be reached. One that is away
 * catches up by itself with what the others were told.
 */
export async function standingColumns(
  engine: Engine,
  cluster: string | undefined,
): Promise<Map<string, Set<string>>> {
  const of = (table: string) =>
    cluster === undefined ? `system.${table}` : `clusterAllReplicas('${cluster}', system.${table})`;
  // There, each replica counts as a shard.
  const servers = cluster === undefined ? '1' : 'uniqExact(_shard_num)';
  const reachable = cluster === undefined ? '' : 'SETTINGS skip_unavailable_shards = 1';
  const [all] = await engine.query<{ database: string; servers: string }>(
    `SELECT currentDatabase() AS database, toString(${servers}) AS servers FROM ${of('one')} ${reachable}`,
  );
  const rows = await engine.query<{ table: string; names: string[] }>(
    `SELECT table, groupArray(name) AS names FROM (
      SELECT table, name FROM ${of('columns')} WHERE database = {database:String}
      GROUP BY table, name HAVING toString(${servers}) = {servers:String}
    ) GROUP BY table ${reachable}`,
    { database: all?.database ?? '', servers: all?.servers ?? '' },
  );
  return new Map(rows.map(({ table, names }) => [table, new Set(names)]));
}
