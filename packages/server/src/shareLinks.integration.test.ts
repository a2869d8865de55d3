import { randomUUID } from 'node:crypto';
import type { AuditEntry, SegmentList, SessionDetail, SharedView, ShareLink } from '@throughline/format';
import { newTraceId, readSegmentLines, toKeyValues } from '@throughline/format';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { askAs, join, setUp } from './testing/people.ts';
import {
  browserResource,
  click,
  exportLogs,
  exportSpans,
  log,
  navigation,
  segmentBody,
  segmentHeader,
  span,
} from './testing/records.ts';
import {
  removeFolder,
  type ServerProcess,
  startServerProcess,
  TEST_KEY,
  temporaryFolder,
} from './testing/serverProcess.ts';

/** A session of four segments of five seconds; the links show seconds 11 to 14, which lie in the third. */
const start = Date.now() - 60_000;
const at = (seconds: number) => start + seconds * 1000;
const [session, other, tab] = [randomUUID(), randomUUID(), randomUUID()];
/** Stand in everything that lies outside of the range, and in nothing else. */
const OUTSIDE = 'canary-outside';
const PAYLOAD = 'canary-payload';
const HIDDEN_USER = 'canary-user';
const inside = { traceId: newTraceId() };
const outside = { traceId: newTraceId() };

let server: ServerProcess;
const cookies: Record<string, string> = {};
const as = (who: string) => askAs(server.url, cookies[who] ?? '');

/** Asks with the secret of a link. */
const through = (secret: string, path: string, method = 'GET') =>
  fetch(server.url + path, { method, headers: { authorization: `Bearer ${secret}` } });

async function share(who: string, body: object): Promise<ShareLink & { secret: string }> {
  const answer = await as(who)('POST', '/api/share-links', { session, from: at(11), to: at(14), ...body });
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as ShareLink & { secret: string };
}

beforeAll(async () => {
  server = await startServerProcess(await temporaryFolder(), [
    ...['--auth', 'on'],
    ...['--public-url', 'https://replay.example'],
  ]);
  cookies.admin = await setUp(server.url, server.output());
  for (const role of ['engineer', 'support'] as const)
    cookies[role] = await join(server.url, cookies.admin, { name: role, role });
  const resource = { ...browserResource(session, tab), 'user.id': HIDDEN_USER };
  for (let seq = 0; seq < 4; seq++) {
    const [from, to] = [at(seq * 5), at(seq * 5 + 5)];
    const label = (second: number) => (second >= 11 && second <= 14 ? 'shown' : OUTSIDE);
    const seconds = [0, 1, 2, 3, 4].map((second) => seq * 5 + second);
    const body = segmentBody(
      segmentHeader(session, tab, seq, { from, to, checkpoint: seq === 1 || seq === 2 }),
      {
        logs: exportLogs(resource, [
          ...seconds.map((second) => click(at(second), `${label(second)} button`)),
          navigation(at(seq * 5), `https://shop.test/${label(seq * 5)}`),
        ]),
        replay: seconds.map((second) => ({ type: 5, data: { tag: label(second) }, timestamp: at(second) })),
      },
    );
    await fetch(`${server.url}/v1/segments?key=${TEST_KEY}`, { method: 'POST', body: new Uint8Array(body) });
  }
  const headers = { authorization: `Bearer ${TEST_KEY}`, 'content-type': 'application/json' };
  const attributes = toKeyValues({
    'session.id': session,
    'http.request.method': 'POST',
    'throughline.http.request.body': PAYLOAD,
  });
  await fetch(`${server.url}/v1/traces`, {
    method: 'POST',
    headers,
    body: JSON.stringify(
      exportSpans({ 'service.name': 'payment' }, [
        span(at(12), at(13), { ...inside, name: 'charge', attributes }),
        span(at(16), at(17), { ...inside, name: OUTSIDE, attributes }),
        span(at(2), at(3), { ...outside, name: OUTSIDE, attributes }),
      ]),
    ),
  });
  await fetch(`${server.url}/v1/logs`, {
    method: 'POST',
    headers,
    body: JSON.stringify(
      exportLogs({ 'service.name': 'payment' }, [
        log(at(12.5), 'charging', inside),
        log(at(16.5), OUTSIDE, inside),
        log(at(2.5), OUTSIDE, outside),
      ]),
    ),
  });
  const elsewhere = segmentBody(segmentHeader(other, randomUUID(), 0));
  await fetch(`${server.url}/v1/segments?key=${TEST_KEY}`, {
    method: 'POST',
    body: new Uint8Array(elsewhere),
  });
  await vi.waitFor(
    async () => {
      for (const path of [`sessions/${other}`, `sessions/${session}`, `traces/${outside.traceId}`])
        expect((await as('admin')('GET', `/api/${path}`)).status).toBe(200);
    },
    { timeout: 45_000, interval: 100 },
  );
});

afterAll(async () => {
  await server.stop();
  await removeFolder(server.data);
});

it('shows its range of the session and nothing of the rest', async () => {
  const { secret } = await share('engineer', { at: at(12), payloads: false });
  const view = (await (await through(secret, '/api/share')).json()) as SharedView;
  expect(view).toMatchObject({ session, from: at(11), to: at(14), at: at(12), payloads: false });
  const answers: string[] = [];
  const read = async <Answer>(path: string) => {
    const answer = await through(secret, `/api${path}`);
    expect([path, answer.status]).toEqual([path, 200]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const text = await answer.text();
    answers.push(text);
    return text as Answer;
  };
  const detail = JSON.parse(await read(`/sessions/${session}`)) as SessionDetail;
  expect(detail).toMatchObject({ from: at(11), to: at(14), user: null, entryUrl: '' });
  for (const part of ['timeline', 'events', 'requests?payloads=true', 'logs', 'log-lines', 'spans'])
    await read(`/sessions/${session}/${part}`);
  await read(`/traces/${inside.traceId}`);
  const all = answers.join('\n');
  expect(all).toContain('shown button');
  expect(all).toContain('charging');
  for (const hidden of [OUTSIDE, PAYLOAD, HIDDEN_USER]) expect(all).not.toContain(hidden);
});

it('plays from the last checkpoint before its range, and ends with it', async () => {
  const { secret } = await share('engineer', {});
  const list = (await (await through(secret, `/api/sessions/${session}/segments`)).json()) as SegmentList;
  expect(list.segments.map(({ seq }) => seq)).toEqual([2]);
  const run = await through(secret, `/api/sessions/${session}/segments/${tab}?first=0&last=3`);
  const lines = readSegmentLines(await run.text());
  expect(lines.map(({ seq }) => seq)).toEqual([2]);
  const stamps = (JSON.parse(lines[0]?.events ?? '[]') as { timestamp: number }[]).map(
    (event) => event.timestamp,
  );
  expect(stamps).toEqual([10, 11, 12, 13, 14].map(at));
});

it('gives a single segment only if its range is played from it, and cut', async () => {
  const { secret } = await share('engineer', {});
  const one = async (seq: number) => through(secret, `/api/sessions/${session}/segments/${tab}/${seq}`);
  expect(await Promise.all([0, 1, 3].map(async (seq) => (await one(seq)).status))).toEqual([404, 404, 404]);
  const events = (await (await one(2)).json()) as { timestamp: number }[];
  expect(events.map(({ timestamp }) => timestamp)).toEqual([10, 11, 12, 13, 14].map(at));
});

it('opens nothing else: no other session, no list, no change', async () => {
  const { secret } = await share('engineer', { payloads: true });
  for (const path of [
    `/api/sessions/${other}`,
    `/api/sessions/${other}/segments`,
    `/api/traces/${outside.traceId}`,
  ])
    expect([path, (await through(secret, path)).status]).toEqual([path, 404]);
  interface OpenApi {
    paths: Record<string, Record<string, { 'x-permission'?: string }>>;
  }
  const { paths } = (await (await as('admin')('GET', '/api/openapi.json')).json()) as OpenApi;
  const opened: string[] = [];
  for (const [path, methods] of Object.entries(paths))
    for (const [method, { 'x-permission': permission }] of Object.entries(methods)) {
      if (permission === 'public') continue;
      const filled = path.replace('{id}', session).replaceAll(/\{\w+\}/g, randomUUID());
      const { status } = await through(secret, `/api${filled}`, method.toUpperCase());
      if (status !== 403) opened.push(`${method} ${path}`);
    }
  expect(opened.sort()).toEqual([
    'get /assets/{hash}',
    'get /sessions/{id}',
    'get /sessions/{id}/events',
    'get /sessions/{id}/log-lines',
    'get /sessions/{id}/logs',
    'get /sessions/{id}/requests',
    'get /sessions/{id}/segments',
    'get /sessions/{id}/segments/{tab}',
    'get /sessions/{id}/segments/{tab}/{seq}',
    'get /sessions/{id}/spans',
    'get /sessions/{id}/timeline',
    'get /share',
    'get /traces/{traceId}',
  ]);
  for (const path of ['/ops/incident-mode', '/metrics', '/api/openapi.json'])
    expect([path, (await through(secret, path)).status]).toEqual([path, 403]);
});

it('refuses one that is over, revoked, changed or made up, all with the same answer', async () => {
  const revoked = await share('engineer', {});
  expect((await through(revoked.secret, '/api/share')).status).toBe(200);
  expect((await as('support')('DELETE', `/api/share-links/${revoked.id}`)).status).toBe(204);
  await expect.poll(async () => (await through(revoked.secret, '/api/share')).status).toBe(401);
  const { secret } = await share('engineer', {});
  const tampered = `${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`;
  const answers = await Promise.all(
    [revoked.secret, tampered, 'tll_made-up', 'tll_', `tll_${'x'.repeat(5000)}`].map(async (given) => {
      const answer = await through(given, `/api/sessions/${session}`);
      const { date: _, ...headers } = Object.fromEntries(answer.headers);
      return JSON.stringify([answer.status, headers, await answer.text()]);
    }),
  );
  expect(new Set(answers).size).toBe(1);
  expect(answers[0]).toContain('401');
});

it('shows payloads only if its maker may see them', async () => {
  const text = async (secret: string) => (await through(secret, `/api/traces/${inside.traceId}`)).text();
  expect(await text((await share('engineer', { payloads: true })).secret)).toContain(PAYLOAD);
  const bySupport = await share('support', { payloads: true });
  expect(bySupport.payloads).toBe(false);
  expect(await text(bySupport.secret)).not.toContain(PAYLOAD);
});

it('is listed for its session without its secret, and who watched by it is noted', async () => {
  const { secret, id } = await share('support', {});
  const listed = await (await as('engineer')('GET', `/api/share-links?session=${session}`)).text();
  expect(listed).toContain(id);
  expect(listed).not.toContain(secret);
  await through(secret, `/api/sessions/${session}`);
  await expect
    .poll(async () => (await as('admin')('GET', `/api/audit-log?asker=${id}`)).text())
    .toContain('somebody with a link of support');
  const { entries } = (await (await as('admin')('GET', `/api/audit-log?target=${session}`)).json()) as {
    entries: AuditEntry[];
  };
  expect(entries.map(({ askerName, summary }) => `${askerName}: ${summary}`)).toContain(
    'support: Share a part of a session',
  );
});

it('looks the same to whoever unfurls it, whatever it leads to', async () => {
  const pages = await Promise.all(
    ['/share', '/sessions/made-up', `/sessions/${session}?at=1`].map(async (path) => {
      const answer = await fetch(server.url + path, {
        headers: { 'user-agent': 'Slackbot-LinkExpanding 1.0' },
      });
      return [answer.status, answer.headers.get('referrer-policy'), await answer.text()];
    }),
  );
  expect(new Set(pages.map(String)).size).toBe(1);
  const [status, referrer, page] = pages[0] ?? [];
  expect([status, referrer]).toEqual([200, 'no-referrer']);
  expect(page).toContain('<meta property="og:title" content="Session replay in Throughline" />');
  expect(page).toContain('content="https://replay.example/preview.png"');
  expect((await fetch(`${server.url}/preview.png`)).headers.get('content-type')).toBe('image/png');
});

it.each([
  [{ session: randomUUID() }, 404],
  [{ from: at(14), to: at(11) }, 400],
  [{ days: 91 }, 400],
  [{ days: 0 }, 400],
])('cannot be made of %j', async (given, status) => {
  expect((await as('engineer')('POST', '/api/share-links', { session, ...given })).status).toBe(status);
});
