import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import {
  ATTRIBUTES,
  DEFAULT_SAMPLING,
  EVENTS,
  type Incident,
  incidentReason,
  type ProjectSettings,
  type SdkConfig,
  type SessionList,
} from '@throughline/format';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  removeFolder,
  SERVER_PROGRAM,
  type ServerProcess,
  startServerProcess,
  TEST_KEY,
  temporaryFolder,
} from './testing/serverProcess.ts';

let server: ServerProcess;

beforeAll(async () => {
  server = await startServerProcess(await temporaryFolder());
});

afterAll(async () => {
  await server.stop();
  await removeFolder(server.data);
});

const config = (query = '', headers: Record<string, string> = {}) =>
  fetch(`${server.url}/v1/config?key=${TEST_KEY}${query}`, { headers });
const told = async (query = '') => (await (await config(query)).json()) as SdkConfig;
const send = (method: string, path: string, body?: unknown) =>
  fetch(`${server.url}${path}`, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
const change = (settings: unknown) => send('PATCH', '/api/settings', settings);

/** A span of a back end, by OTLP/JSON. `statusCode` 2 is an error. */
const span = (session: string | undefined, traceId: string, statusCode: number) =>
  fetch(`${server.url}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${TEST_KEY}` },
    body: JSON.stringify({
      resourceSpans: [
        {
          resource: { attributes: [{ key: 'service.name', value: { stringValue: 'payment' } }] },
          scopeSpans: [
            {
              spans: [
                {
                  traceId,
                  spanId: randomUUID().replaceAll('-', '').slice(0, 16),
                  name: 'charge',
                  kind: 2,
                  startTimeUnixNano: `${Date.now()}000000`,
                  endTimeUnixNano: `${Date.now() + 1}000000`,
                  attributes: session ? [{ key: 'session.id', value: { stringValue: session } }] : [],
                  status: { code: statusCode },
                },
              ],
            },
          ],
        },
      ],
    }),
  });
/** What a service writes of a request in an incident, by OTLP/JSON. */
const incidentRecord = (session: string, incident: string) =>
  fetch(`${server.url}/v1/logs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${TEST_KEY}` },
    body: JSON.stringify({
      resourceLogs: [
        {
          resource: { attributes: [{ key: 'service.name', value: { stringValue: 'payment' } }] },
          scopeLogs: [
            {
              logRecords: [
                {
                  timeUnixNano: `${Date.now()}000000`,
                  severityNumber: 5,
                  eventName: EVENTS.incidentDebug,
                  body: { stringValue: 'POST /charge took 3 ms' },
                  attributes: [
                    { key: 'session.id', value: { stringValue: session } },
                    { key: ATTRIBUTES.keepReason, value: { stringValue: incidentReason(incident) } },
                  ],
                },
              ],
            },
          ],
        },
      ],
    }),
  });
const newTrace = () => randomUUID().replaceAll('-', '');

describe('what SDKs are told', () => {
  it('is the defaults at first, and a 304 while nothing changes', async () => {
    const answer = await config();
    expect(await answer.json()).toEqual({
      recording: true,
      sampling: { rate: DEFAULT_SAMPLING.rate, rules: [] },
      privacy: { mode: 'inputs', maskSelectors: [], blockSelectors: [] },
      incidents: [],
    });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    const etag = answer.headers.get('etag') ?? '';
    expect((await config('', { 'if-none-match': etag })).status).toBe(304);

    const changed = await change({ sampling: { rate: 0.5 }, privacy: { mode: 'text' } });
    expect(((await changed.json()) as ProjectSettings).sampling).toMatchObject({
      rate: 0.5,
      floorPerHour: 30,
    });
    await expect.poll(async () => (await config('', { 'if-none-match': etag })).status).toBe(200);
    expect(await told()).toMatchObject({ sampling: { rate: 0.5 }, privacy: { mode: 'text' } });
  });

  it('is told to nobody without a key, and of no id that is none', async () => {
    expect((await fetch(`${server.url}/v1/config?key=wrong`)).status).toBe(401);
    expect((await config('&session=1')).status).toBe(400);
  });

  it.each([
    [{ sampling: { rate: 2 } }, 'sampling'],
    [{ sampling: { rules: [{ rate: 1 }] } }, 'must name a page, a user or an attribute'],
    [{ privacy: { mode: 'none' } }, 'privacy'],
    [{ colour: 'red' }, 'colour'],
  ])('is not set to %j', async (settings, message) => {
    const answer = await change(settings);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(await answer.json())).toContain(message);
  });
});

describe('a session that is not sampled', () => {
  it('is kept while the hour has few', async () => {
    await change({ sampling: { rate: 0, floorPerHour: 1 } });
    await expect.poll(async () => (await told()).sampling.rate).toBe(0);
    const [first, second] = [randomUUID(), randomUUID()];
    expect((await told(`&session=${first}`)).keep).toBe('quiet hour');
    expect((await told(`&session=${second}`)).keep).toBeUndefined();
    expect((await told(`&session=${first}`)).keep).toBe('quiet hour');
  });

  it('is kept as soon as a service fails in it, also one that knows the trace alone', async () => {
    await change({ sampling: { rate: 0, floorPerHour: 0 } });
    await expect.poll(async () => (await told()).sampling.rate).toBe(0);
    const [knowing, unknowing, well] = [randomUUID(), randomUUID(), randomUUID()];
    const trace = newTrace();
    await span(knowing, newTrace(), 2);
    await span(unknowing, trace, 1);
    await span(undefined, trace, 2);
    await span(well, newTrace(), 1);
    const keep = async (session: string) => (await told(`&session=${session}`)).keep;
    await expect.poll(() => keep(knowing)).toBe('error span');
    await expect.poll(() => keep(unknowing)).toBe('error span');
    await expect.poll(async () => (await fetch(`${server.url}/api/sessions/${well}`)).status).toBe(200);
    expect(await keep(well)).toBeUndefined();
  });
});

describe('incident mode', () => {
  it('is told to SDKs while it lasts, and ends when it is ended', async () => {
    const begun = await send('POST', '/ops/incident-mode?minutes=5', {
      scope: { service: 'payment', route: '/charge*' },
      ticket: 'OPS-1',
      startedBy: 'ada',
    });
    const { ok, id, incidentModeExpiresAt } = (await begun.json()) as Record<string, unknown>;
    expect(ok).toBe(true);
    expect(Math.abs(Number(incidentModeExpiresAt) - Date.now() - 5 * 60_000)).toBeLessThan(60_000);
    await expect
      .poll(async () => (await told()).incidents)
      .toEqual([{ id, until: incidentModeExpiresAt, scope: { service: 'payment', route: '/charge*' } }]);

    const list = async () =>
      ((await (await send('GET', '/ops/incident-mode')).json()) as { incidents: Incident[] }).incidents;
    expect(await list()).toMatchObject([{ id, ticket: 'OPS-1', startedBy: 'ada', active: true }]);
    expect((await send('DELETE', `/ops/incident-mode/${id}`)).status).toBe(200);
    await expect.poll(async () => (await told()).incidents).toEqual([]);
    expect(await list()).toMatchObject([{ id, active: false }]);
    expect((await send('DELETE', `/ops/incident-mode/${id}`)).status).toBe(404);
  });

  it('lasts a quarter of an hour if nobody says so, and needs no body', async () => {
    const answer = (await (await send('POST', '/ops/incident-mode')).json()) as Record<string, number>;
    expect(Math.abs(Number(answer.incidentModeExpiresAt) - Date.now() - 15 * 60_000)).toBeLessThan(60_000);
    await send('DELETE', `/ops/incident-mode/${answer.id}`);
  });

  it('has the sessions that were recorded for it, page by page, and no others', async () => {
    const sessions = [randomUUID(), randomUUID()];
    const [incident, other] = [randomUUID(), randomUUID()];
    for (const session of sessions) await incidentRecord(session, incident);
    const elsewhere = randomUUID();
    await incidentRecord(elsewhere, other);
    const found = async (query: string) =>
      (await (await send('GET', `/api/sessions?incident=${query}`)).json()) as SessionList;
    const ids = ({ sessions: listed }: SessionList) => listed.map(({ id }) => id);
    await expect.poll(async () => ids(await found(incident)).sort()).toEqual([...sessions].sort());
    await expect.poll(async () => ids(await found(other))).toEqual([elsewhere]);
    const first = await found(`${incident}&limit=1`);
    const second = await found(`${incident}&limit=1&cursor=${first.nextCursor}`);
    expect([...ids(first), ...ids(second)].sort()).toEqual([...sessions].sort());
    expect(first.sessions[0]?.keptBecause).toBe(incidentReason(incident));
    expect((await send('GET', '/api/sessions?incident=none')).status).toBe(400);
  });

  it.each([
    ['?minutes=0', undefined, 'minutes'],
    ['?minutes=100000', undefined, 'minutes'],
    ['', { scope: { colour: 'red' } }, 'colour'],
    ['', { ticket: 'x'.repeat(501) }, 'ticket'],
  ])('is not begun by %s %j', async (query, body, message) => {
    const answer = await send('POST', `/ops/incident-mode${query}`, body);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(await answer.json())).toContain(message);
  });
});

describe('the command', () => {
  const run = async (...args: string[]) =>
    (await promisify(execFile)(process.execPath, [SERVER_PROGRAM, ...args, '--server', server.url])).stdout;

  it('begins, lists and ends an incident', async () => {
    const begun = await run('incident', 'start', '--minutes', '3', '--user', 'user-42', '--ticket', 'OPS-2');
    const id = begun.split('\n')[0] ?? '';
    expect(await run('incident', 'list')).toMatch(new RegExp(`${id}  until .*  user=user-42  OPS-2`));
    expect(await run('incident', 'end', id)).toContain('ended');
    await expect(run('incident', 'end', id)).rejects.toMatchObject({
      stderr: expect.stringContaining('there is no incident'),
    });
  });

  it('shows and sets how sessions are recorded', async () => {
    expect(await run('settings', 'set', '--sample-rate', '0.4', '--privacy', 'strict')).toMatch(
      /sample-rate +0\.4\n[\s\S]*privacy +strict/,
    );
    expect(await run('settings', 'show')).toMatch(/recording +on/);
    await expect(run('settings', 'set', '--sample-rate', '4')).rejects.toMatchObject({
      stderr: expect.stringContaining('sampling'),
    });
    await expect(run('settings', 'set')).rejects.toMatchObject({
      stderr: expect.stringContaining('set what?'),
    });
  });
});
