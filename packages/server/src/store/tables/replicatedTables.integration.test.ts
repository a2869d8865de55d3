import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ClickhouseProcess,
  replicaConfiguration,
  startClickhouseProcess,
} from '../../testing/clickhouseProcess.ts';
import { removeFolder, temporaryFolder } from '../../testing/serverProcess.ts';
import { findZookeeper, startZookeeper, type ZookeeperServer } from '../../testing/zookeeperServer.ts';
import type { Engine } from '../engine.ts';
import { openRemoteEngine } from '../remoteEngine.ts';
import { clusterSchema, localName } from './clusterSchema.ts';
import { RECORD_TABLES } from './records.ts';
import { SUMMARY_TABLES } from './summaries.ts';

/**
 * The replicated tables of a cluster, made by two chDBs that meet in a real ZooKeeper as replicas of one shard. The last
 * tests pin where chDB ends and a ClickHouse server would go on; should one of them fail, more can be shown here.
 */

const TABLES = [...RECORD_TABLES, ...SUMMARY_TABLES].map(({ name }) => localName(name)).sort();
const STATEMENTS = clusterSchema('one_shard').map(({ sql }) => sql);
/** ClickHouse's codes. */
const TABLE_IS_READ_ONLY = 242;
const METADATA_MISMATCH = 342;
const QUERY_IS_PROHIBITED = 392;

const jar = await findZookeeper();
if (!jar) process.stderr.write('skipped: no ZooKeeper is installed (on Debian: apt-get install zookeeper)\n');

let folder: string;
let zookeeper: ZookeeperServer | undefined;
const replicas: { clickhouse: ClickhouseProcess; engine: Engine }[] = [];

describe.skipIf(!jar)('two replicas of a shard, over a real ZooKeeper', () => {
  beforeAll(async () => {
    folder = await temporaryFolder();
    zookeeper = await startZookeeper(jar ?? '');
    for (const name of ['a', 'b']) {
      const configuration = replicaConfiguration(zookeeper.port, name);
      const clickhouse = await startClickhouseProcess(join(folder, name), 0, configuration);
      replicas.push({ clickhouse, engine: await openRemoteEngine(clickhouse.url, 'one_shard') });
    }
  });

  afterAll(async () => {
    for (const { clickhouse, engine } of replicas) {
      await engine.close();
      // Asked to end, chDB would wait for its replicated tables for ever.
      await clickhouse.kill();
    }
    await zookeeper?.stop();
    await removeFolder(folder);
  });

  // The second one's tables are compared with what the first one wrote: keys, columns, settings of the merge.
  it('make every table of the schema, and agree on it', async () => {
    for (const { engine } of replicas)
      for (const statement of STATEMENTS.filter((one) => one.startsWith('CREATE')))
        await engine.execute(statement);

    const nodes = new Set(await zookeeper?.paths('/clickhouse/tables'));
    for (const table of TABLES)
      for (const replica of ['a', 'b'])
        expect(nodes).toContain(`/clickhouse/tables/1/throughline/${table}/replicas/${replica}`);
    for (const { engine } of replicas) {
      expect(
        await engine.query(
          'SELECT table, toUInt8(total_replicas) AS replicas FROM system.replicas ORDER BY table',
        ),
      ).toEqual(TABLES.map((table) => ({ table, replicas: 2 })));
      expect(await engine.query('SELECT count() AS spans FROM spans')).toEqual([{ spans: '0' }]);
    }
  });

  const refusal = (statement: string) =>
    replicas[0]?.engine.execute(statement).then(
      () => 'not refused',
      ({ code }) => code,
    );

  it('would refuse a table that differs', async () => {
    const other = `ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/spans_local', 'other')`;
    expect(await refusal(`CREATE TABLE other (a UInt8) ENGINE = ${other} ORDER BY a`)).toBe(
      METADATA_MISMATCH,
    );
  });

  // chDB opens no port through which replicas fetch parts from each other, and without one none becomes active.
  it('get as far as chDB lets them: it keeps replicated tables from being written', async () => {
    const statement =
      "INSERT INTO spans_local (project) SETTINGS insert_keeper_max_retries = 0 VALUES ('default')";
    expect(await refusal(statement)).toBe(TABLE_IS_READ_ONLY);
    for (const alter of STATEMENTS.filter((one) => /^ALTER TABLE \w+_local /.test(one)))
      expect(await refusal(alter)).toBe(TABLE_IS_READ_ONLY);
  });

  // The fixture leaves the words out of what makes tables, not of this.
  it('get as far as chDB lets them: it runs nothing on a cluster', async () => {
    expect(await refusal('DROP TABLE spans ON CLUSTER one_shard')).toBe(QUERY_IS_PROHIBITED);
  });
});
