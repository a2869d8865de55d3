import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { ProjectRetention, RetentionList } from '@throughline/format';
import { Session } from 'chdb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  removeFolder,
  type ServerProcess,
  startServerProcess,
  temporaryFolder,
} from './testing/serverProcess.ts';

const BIN = fileURLToPath(new URL('../bin/throughline.js', import.meta.url));
const ADMINISTRATOR = 'administrator-of-this-test';
const headers = { authorization: `Bearer ${ADMINISTRATOR}`, 'content-type': 'application/json' };

let server: ServerProcess;
const start = async (data: string) => {
  server = await startServerProcess(data, ['--read-token', ADMINISTRATOR]);
};

beforeAll(async () => start(await temporaryFolder()));

afterAll(async () => {
  await server.stop();
  await removeFolder(server.data);
});

async function throughline(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [BIN, ...args, '--server', server.url], {
    env: { ...process.env, THROUGHLINE_READ_TOKEN: ADMINISTRATOR },
  });
  return stdout;
}

const put = (body: object, authorization = headers.authorization) =>
  fetch(`${server.url}/api/retention`, {
    method: 'PUT',
    body: JSON.stringify(body),
    headers: { ...headers, authorization },
  });

it('is a month by default, is changed kind by kind, and is the same after a restart', async () => {
  expect(await throughline('retention', 'show')).toBe(
    'default  spans 30 days  logs 30 days  replay 30 days\n',
  );
  expect(await throughline('retention', 'set', '--spans', '14', '--replay', '90')).toBe(
    'default  spans 14 days  logs 30 days  replay 90 days\n',
  );
  const changed: ProjectRetention = { project: 'default', days: { spans: 14, logs: 7, replay: 90 } };
  const answer = await put({ logs: 7 });
  expect([answer.status, await answer.json()]).toEqual([200, changed]);

  await server.stop();
  await start(server.data);
  const shown = await fetch(`${server.url}/api/retention`, { headers });
  expect(await shown.json()).toEqual({ retention: [changed] } satisfies RetentionList);

  await server.stop();
  const session = new Session(join(server.data, 'clickhouse', 'data'));
  const tables = session.query(
    "SELECT name, extract(create_table_query, 'TTL .*\\\\[\\'default\\'\\\\].*?\\\\[(.*?)\\\\]') FROM system.tables WHERE database = 'throughline' AND name IN ('spans', 'logs', 'replay_segments', 'sessions') ORDER BY name FORMAT TSVRaw",
  );
  session.close();
  await start(server.data);
  expect(tables).toBe("logs\t'7'\nreplay_segments\t'90'\nsessions\t'90'\nspans\t'14'\n");
});

it.each([
  [{ spans: 0 }, 400, 'must be 1 to 3650 days'],
  [{ replay: 3651 }, 400, 'must be 1 to 3650 days'],
  [{ logs: 1.5 }, 400, 'logs'],
  [{ logs: '7' }, 400, 'logs'],
  [{}, 400, 'at least one of spans, logs, replay'],
  [{ metrics: 3 }, 400, 'metrics'],
  [{ project: "no'where", spans: 3 }, 404, "there is no project no'where"],
])('refuses %j and says why', async (body, status, message) => {
  const answer = await put(body);
  expect(answer.status).toBe(status);
  expect(((await answer.json()) as { error: { message: string } }).error.message).toContain(message);
});

it.each([
  [['retention'], 'show or set'],
  [['retention', 'set'], 'how long?'],
  [
    ['retention', 'set', '--spans', 'ever'],
    '--spans must be a whole number of days from 1 to 3650, not "ever"',
  ],
])('the command %j says what is wrong', async (args, message) => {
  await expect(throughline(...args)).rejects.toMatchObject({ stderr: expect.stringContaining(message) });
});

it('is told to those who may read, and set by whoever runs the server', async () => {
  const made = await fetch(`${server.url}/api/read-tokens`, { method: 'POST', body: '{}', headers });
  const { token } = (await made.json()) as { token: string };
  const authorization = `Bearer ${token}`;
  expect((await fetch(`${server.url}/api/retention`, { headers: { authorization } })).status).toBe(200);
  expect((await put({ spans: 1 }, authorization)).status).toBe(403);
});
