import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Erasure, newTraceId, type SessionDetail, type Trace } from '@throughline/format';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bytesField, frame } from './spool/frame.ts';
import { ENVELOPE_FIELDS } from './spool/kinds.ts';
import {
  browserResource,
  click,
  exportLogs,
  exportSpans,
  log,
  segmentBody,
  segmentHeader,
  span,
} from './testing/records.ts';
import {
  eventually,
  removeFolder,
  type ServerProcess,
  startServerProcess,
  TEST_KEY,
  temporaryFolder,
} from './testing/serverProcess.ts';
import { openStoredText } from './testing/storedText.ts';

const BIN = fileURLToPath(new URL('../bin/throughline.js', import.meta.url));

/** Each of these starts a server more than once and reads every file: some ten seconds, and more beside other tests. */
const LONG_MS = 240_000;

let server: ServerProcess;

/** A person's visit, with text of its own wherever something can be recorded. */
function visit(name: string) {
  const marks = {
    click: `click-of-${name}`,
    replay: `replay-of-${name}`,
    log: `log-of-${name}`,
    span: `span-of-${name}`,
    attribute: `attribute-of-${name}`,
    user: `${name}@shop.example`,
    quarantine: `quarantine-of-${name}`,
  };
  return { session: randomUUID(), tab: randomUUID(), trace: newTraceId(), marks };
}
type Visit = ReturnType<typeof visit>;

const ada = visit('ada');
const adaAgain = { ...visit('adaagain'), marks: { ...visit('adaagain').marks, user: ada.marks.user } };
const bob = visit('bob');
const eve = visit('eve');
/** Ada's and Bob's pages both had a part in it. */
const sharedTrace = newTraceId();

async function post(path: string, body: Buffer | string, type = 'application/json'): Promise<number> {
  const response = await fetch(`${server.url}${path}?key=${TEST_KEY}`, {
    method: 'POST',
    body: new Uint8Array(Buffer.from(body)),
    headers: { 'content-type': type },
  });
  await response.arrayBuffer();
  return response.status;
}

function segmentOf({ session, tab, trace, marks }: Visit, seq: number): Buffer {
  const now = Date.now();
  const named = { attributes: [{ key: 'user.id', value: { stringValue: marks.user } }] };
  return segmentBody(segmentHeader(session, tab, seq), {
    spans: exportSpans(browserResource(session, tab), [
      span(now - 500, now, { traceId: trace, kind: 3, name: `POST /${marks.span}` }),
      span(now - 500, now, { traceId: sharedTrace, kind: 3, name: `GET /${marks.span}` }),
    ]),
    logs: exportLogs(browserResource(session, tab), [
      click(now - 600, marks.click),
      log(now - 400, marks.log, named),
    ]),
    replay: [{ type: 4, data: { href: `https://shop.example/${marks.replay}` }, timestamp: now }],
  });
}

/** What a service knows of it that has nothing of ours: the trace alone. */
const spanOfService = ({ trace, marks }: Visit) =>
  exportSpans({ 'service.name': 'gateway' }, [
    span(Date.now() - 400, Date.now() - 100, {
      traceId: trace,
      name: `serve ${marks.span}`,
      attributes: [{ key: 'note', value: { stringValue: marks.attribute } }],
    }),
  ]);
const logOfService = ({ trace, marks }: Visit) =>
  exportLogs({ 'service.name': 'gateway' }, [log(Date.now(), `served ${marks.log}`, { traceId: trace })]);

async function record(one: Visit, seq = 0): Promise<void> {
  expect(await post('/v1/segments', segmentOf(one, seq), 'text/plain')).toBe(200);
  expect(await post('/v1/traces', JSON.stringify(spanOfService(one)))).toBe(200);
  expect(await post('/v1/logs', JSON.stringify(logOfService(one)))).toBe(200);
}

const detailOf = ({ session }: Visit, segments = 1) =>
  eventually<SessionDetail>(
    `${server.url}/api/sessions/${session}`,
    ({ counts, services }) => counts?.segments === segments && services.includes('gateway'),
  );

/** As if the engine could not have read a segment of theirs. */
async function quarantine({ session, marks }: Visit): Promise<void> {
  const folder = join(server.data, 'quarantine');
  await mkdir(folder, { recursive: true });
  const body = Buffer.from(`{"sessionId":"${session}","note":"${marks.quarantine}"`);
  const bytes = Buffer.concat(
    frame([...bytesField(ENVELOPE_FIELDS.project, 'default'), ...bytesField(ENVELOPE_FIELDS.body, body)]),
  );
  await writeFile(join(folder, `traces-json.1-${session}`), bytes);
}

const erase = async (path: string) => {
  const response = await fetch(`${server.url}/api${path}`, { method: 'DELETE' });
  return { status: response.status, answer: (await response.json()) as Erasure };
};

/** Where anything of each visit stands; the server must not run. */
async function everyPlaceOf(...visits: Visit[]): Promise<string[][]> {
  const stored = await openStoredText(server.data);
  try {
    return await Promise.all(
      visits.map(({ session, trace, marks }) =>
        stored.placesOf(...Object.values(marks), session, trace, session.replaceAll('-', '')),
      ),
    );
  } finally {
    await stored.close();
  }
}

beforeAll(async () => {
  server = await startServerProcess(await temporaryFolder(), ['--log-level', 'info']);
});

afterAll(async () => {
  await server.stop();
  await removeFolder(server.data);
});

it(
  'erases a session from every file, what waits and what could not be read included, and leaves its neighbours',
  async () => {
    for (const one of [ada, bob]) await record(one);
    await Promise.all([detailOf(ada), detailOf(bob)]);
    for (const one of [ada, bob]) await quarantine(one);
    // Acknowledged and not yet stored.
    await post('/v1/segments', segmentOf(ada, 1), 'text/plain');

    expect(await erase(`/sessions/${ada.session}`)).toEqual({
      status: 200,
      // Of each segment two spans and two logs, and one of each from the service.
      answer: { sessions: 1, segments: 2, spans: 5, logs: 5, quarantinedBodies: 1 },
    });
    expect((await fetch(`${server.url}/api/sessions/${ada.session}`)).status).toBe(404);
    expect((await fetch(`${server.url}/api/traces/${ada.trace}`)).status).toBe(404);
    expect((await erase(`/sessions/${ada.session}`)).status).toBe(404);

    const left = await detailOf(bob);
    expect(left.counts).toMatchObject({ clicks: 1, segments: 1, spans: 3, logs: 3 });
    const shared = await eventually<Trace>(`${server.url}/api/traces/${sharedTrace}`, () => true);
    expect(shared.sessions).toEqual([bob.session]);
    expect(shared.spans.map(({ name }) => name)).toEqual([`GET /${bob.marks.span}`]);

    const lines = server.output().split('\n');
    const audit = lines.find((line) => line.includes('a session was erased')) ?? '';
    expect(JSON.parse(audit)).toMatchObject({ project: 'default', segments: 2, spans: 5, logs: 5 });
    for (const text of [ada.session, ...Object.values(ada.marks)])
      expect(server.output()).not.toContain(text);

    // Killed: what is on the disk is what was there when the answer came.
    await server.kill();
    const [gone, places] = await everyPlaceOf(ada, bob);
    expect(gone).toEqual([]);
    for (const place of [
      'replay_segments.data',
      'logs.body',
      'spans.name',
      'logs.attributes',
      'sessions.users',
    ])
      expect(places).toContain(place);
    expect(places?.some((place) => place.includes('quarantine'))).toBe(true);
  },
  LONG_MS,
);

it(
  'takes nothing more of an erased session, after a restart too, and erases what services send late',
  async () => {
    server = await startServerProcess(server.data, ['--log-level', 'info']);
    expect(await post('/v1/segments', segmentOf(ada, 2), 'text/plain')).toBe(410);
    expect(await post('/v1/traces', JSON.stringify(spanOfService(ada)))).toBe(200);
    const named = exportLogs({ 'service.name': 'gateway', 'session.id': ada.session }, [
      log(Date.now(), `late ${ada.marks.log}`),
    ]);
    expect(await post('/v1/logs', JSON.stringify(named))).toBe(200);
    for (const path of [`sessions/${ada.session}`, `traces/${ada.trace}`])
      await expect.poll(async () => (await fetch(`${server.url}/api/${path}`)).status).toBe(200);
    await server.stop();

    server = await startServerProcess(server.data, ['--log-level', 'info']);
    await expect.poll(() => server.output()).toContain('what came late for erased sessions was erased');
    await server.kill();
    expect(await everyPlaceOf(ada)).toEqual([[]]);
  },
  LONG_MS,
);

it(
  'erases all of a user by the command: sessions, and records that name them elsewhere',
  async () => {
    server = await startServerProcess(server.data, ['--log-level', 'info']);
    await record(adaAgain);
    await record(eve);
    await Promise.all([detailOf(adaAgain), detailOf(eve)]);
    // A job of many people, one of them the one.
    const job = newTraceId();
    const named = (name: string, user: string) =>
      span(Date.now() - 10, Date.now(), {
        traceId: job,
        name,
        attributes: [{ key: 'user.id', value: { stringValue: user } }],
      });
    const body = exportSpans({ 'service.name': 'mailer' }, [
      named('mail to one', adaAgain.marks.user),
      named('mail to another', eve.marks.user),
    ]);
    expect(await post('/v1/traces', JSON.stringify(body))).toBe(200);

    const { stdout } = await throughline('erase', 'user', adaAgain.marks.user);
    expect(stdout).toBe(
      'Erased: 1 sessions with 1 segments of recording, 3 logs and 4 spans; 0 bodies in quarantine.\n',
    );
    await expect(throughline('erase', 'user', adaAgain.marks.user)).rejects.toMatchObject({
      stderr: expect.stringContaining('there is no record of this user'),
    });
    expect(server.output()).not.toContain(adaAgain.marks.user);
    expect((await detailOf(eve)).counts).toMatchObject({ segments: 1, clicks: 1 });
    const trace = await eventually<Trace>(`${server.url}/api/traces/${job}`, () => true);
    expect(trace.spans.map(({ name }) => name)).toEqual(['mail to another']);

    await server.kill();
    const [gone, places] = await everyPlaceOf(adaAgain, eve);
    expect(gone).toEqual([]);
    expect(places).toContain('logs.body');
  },
  LONG_MS,
);

it.each([
  [['erase'], 'erase what?'],
  [['erase', 'session'], 'which one?'],
  [['erase', 'session', 'not-a-uuid'], 'must be a lower-case UUID'],
  [['erase', 'session', randomUUID()], 'there is no session'],
])('the command %j says what is wrong', async (args, message) => {
  server = await restarted();
  await expect(throughline(...args)).rejects.toMatchObject({ stderr: expect.stringContaining(message) });
});

it('is for whoever runs the server: a read token erases nothing', async () => {
  await server.stop();
  server = await startServerProcess(server.data, ['--read-token', 'administrator-of-this-test']);
  const administrator = { authorization: 'Bearer administrator-of-this-test' };
  const made = await fetch(`${server.url}/api/read-tokens`, {
    method: 'POST',
    body: '{}',
    headers: { ...administrator, 'content-type': 'application/json' },
  });
  const { token } = (await made.json()) as { token: string };
  const headers = { authorization: `Bearer ${token}` };
  for (const path of [`sessions/${eve.session}`, `users/${encodeURIComponent(eve.marks.user)}`]) {
    const refused = await fetch(`${server.url}/api/${path}`, { method: 'DELETE', headers });
    expect(refused.status).toBe(403);
  }
  const there = await fetch(`${server.url}/api/sessions/${eve.session}`, { headers });
  expect(there.status).toBe(200);
});

let isRunning = false;
async function restarted(): Promise<ServerProcess> {
  if (isRunning) return server;
  isRunning = true;
  await server.stop();
  return startServerProcess(server.data);
}

function throughline(...args: string[]) {
  return promisify(execFile)(process.execPath, [BIN, ...args, '--server', server.url]);
}
