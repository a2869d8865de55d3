import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { QUERY_LIMITS } from '../limits.ts';
import type { Engine } from '../store/engine.ts';
import { openStore } from '../storeOnly.ts';
import { removeFolder, temporaryFolder } from '../testing/serverProcess.ts';
import { readForRequests } from './queryRequests.ts';

/** What every route under `/api` has in common, by routes that ask the real engine for what no page asks for. */

let folder: string;
let engine: Engine;
let app: FastifyInstance;
let url: string;

const slow = (seconds: number) =>
  `SELECT count() AS n FROM numbers(1000000000000000) WHERE sipHash64(number) = 7
  SETTINGS max_threads = 1, max_rows_to_read = 0, max_execution_time = ${seconds}`;

beforeAll(async () => {
  folder = await temporaryFolder();
  engine = await openStore(folder);
  app = fastify();
  readForRequests(app, engine);
  app.get('/slow', async ({ reader }) => reader.query(slow(600)));
  app.get('/a-while', async ({ reader }) => reader.query(slow(2)).catch(() => 'ended'));
  app.get('/wide', async ({ reader }) =>
    reader.query(
      'SELECT count() FROM numbers(1000000) WHERE sipHash64(number) = 7 SETTINGS max_rows_to_read = 1000',
    ),
  );
  app.get('/quick', async ({ reader }) => {
    await reader.query('SELECT max(number) FROM numbers(1000)');
    return reader.query('SELECT max(number) FROM numbers(500)');
  });
  await app.listen({ port: 0 });
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await app.close();
  await engine.close();
  await removeFolder(folder);
});

const running = async (): Promise<number> => {
  const [row] = await engine.query<{ n: string }>(
    "SELECT count() AS n FROM system.processes WHERE query LIKE '%sipHash64(number)%' AND query NOT LIKE '%system.processes%'",
  );
  return Number(row?.n);
};

it('ends what a client asked for when the client goes away', async () => {
  for (let round = 0; round < 6; round++) {
    const client = new AbortController();
    const asked = fetch(`${url}/slow`, { signal: client.signal });
    await expect.poll(running).toBe(1);
    client.abort();
    await expect(asked).rejects.toThrow('abort');
    await expect.poll(running).toBe(0);
  }
  expect((await fetch(`${url}/quick`)).status).toBe(200);
});

it('says what was read for an answer', async () => {
  const response = await fetch(`${url}/quick`);
  expect(response.headers.get('server-timing')).toMatch(
    /^engine;desc="2 queries read 1500 rows, \d+ bytes"$/,
  );
});

it('tells to narrow the time range when a question is too wide', async () => {
  const response = await fetch(`${url}/wide`);
  expect(response.status).toBe(422);
  expect(await response.json()).toEqual({
    error: { code: 'too_wide', message: 'query too wide, narrow the time range' },
  });
});

it('answers 503 with Retry-After when too many wait, and goes on', async () => {
  const busy = Array.from({ length: 8 }, () => fetch(`${url}/a-while`));
  await expect.poll(running).toBeGreaterThan(0);
  const statuses: number[] = [];
  const retryAfter = new Set<string | null>();
  const crowd = Array.from({ length: QUERY_LIMITS.queriesWaiting + 100 }, async () => {
    const response = await app.inject(`/quick`);
    statuses.push(response.statusCode);
    if (response.statusCode === 503) retryAfter.add(String(response.headers['retry-after']));
  });
  await Promise.all([...crowd, ...busy]);
  expect(statuses.filter((status) => status === 503).length).toBeGreaterThanOrEqual(90);
  expect(new Set(statuses)).toEqual(new Set([200, 503]));
  expect([...retryAfter]).toEqual(['1']);
  expect((await fetch(`${url}/quick`)).status).toBe(200);
});
