import { setMaxListeners } from 'node:events';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { QUERY_LIMITS } from '../limits.ts';
import { openStore } from '../storeOnly.ts';
import { startClickhouseProcess } from '../testing/clickhouseProcess.ts';
import { removeFolder, temporaryFolder } from '../testing/serverProcess.ts';
import { type Engine, EngineBusyError } from './engine.ts';
import { openRemoteEngine } from './remoteEngine.ts';

/** Would take hours; what nobody ends ends by itself after longer than any test waits: a query that is gone before was ended. */
const SLOW = `SELECT count() AS n FROM numbers({n:UInt64}) WHERE sipHash64(number) = 7 SETTINGS max_threads = 1, max_rows_to_read = 0,
  max_execution_time = 600`;
const HOURS = { n: '1000000000000000' };

const folder = await temporaryFolder();
const clickhouse = await startClickhouseProcess(join(folder, 'remote'));
const engines: [string, Engine][] = [
  ['embedded', await openStore(join(folder, 'embedded'))],
  ['remote', await openRemoteEngine(clickhouse.url)],
];

afterAll(async () => {
  for (const [, engine] of engines) await engine.close();
  await clickhouse.stop();
  await removeFolder(folder);
});

const running = async (engine: Engine): Promise<number> => {
  const [row] = await engine.query<{ n: string }>(
    "SELECT count() AS n FROM system.processes WHERE query LIKE '%sipHash64(number)%' AND query NOT LIKE '%system.processes%'",
  );
  return Number(row?.n);
};

describe.each(engines)('a query of the %s engine', (_name, engine) => {
  it('ends in the engine when its signal is aborted, and its reader is free', async () => {
    for (let round = 0; round < 6; round++) {
      const leaving = new AbortController();
      const asked = engine.query(SLOW, HOURS, { signal: leaving.signal });
      await expect.poll(() => running(engine)).toBe(1);
      leaving.abort(new Error('left'));
      await expect(asked).rejects.toThrow('left');
      await expect.poll(() => running(engine)).toBe(0);
    }
    // More rounds than there are readers: none is lost.
    expect(await engine.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('ends also when it is aborted before the engine has begun with it', async () => {
    const leaving = new AbortController();
    const asked = engine.query(SLOW, HOURS, { signal: leaving.signal });
    leaving.abort(new Error('left'));
    await expect(asked).rejects.toThrow('left');
    await expect.poll(() => running(engine)).toBe(0);
  });

  it('says what it read', async () => {
    let rows = 0;
    await engine.query(
      'SELECT count(), max(number) FROM numbers(1000)',
      {},
      { onRead: (read) => (rows = read.rows) },
    );
    expect(rows).toBe(1000);
  });

  it('leaves the queue at once when aborted there; beyond its bound there is no waiting', async () => {
    const leaving = new AbortController();
    setMaxListeners(0, leaving.signal);
    // They end by themselves: they may hold every thread by which another word could reach the engine.
    let ended = 0;
    const busy = Array.from({ length: 16 }, () => engine.query('SELECT sleep(1.5)').finally(() => ended++));
    const reasons: unknown[] = [];
    const others = Array.from({ length: QUERY_LIMITS.queriesWaiting + 50 }, () =>
      engine
        .query('SELECT 1', {}, { signal: leaving.signal })
        .catch((reason: unknown) => reasons.push(reason)),
    );
    await new Promise(setImmediate);
    const refused = reasons.length;
    expect(refused).toBeGreaterThanOrEqual(50);
    expect(reasons.every((reason) => reason instanceof EngineBusyError)).toBe(true);
    leaving.abort(new Error('left'));
    await Promise.all(others);
    expect(ended).toBe(0);
    expect(reasons.slice(refused).every((reason) => (reason as Error).message === 'left')).toBe(true);
    expect(reasons).toHaveLength(others.length);
    await Promise.all(busy);
    expect(await engine.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

it('binds values of several queries at once, each its own', async () => {
  const [[, embedded] = []] = engines;
  const values = Array.from({ length: 200 }, (_, index) => `value ' \\ ${index}\t\n`);
  const answers = await Promise.all(
    values.map((v) => embedded?.query<{ v: string }>('SELECT {v:String} AS v', { v })),
  );
  expect(answers.map((rows) => rows?.[0]?.v)).toEqual(values);
});
