import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { segmentBody, segmentHeader } from './testing/records.ts';
import {
  removeFolder,
  type ServerProcess,
  startServerProcess,
  temporaryFolder,
} from './testing/serverProcess.ts';

const BIN = fileURLToPath(new URL('../bin/throughline.js', import.meta.url));
const ADMINISTRATOR = 'a-read-token-given-in-the-settings';

let server: ServerProcess;

beforeAll(async () => {
  server = await startServerProcess(await temporaryFolder(), ['--read-token', ADMINISTRATOR]);
});

afterAll(async () => {
  await server.stop();
  await removeFolder(server.data);
});

/** Runs the `throughline` command against the server; rejects with what it printed if it fails. */
async function throughline(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [BIN, ...args, '--server', server.url], {
    env: { ...process.env, THROUGHLINE_READ_TOKEN: ADMINISTRATOR },
  });
  return stdout;
}

const secretIn = (output: string) => output.split('\n')[0] ?? '';
const idIn = (output: string) => /revoke ([0-9a-f-]{36})/.exec(output)?.[1] ?? '';

const send = (key: string, origin?: string) =>
  fetch(`${server.url}/v1/segments?key=${key}`, {
    method: 'POST',
    body: new Uint8Array(segmentBody(segmentHeader(randomUUID(), randomUUID(), 0))),
    headers: origin ? { origin } : {},
  });

const read = (authorization?: string) =>
  fetch(`${server.url}/api/sessions`, { headers: authorization ? { authorization } : {} });

describe('an ingest key', () => {
  it('is made and listed by the command, works, and stops when it is revoked', async () => {
    const made = await throughline('keys', 'create', '--name', 'back ends');
    const key = secretIn(made);
    expect(key).toMatch(/^tli_/);
    expect((await send(key)).status).toBe(200);
    const listed = await throughline('keys', 'list');
    expect(listed).toMatch(/in use.*back ends/);
    expect(listed).not.toContain(key);

    await throughline('keys', 'revoke', idIn(made));
    await expect.poll(async () => (await send(key)).status).toBe(401);
    expect(await throughline('keys', 'list')).toMatch(/revoked.*back ends/);
  });

  it('that is bound to an origin is refused from elsewhere, with the reason', async () => {
    const key = secretIn(await throughline('keys', 'create', '--origin', 'https://shop.example'));
    expect((await send(key, 'https://shop.example')).status).toBe(200);
    for (const origin of ['https://evil.example', 'https://shop.example.evil.example', 'null', undefined]) {
      const answer = await send(key, origin);
      expect(answer.status).toBe(403);
      expect(await answer.json()).toMatchObject({
        message: expect.stringContaining('https://shop.example only'),
      });
    }
  });

  it('reads nothing', async () => {
    const key = secretIn(await throughline('keys', 'create'));
    expect((await read(`Bearer ${key}`)).status).toBe(401);
  });
});

describe('a read token', () => {
  it('reads, makes no keys, sends nothing, and stops when it is revoked', async () => {
    const made = await throughline('tokens', 'create', '--name', 'dashboard');
    const token = secretIn(made);
    expect((await read(`Bearer ${token}`)).status).toBe(200);
    expect((await read(`Basic ${Buffer.from(`anyone:${token}`).toString('base64')}`)).status).toBe(200);
    expect((await send(token)).status).toBe(401);
    const making = await fetch(`${server.url}/api/keys`, {
      method: 'POST',
      body: '{}',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
    expect(making.status).toBe(403);

    await throughline('tokens', 'revoke', idIn(made));
    await expect.poll(async () => (await read(`Bearer ${token}`)).status).toBe(401);
  });

  it('is needed: nothing is read without one, or with a wrong one', async () => {
    expect((await read()).status).toBe(401);
    expect((await read('Bearer tlr_wrong')).status).toBe(401);
  });
});

it.each([
  [['keys', 'revoke', randomUUID()], 'there is no ingest key'],
  [['keys', 'revoke'], 'which one?'],
  [['keys', 'burn'], 'list, create or revoke'],
  [['keys', 'create', '--origin', 'shop.example'], 'must be an origin'],
  [['keys', 'list', '--read-token', 'wrong'], 'read token'],
  [['keys', 'list', '--server', 'http://127.0.0.1:1'], 'no server answers'],
])('the command %j says what is wrong', async (args, message) => {
  const failed = promisify(execFile)(
    process.execPath,
    [BIN, ...args, ...(args.includes('--server') ? [] : ['--server', server.url])],
    {
      env: { ...process.env, THROUGHLINE_READ_TOKEN: ADMINISTRATOR },
    },
  );
  await expect(failed).rejects.toMatchObject({ stderr: expect.stringContaining(message) });
});

describe('a saved view', () => {
  const views = `/api/views`;
  const as = (token: string, method = 'GET', body?: unknown, path = views) =>
    fetch(`${server.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const view = {
    name: 'Slow payments',
    search: 'service:payment duration:>2s',
    range: '7d',
    columns: ['started', 'errors'],
  };

  it('is kept for all who may read, and deleted', async () => {
    const token = secretIn(await throughline('tokens', 'create', '--name', 'team'));
    const kept = await as(ADMINISTRATOR, 'POST', view);
    expect(kept.status).toBe(201);
    const { id } = (await kept.json()) as { id: string };
    await as(ADMINISTRATOR, 'POST', { name: 'All' });
    const listed = (await (await as(token)).json()) as { views: unknown[] };
    expect(listed.views).toMatchObject([
      { name: 'All', search: '', columns: [] },
      { id, ...view },
    ]);

    expect((await as(token, 'POST', view)).status).toBe(403);
    expect((await as(token, 'DELETE', undefined, `${views}/${id}`)).status).toBe(403);
    expect((await as(ADMINISTRATOR, 'DELETE', undefined, `${views}/${id}`)).status).toBe(204);
    expect((await as(ADMINISTRATOR, 'DELETE', undefined, `${views}/${id}`)).status).toBe(404);
    expect(await (await as(token)).json()).toMatchObject({ views: [{ name: 'All' }] });
  });

  it('is refused without a name, and in a project that is not there', async () => {
    expect((await as(ADMINISTRATOR, 'POST', { ...view, name: ' ' })).status).toBe(400);
    const answer = await as(ADMINISTRATOR, 'POST', view, `${views}?project=nowhere`);
    expect([answer.status, await answer.json()]).toMatchObject([
      409,
      { error: { message: 'there is no project nowhere' } },
    ]);
  });
});

describe('a search by the API', () => {
  const ask = (path: string) =>
    fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${ADMINISTRATOR}` } });

  it('that cannot be read is refused, with where and why', async () => {
    for (const path of ['/api/sessions', '/api/sessions/facets', '/api/sessions.csv']) {
      const answer = await ask(`${path}?search=${encodeURIComponent('user:ada statsu:error')}`);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({
        error: {
          code: 'bad_request',
          message: expect.stringMatching(/at character 10, “statsu:”: .* Did you mean status:\?/),
        },
      });
    }
  });

  it('has counts, activity and a file', async () => {
    const search = `search=${encodeURIComponent('service:payment status:error duration:>2s')}`;
    expect(await (await ask(`/api/sessions/facets?${search}`)).json()).toMatchObject({ isPartial: false });
    const activity = await ask(`/api/sessions/activity?ids=${randomUUID()},${randomUUID()}`);
    expect(await activity.json()).toEqual({ activity: [] });
    const csv = await ask(`/api/sessions.csv?${search}`);
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="sessions.csv"');
    expect(await csv.text()).toMatch(/^id,started,.*kept_because\r\n$/);
  });
});
