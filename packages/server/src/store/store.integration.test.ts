import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CLUSTERS, type ClickhouseProcess, startClickhouseProcess } from '../testing/clickhouseProcess.ts';
import { removeFolder, temporaryFolder } from '../testing/serverProcess.ts';
import type { Engine } from './engine.ts';
import { openRemoteEngine } from './remoteEngine.ts';
import { createSchema } from './store.ts';

/** Servers start while parts of a cluster are away, and on tables that an older one made. */

let folder: string;
let clickhouse: ClickhouseProcess;
beforeAll(async () => {
  folder = await temporaryFolder();
  clickhouse = await startClickhouseProcess(join(folder, 'clickhouse'), 0, CLUSTERS);
});
afterAll(async () => {
  await clickhouse.stop();
  await removeFolder(folder);
});

/** What building the schema runs on this engine. */
async function statementsOf(engine: Engine, cluster?: string): Promise<string[]> {
  const statements: string[] = [];
  const execute: Engine['execute'] = (sql, ...more) => {
    statements.push(sql);
    return engine.execute(sql, ...more);
  };
  await createSchema({ ...engine, execute }, cluster);
  return statements.map((sql) => sql.split('\n')[0]?.split(' (')[0] ?? '');
}

// ON CLUSTER would wait for the one that is away, and then be refused: no server could start.
it.each(['one_shard', 'one_away'])(
  'runs nothing on a cluster where nothing is missing: %s',
  async (cluster) => {
    const engine = await openRemoteEngine(`${clickhouse.url}/clustered`, 'one_shard');
    await createSchema(engine, 'one_shard');
    expect(await statementsOf(engine, cluster)).toEqual([]);
    await engine.close();
  },
);

it('makes what is missing, and nothing else', async () => {
  const engine = await openRemoteEngine(`${clickhouse.url}/older`);
  expect(await statementsOf(engine)).toContain('CREATE TABLE IF NOT EXISTS spans');
  expect(await statementsOf(engine)).toEqual([]);
  await engine.execute('ALTER TABLE spans DROP COLUMN trace_state');
  await engine.execute('DROP TABLE logs_to_traces');
  const [column, view, ...others] = await statementsOf(engine);
  expect(column).toMatch(/^ALTER TABLE spans ADD COLUMN/);
  expect(view).toMatch(/^CREATE MATERIALIZED VIEW IF NOT EXISTS logs_to_traces /);
  expect(others).toEqual([]);
  expect(
    await engine.query(
      "SELECT name FROM system.columns WHERE table = 'spans' AND name = 'trace_state' AND database = 'older'",
    ),
  ).toHaveLength(1);
  await engine.close();
});
