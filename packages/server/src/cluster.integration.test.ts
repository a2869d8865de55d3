import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ISSUE_SORTS } from '@throughline/format';
import { parseSearch } from '@throughline/model';
import { afterAll, describe, expect, it } from 'vitest';
import { acceptedLately } from './query/acceptedBodies.ts';
import { figuresOf } from './query/issueFigures.ts';
import { chooseIssues } from './query/issueList.ts';
import { occurrencesOf, releasesOfIssue } from './query/issueOccurrences.ts';
import { readRegressions } from './query/issueSightings.ts';
import { reasonsToKeep } from './query/keptSessions.ts';
import { lapsedSessions } from './query/lapsedSessions.ts';
import { readProjectMap } from './query/projectMap.ts';
import { releaseBegins } from './query/releaseBegins.ts';
import { listReleases } from './query/releaseList.ts';
import { listSegments, segmentEvents } from './query/segments.ts';
import { readActivity } from './query/sessionActivity.ts';
import { readSessionEvents } from './query/sessionEvents.ts';
import { readFacets } from './query/sessionFacets.ts';
import { listSessions } from './query/sessionList.ts';
import { readSessionLogLines } from './query/sessionLogLines.ts';
import { readSessionLogs } from './query/sessionLogs.ts';
import { readSessionRequests } from './query/sessionRequests.ts';
import { sessionSizes } from './query/sessionSizes.ts';
import { readSessionSpans } from './query/sessionSpans.ts';
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
  const { sessions } = await listSessions(engine, { project, limit: 10 });
  expect(sessions).toHaveLength(1);
  const { terms: search } = parseSearch(
    'user:ada -user:bob url:shop browser:Fire* has:error -has:rage-click lasted:<1h kept:sampled release:1 event:exception ' +
      'service:gateway status:error duration:>1ms level:warn -service:mail order.id:17 text',
  );
  await listSessions(engine, { project, search, limit: 10 });
  await readFacets(engine, { project, search });
  expect(await readActivity(engine, project, [sessions[0]?.id ?? ''])).toHaveLength(1);
  const spans = await readSessionSpans(engine, { project, session: sessions[0]?.id ?? '', limit: 10 });
  expect(spans.traces.map((trace) => trace.spans.length)).toEqual([1]);
  expect(
    await readSessionSpans(engine, { project, session: sessions[0]?.id ?? '', limit: 10, peers: true }),
  ).toEqual(spans);
  for (const most of [1, 10])
    expect(await readProjectMap(engine, { project, environment: '', to: Date.now() }, most)).toBeDefined();
  const known = { project, session: sessions[0]?.id ?? '', limit: 10 };
  expect(await readSessionEvents(engine, known)).toEqual({ events: [] });
  expect(await readSessionRequests(engine, { ...known, payloads: true })).toEqual({ requests: [] });
  expect(await findSession(engine, project, id)).toBeUndefined();
  expect(await readTimeline(engine, { project, session: id, limit: 10 })).toMatchObject({ items: [] });
  expect(await readSessionLogs(engine, { project, session: id, limit: 10 })).toEqual({ logs: [] });
  for (const session of [id, sessions[0]?.id ?? ''])
    expect(await readSessionLogLines(engine, { project, session, limit: 10 })).toMatchObject({ logs: [] });
  expect(await findTraceLogs(engine, { project, traceId: 'a'.repeat(32), limit: 10 })).toBeUndefined();
  expect(await listSegments(engine, { project, session: id })).toEqual({ segments: [] });
  expect(await segmentEvents(engine, project, { id, tab, seq: 0 })).toBeUndefined();
  expect(await findTrace(engine, project, 'a'.repeat(32))).toBeUndefined();

  expect(await reasonsToKeep(engine, project, [id])).toEqual([]);
  expect(await lapsedSessions(engine, { project, quietMinutes: 0, floorPerHour: 0, most: 10 })).toHaveLength(
    0,
  );

  const range = { project, from: 0, to: Date.now(), service: 'shop', release: '1.0' };
  const issue = { project, fingerprint: '0123456789abcdef' };
  for (const only of [undefined, [issue.fingerprint]])
    for (const sort of ISSUE_SORTS)
      expect(await chooseIssues(engine, { ...range, sort, text: 'x', only, except: only, limit: 1 })).toEqual(
        {
          rows: [],
          total: 0,
        },
      );
  const row = { ...issue, events: 1, firstSeen: 1, lastSeen: 1 };
  expect(await figuresOf(engine, range, [row])).toMatchObject([{ sessions: 0, services: [] }]);
  const resolution = { fingerprint: issue.fingerprint, resolvedAt: 0, release: '1.0' };
  expect((await readRegressions(engine, project, [resolution])).size).toBe(0);
  expect(await releaseBegins(engine, project, ['shop'])).toEqual([]);
  expect(await releasesOfIssue(engine, issue)).toEqual([]);
  expect(await occurrencesOf(engine, issue)).toEqual({ sample: undefined, occurrences: [] });
  expect(await listReleases(engine, range)).toEqual([]);

  expect(await acceptedLately(engine)).toEqual([]);
  expect(await sessionSizes(engine)).toEqual([]);
  expect(await isStored(engine, project, id)).toBe(false);
  expect(await recordsOfUser(engine, project, 'ada')).toEqual({ sessions: [], records: [] });
  expect(await tracesOf(engine, project, [id])).toEqual({ own: [], shared: [] });
  expect(await sessionsByHash(engine, project, ['a'.repeat(64)])).toEqual([]);
  expect(await tracesByHash(engine, project, ['a'.repeat(64)], 0)).toEqual([]);
  await engine.close();
});
