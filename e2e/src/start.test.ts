import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SessionDetail } from '@throughline/format';
import { afterAll, expect, it } from 'vitest';
import { untilApi } from './stack.ts';

const START = fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url));

const data = await mkdtemp(join(tmpdir(), 'throughline-start-'));
let started: ChildProcess | undefined;

afterAll(async () => {
  started?.kill('SIGKILL');
  await rm(data, { recursive: true, force: true, maxRetries: 3 });
});

it('npm start brings everything up with a recorded session, prints where to look, and ends whole on Ctrl-C', async () => {
  const child = spawn(process.execPath, [START], {
    env: { ...process.env, THROUGHLINE_PORT: '0', THROUGHLINE_DATA: data },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started = child;
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output += String(chunk);
    });
  await expect.poll(() => output, { timeout: 90_000 }).toContain('Ctrl-C stops everything');
  const address = (name: string) =>
    new RegExp(`^ {2}${name} +(http\\S+)$`, 'm').exec(output)?.[1] ?? `no ${name}`;
  const [server, shop, session] = [address('Throughline'), address('Shop'), address('Recorded now')];

  expect(await (await fetch(server)).text()).toContain('Throughline');
  expect((await fetch(shop)).status).toBe(200);
  const detail = await untilApi<SessionDetail>(
    session.replace('/sessions/', '/api/sessions/'),
    ({ counts }) => counts.clicks > 0 && counts.failedRequests > 0,
  );
  expect(detail.counts.failedRequests).toBe(1);

  const ended = once(child, 'exit');
  child.kill('SIGINT');
  expect(await ended).toEqual([0, null]);
  for (const url of [server, shop]) await expect(fetch(url)).rejects.toThrow('fetch failed');
});
