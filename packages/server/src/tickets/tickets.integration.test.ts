import { ATTRIBUTES, EVENTS, type Incident, incidentReason } from '@throughline/format';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { runIncidentCommand } from '../cli/incidentCommand.ts';
import type { OpenDatabase } from '../control/database.ts';
import { openEmbeddedDatabase } from '../control/embeddedDatabase.ts';
import { endIncident, findIncident, startIncident } from '../control/incidents.ts';
import { ensureDefaultKey } from '../control/keys.ts';
import { incidents } from '../control/tables.ts';
import { TICKET_LIMITS } from '../limits.ts';
import type { Engine } from '../store/engine.ts';
import { openStore } from '../storeOnly.ts';
import { type FakeJira, startFakeJira, textIn } from '../testing/fakeJira.ts';
import { prepareDatabase } from '../testing/preparedDatabase.ts';
import { insertRows, logRow, type Row, sessionId } from '../testing/rows.ts';
import { eventually, removeFolder, startServerProcess, temporaryFolder } from '../testing/serverProcess.ts';
import { issueKeyOf } from './issueKey.ts';
import { jiraAt } from './jira.ts';
import { postDue } from './postDue.ts';
import { sessionsOf } from './sessionsOf.ts';

/** Against a fake Jira (see `testing/fakeJira.ts`), with real databases. */

const TOKEN = 'a-token-for-tests-only';
const USER = 'ada@shop.example';
const PUBLIC_URL = 'https://replay.shop.example/tl';
const MINUTE = 60_000;
const KEY = 'SHOP-123';

let folder: string;
let control: OpenDatabase;
let engine: Engine;
let cloud: FakeJira;
let dataCenter: FakeJira;
let clock: number;
let errors: string[];

beforeAll(async () => {
  folder = await temporaryFolder();
  await prepareDatabase(folder);
  control = await openEmbeddedDatabase(`${folder}/postgres`);
  await ensureDefaultKey(control.database, undefined, `${folder}/key`);
  engine = await openStore(`${folder}/clickhouse`);
});

afterAll(async () => {
  await engine?.close();
  await control?.close();
  await removeFolder(folder);
});

beforeEach(async () => {
  const issues = [KEY];
  const basic = `Basic ${Buffer.from(`${USER}:${TOKEN}`).toString('base64')}`;
  cloud = await startFakeJira({ version: 3, authorization: basic, issues });
  dataCenter = await startFakeJira({ version: 2, authorization: `Bearer ${TOKEN}`, issues, path: '/jira' });
  await control.database.delete(incidents);
  clock = Date.now();
  errors = [];
});

afterEach(() => Promise.all([cloud.close(), dataCenter.close()]));

/** One look of a server; every call is as after a restart, since nothing is remembered but by the database. */
async function look(jira: FakeJira = cloud, token = TOKEN, random = 1): Promise<number> {
  const { signal } = new AbortController();
  return postDue({
    database: control.database,
    jira: jiraAt({ url: jira.url, user: jira === cloud ? USER : undefined, token }, signal),
    keyOf: (ticket) => issueKeyOf(ticket, jira.url),
    sessionsOf: (incident) => sessionsOf(engine, incident),
    publicUrl: PUBLIC_URL,
    signal,
    onError: (message) => errors.push(message),
    now: () => clock,
    random: () => random,
  });
}

function begin(more: { ticket?: string; reason?: string; startedBy?: string } = {}): Promise<Incident> {
  const values = { project: 'default', minutes: 15, scope: { service: 'payment' }, ...more };
  return startIncident(control.database, { ticket: KEY, reason: 'slow', startedBy: 'ada', ...values });
}

/** Ends it, and lets the time pass in which its last sessions arrive. */
async function end({ id }: Incident): Promise<void> {
  await endIncident(control.database, id);
  clock = Date.now() + TICKET_LIMITS.graceMs + 1;
}

const postOf = async ({ id }: Incident) => (await findIncident(control.database, id))?.ticketPost;
const commentsOf = (jira: FakeJira) => jira.comments.get(KEY) ?? [];
const linksOf = (jira: FakeJira) => jira.links.get(KEY) ?? [];

it.each([
  ['Cloud', () => cloud],
  ['Data Center', () => dataCenter],
])(
  'tells a ticket of %s of the start and, once the last sessions are here, of the end',
  async (_name, the) => {
    const jira = the();
    const incident = await begin({ ticket: `${jira.url}/browse/${KEY}` });
    expect(await postOf(incident)).toEqual({ posted: 'pending' });
    expect(await look(jira)).toBe(1);
    expect(await postOf(incident)).toEqual({ posted: 'started' });
    const list = `${PUBLIC_URL}/sessions?range=all&incident=${incident.id}`;
    expect(linksOf(jira)).toMatchObject([
      { globalId: `throughline-incident=${incident.id}`, object: { url: list } },
    ]);

    await endIncident(control.database, incident.id);
    clock = Date.now();
    expect(await look(jira)).toBe(0);
    clock += TICKET_LIMITS.graceMs + 1;
    expect(await look(jira)).toBe(1);
    expect(await look(jira)).toBe(0);
    expect(await postOf(incident)).toEqual({ posted: 'ended' });
    expect(commentsOf(jira)).toHaveLength(1);
    const said = JSON.stringify(commentsOf(jira));
    for (const part of [
      `incident ${incident.id} has ended with 0 sessions`,
      'ada',
      'slow',
      'service payment',
      list,
    ])
      expect(said).toContain(part);
    expect(linksOf(jira)).toHaveLength(1);
    expect(jira.requests.map(({ status }) => status)).toEqual([201, 201]);
  },
);

it('lists the sessions with the newest errors first, each at its error, and says how many more there are', async () => {
  const incident = await begin();
  const from = incident.startedAt - 10 * MINUTE;
  await control.database.update(incidents).set({ startedAt: new Date(from) });
  const count = TICKET_LIMITS.sessionsListed + 2;
  const rows: Row[] = [];
  for (let number = 0; number < count; number++) {
    const session_id = sessionId(number);
    const attributes = {
      [ATTRIBUTES.keepReason]: incidentReason(incident.id),
      [ATTRIBUTES.userId]: `u${number}`,
    };
    rows.push(logRow(from + number, { session_id, event_name: EVENTS.keep, attributes }));
  }
  const failed = (number: number, at: number) =>
    logRow(from + at, { session_id: sessionId(number), event_name: EVENTS.exception, severity_number: 17 });
  rows.push(failed(0, 2000), failed(1, 1000), failed(1, 3000));
  await insertRows(engine, 'logs', rows);
  await end(incident);
  expect(await look()).toBe(1);
  const said = JSON.stringify(commentsOf(cloud));
  const places = [
    `/sessions/${sessionId(1)}?at=${from + 3000}`,
    `/sessions/${sessionId(0)}?at=${from + 2000}`,
    `/sessions/${sessionId(count - 1)}?at=${from + count - 1}`,
  ].map((link) => said.indexOf(link));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places[0]).toBeGreaterThan(0);
  expect(said.split(`${PUBLIC_URL}/sessions/`)).toHaveLength(TICKET_LIMITS.sessionsListed + 1);
  expect(said).toContain(`has ended with ${count} sessions`);
  expect(said).toContain('All sessions, 2 more');
});

it('tells it once, though two servers look at a time', async () => {
  const incident = await begin();
  expect((await Promise.all([look(), look(), look()])).reduce((sum, told) => sum + told)).toBe(1);
  await end(incident);
  expect((await Promise.all([look(), look(), look()])).reduce((sum, told) => sum + told)).toBe(1);
  expect(cloud.requests).toHaveLength(2);
});

it('tells it once, though the answer was lost and the server that asked is gone', async () => {
  const incident = await begin();
  cloud.next.push('lost');
  expect(await look()).toBe(0);
  expect((await postOf(incident))?.posted).toBe('pending');
  clock += TICKET_LIMITS.backoffMs + 1;
  expect(await look()).toBe(1);
  await end(incident);
  cloud.next.push('lost');
  expect(await look()).toBe(0);
  // As one that was killed while it asked: its claim is left behind, and runs out.
  await control.database
    .update(incidents)
    .set({ postNextAt: new Date(clock + TICKET_LIMITS.leaseMs) })
    .where(eq(incidents.id, incident.id));
  expect(await look()).toBe(0);
  clock += TICKET_LIMITS.leaseMs + 1;
  expect(await look()).toBe(1);
  expect(await postOf(incident)).toEqual({ posted: 'ended' });
  expect([linksOf(cloud), commentsOf(cloud)].map(({ length }) => length)).toEqual([1, 1]);
});

it('leaves Jira alone for as long as it asks, and then succeeds', async () => {
  const incident = await begin();
  cloud.next.push({ status: 429, retryAfter: '90' });
  expect(await look(cloud, TOKEN, 0)).toBe(0);
  expect(await postOf(incident)).toMatchObject({ posted: 'pending', error: expect.stringContaining('429') });
  clock += 89_000;
  expect(await look()).toBe(0);
  expect(cloud.requests).toHaveLength(1);
  clock += 1_000;
  expect(await look()).toBe(1);
  expect(await postOf(incident)).toEqual({ posted: 'started' });
});

it('gives up after so many attempts, further and further apart', async () => {
  const incident = await begin();
  cloud.next.push(...Array.from({ length: 100 }, () => ({ status: 503 })));
  for (let looks = 0; looks < 150; looks++, clock += MINUTE) await look();
  expect(await postOf(incident)).toMatchObject({ posted: 'failed', error: expect.stringContaining('503') });
  expect(cloud.requests).toHaveLength(TICKET_LIMITS.attempts);
});

it('tells of a token that is not accepted, does not hammer, and tries once more at the end', async () => {
  const incident = await begin();
  for (let looks = 0; looks < 3; looks++, clock += MINUTE) await look(cloud, 'not-the-token');
  expect(cloud.requests).toEqual([{ what: `POST 3 ${KEY} remotelink`, status: 401 }]);
  const post = await postOf(incident);
  expect(post).toMatchObject({ posted: 'failed', error: expect.stringContaining('the user or the token') });
  expect(errors).toHaveLength(1);
  expect(`${errors}${post?.error}`).not.toContain('not-the-token');

  await end(incident);
  clock += 5 * MINUTE;
  expect(await look()).toBe(1);
  expect(await postOf(incident)).toEqual({ posted: 'ended' });
  expect([linksOf(cloud), commentsOf(cloud)].map(({ length }) => length)).toEqual([1, 1]);
});

it('posts nothing for what is no ticket of this Jira, and says that of one that it does not have', async () => {
  await begin({ ticket: '' });
  await begin({ ticket: 'see the chat' });
  await begin({ ticket: `https://elsewhere.example/browse/${KEY}` });
  expect(await look()).toBe(0);
  expect(cloud.requests).toEqual([]);
  const unknown = await begin({ ticket: 'SHOP-404' });
  expect(await look()).toBe(0);
  expect(await postOf(unknown)).toMatchObject({ posted: 'failed', error: expect.stringContaining('404') });
});

it('tells what was recorded or given as text, whatever it is', async () => {
  const hostile = '{noformat} h1. big [~admin] [x|http://evil.example] {color:red}\nnew\u202eline |a|';
  for (const jira of [cloud, dataCenter]) {
    await control.database.delete(incidents);
    const incident = await begin({ startedBy: hostile, reason: hostile });
    const attributes = {
      [ATTRIBUTES.keepReason]: incidentReason(incident.id),
      [ATTRIBUTES.userId]: hostile,
      [ATTRIBUTES.urlFull]: `javascript:alert(1)//${hostile}`,
    };
    const session_id = sessionId(jira === cloud ? 501 : 502);
    await insertRows(engine, 'logs', [
      logRow(incident.startedAt, { session_id, event_name: EVENTS.keep, attributes }),
      logRow(incident.startedAt, { session_id, event_name: EVENTS.navigation, attributes }),
    ]);
    await end(incident);
    expect(await look(jira)).toBe(1);
  }
  const document = commentsOf(cloud)[0]?.body;
  expect(textIn(document)).toContain(
    '{noformat} h1. big [~admin] [x|http://evil.example] {color:red} new line |a|',
  );
  const hrefs = [...JSON.stringify(document).matchAll(/"href":"(.*?)"/g)].map(([, href]) => href);
  expect(hrefs.every((href) => href?.startsWith(`${PUBLIC_URL}/sessions`))).toBe(true);
  expect(hrefs).toHaveLength(2);

  const markup = String(commentsOf(dataCenter)[0]?.body);
  expect(markup).not.toContain('[~');
  const outside = markup.split('{noformat}').filter((_, index) => index % 2 === 0);
  expect(outside.join('')).not.toMatch(/evil|admin|h1\.|color|javascript/);
  expect(outside).toHaveLength(3);
});

it('is what a server does that is given a Jira, with the token from its environment alone', async () => {
  const data = await temporaryFolder();
  process.env.THROUGHLINE_JIRA_TOKEN = TOKEN;
  const server = await startServerProcess(data, ['--jira-url', dataCenter.url]).finally(() => {
    delete process.env.THROUGHLINE_JIRA_TOKEN;
  });
  try {
    const response = await fetch(`${server.url}/ops/incident-mode`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ticket: KEY }),
    });
    const { id } = (await response.json()) as { id: string };
    const told = await eventually<Incident>(
      `${server.url}/ops/incident-mode/${id}`,
      ({ ticketPost }) => ticketPost?.posted === 'started',
    );
    expect(told.sessions).toBe(0);
    expect(linksOf(dataCenter)[0]?.object.url).toBe(`${server.url}/sessions?range=all&incident=${id}`);
    expect(await runIncidentCommand(['list', '--server', server.url], {})).toMatch(
      new RegExp(`^${id} .* ${KEY}  \\(ticket: told of the start\\)  0 sessions\n$`),
    );
    expect(server.output()).not.toContain(TOKEN);
  } finally {
    await server.stop();
    await removeFolder(data);
  }
});
