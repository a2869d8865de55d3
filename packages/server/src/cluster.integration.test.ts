import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { acceptedLately } from './query/acceptedBodies.ts';
import { listSegments, segmentEvents } from './query/segments.ts';
import { listSessions } from './query/sessionList.ts';
import { readSessionLogs } from './query/sessionLogs.ts';
import { sessionSizes } from './query/sessionSizes.ts';
import { findSession } from './query/sessions.ts';
import { readTimeline } from './query/timeline.ts';
import { findTraceLogs } from './query/traceLogs.ts';
import { findTrace } from './query/traces.ts';
import { isStored, recordsOfUser, sessionsByHash, tracesByHash, tracesOf } from './store/erase/find.ts';
import { openRemoteEngine } from './store/remoteEngine.ts';
import { createSchema } from './store/store.ts';
import { CLUSTERS, startClickhouseProcess } from './testing/clickhouseProcess.ts';
import { removeFolder, temporaryFolder } from './testing/serverProcess.ts';

/**
 * The suite of the whole server once more, over Distributed tables on a cluster of one local shard: every question must
 * have the answer that it has without a cluster.
 */

const folder = await temporaryFolder();
const clickhouse = await startClickhouseProcess(join(folder, 'clickhouse'), 0, CLUSTERS);
process.env.THROUGHLINE_CLICKHOUSE_URL = clickhouse.url;
process.env.THROUGHLINE_CLICKHOUSE_CLUSTER = 'one_shard';

afterAll(async () => {
  await clickhouse.stop();
  await removeFolder(folder);
});

describe('a cluster of one shard', async () => {
  await import('./server.integration.test.ts');

  it('was asked through Distributed tables', async () => {
    const engine = await openRemoteEngine(clickhouse.url, 'one_shard');
    expect(
      await engine.query(
        "SELECT DISTINCT engine FROM system.tables WHERE database = currentDatabase() AND name IN ('spans', 'logs', 'sessions')",
      ),
    ).toEqual([{ engine: 'Distributed' }]);
    await engine.close();
  });
});

// ClickHouse refuses any IN or JOIN there that is neither GLOBAL nor over tables of one shard.
it('lets every question be asked of two shards, without a double-distributed subquery', async () => {
  const url = `${clickhouse.url}/over_two_shards`;
  const engine = await openRemoteEngine(url, 'two_shards');
  await createSchema(engine, 'two_shards');
  expect(await engine.query("SELECT getSetting('distributed_product_mode') AS mode")).toEqual([
    { mode: 'deny' },
  ]);
  await engine.execute(
    "INSERT INTO spans_local (project, trace_id, span_ids, session_id, name) SELECT 'default', 't', 's', generateUUIDv4(), 'one'",
  );
  expect(await engine.query('SELECT count() AS n FROM spans')).toEqual([{ n: '2' }]);

  const [id, tab] = [randomUUID(), randomUUID()];
  const project = 'default';
  for (const error of [true, false])
    await listSessions(engine, {
      project,
      from: 1,
      to: Date.now(),
      user: 'ada',
      url: 'shop.test',
      error,
      event: 'exception',
      service: 'gateway',
      span: 'GET /',
      minSpanDuration: 1,
      minDuration: 1,
      maxDuration: 1000,
      attributes: [{ name: 'order.id', value: '17' }],
      q: 'text',
      limit: 10,
    });
  expect((await listSessions(engine, { project, limit: 10 })).sessions).toHaveLength(1);
  expect(await findSession(engine, project, id)).toBeUndefined();
  expect(await readTimeline(engine, { project, session: id, limit: 10 })).toMatchObject({ items: [] });
  expect(await readSessionLogs(engine, { project, session: id, limit: 10 })).toEqual({ logs: [] });
  expect(await findTraceLogs(engine, { project, traceId: 'a'.repeat(32), limit: 10 })).toBeUndefined();
  expect(await listSegments(engine, { project, session: id })).toEqual({ segments: [] });
  expect(await segmentEvents(engine, project, { id, tab, seq: 0 })).toBeUndefined();
  expect(await findTrace(engine, project, 'a'.repeat(32))).toBeUndefined();

  expect(await acceptedLately(engine)).toEqual([]);
  expect(await sessionSizes(engine)).toEqual([]);
  expect(await isStored(engine, project, id)).toBe(false);
  expect(await recordsOfUser(engine, project, 'ada')).toEqual({ sessions: [], records: [] });
  expect(await tracesOf(engine, project, [id])).toEqual({ own: [], shared: [] });
  expect(await sessionsByHash(engine, project, ['a'.repeat(64)])).toEqual([]);
  expect(await tracesByHash(engine, project, ['a'.repeat(64)], 0)).toEqual([]);
  await engine.close();
});
