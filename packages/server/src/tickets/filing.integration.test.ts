import { createHmac } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ATTRIBUTES,
  EVENTS,
  type Integration,
  type IntegrationKind,
  type IntegrationTest,
  PICTURE_BYTES_MOST,
  type SupportSummary,
  type Ticket,
  type TicketDraft,
  type TicketTarget,
  toKeyValues,
} from '@throughline/format';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { type FakeGitHub, startFakeGitHub } from '../testing/fakeGitHub.ts';
import { type FakeJira, startFakeJira, textIn } from '../testing/fakeJira.ts';
import { type FakeLinear, startFakeLinear } from '../testing/fakeLinear.ts';
import { type FakeSlack, startFakeSlack } from '../testing/fakeSlack.ts';
import { type FakeVendor, startFakeVendor } from '../testing/fakeVendor.ts';
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
} from '../testing/records.ts';
import {
  removeFolder,
  type ServerProcess,
  startServerProcess,
  TEST_KEY,
  temporaryFolder,
} from '../testing/serverProcess.ts';

/** A real server, and fakes of what tickets are filed in (see `testing/`): no vendor is asked. */

const OPERATOR = 'a-read-token-given-in-the-settings';
const PUBLIC_URL = 'https://replay.shop.example/tl';
const SECRET = 'a-secret-that-nobody-may-read';
const USER = 'ada@shop.example';
const KEY = 'SHOP-123';
const TEAM = '5f0c2a3e-0000-4000-8000-0123456789ab';
const SESSION = '5e551000-0000-4000-8000-00000000a1da';
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const HOSTILE = '<!channel> @everyone [x](http://evil.example) {color:red} *big* <img src=x>';
const START = Date.now() - 60_000;
/** When the payment failed. */
const MOMENT = START + 13_000;

let server: ServerProcess;
let support: string;
let reader: string;
let cloud: FakeJira;
let dataCenter: FakeJira;
let linear: FakeLinear;
let github: FakeGitHub;
let slack: FakeSlack;
let hook: FakeVendor;

beforeAll(async () => {
  server = await startServerProcess(await temporaryFolder(), [
    ...['--read-token', OPERATOR, '--public-url', PUBLIC_URL],
  ]);
  const token = async (scope: string) => {
    const made = await asked<{ token: string }>('POST', '/read-tokens', { name: scope, scope });
    return made.body.token;
  };
  [support, reader] = [await token('support'), await token('read')];
  await record();
});

afterAll(async () => {
  await server.stop();
  await removeFolder(server.data);
});

beforeEach(async () => {
  const issues = [KEY];
  const basic = `Basic ${Buffer.from(`${USER}:${SECRET}`).toString('base64')}`;
  const fields = [
    { id: 'customfield_10050', name: 'Replay', type: 'url' },
    { id: 'customfield_10051', name: 'Session id', type: 'textfield' },
    { id: 'customfield_10052', name: 'What happened', type: 'textarea' },
  ] as const;
  cloud = await startFakeJira({ version: 3, authorization: basic, issues, fields });
  const bearer = `Bearer ${SECRET}`;
  dataCenter = await startFakeJira({ version: 2, authorization: bearer, issues, fields, path: '/jira' });
  linear = await startFakeLinear({ key: SECRET, teamId: TEAM });
  github = await startFakeGitHub({ token: SECRET, repository: 'shop/checkout' });
  slack = await startFakeSlack({ token: SECRET, channel: 'C0123' });
  hook = await startFakeVendor(() => ({ status: 204, body: '' }));
});

afterEach(async () => {
  await Promise.all([cloud, dataCenter, linear, github, slack, hook].map((fake) => fake.close()));
  const { body } = await asked<{ integrations: Integration[] }>('GET', '/integrations');
  for (const { id } of body.integrations) await asked('DELETE', `/integrations/${id}`);
});

/** Ada opens the checkout, clicks Pay, and the request fails after three seconds. */
async function record(): Promise<void> {
  const pay = START + 10_000;
  const tab = SESSION.replace('5e55', '7ab0');
  const user = { [ATTRIBUTES.userId]: 'u-1', [ATTRIBUTES.userName]: HOSTILE };
  const resource = browserResource(SESSION, tab);
  const logs = [
    navigation(START, 'https://shop.example/checkout', {
      ...user,
      [ATTRIBUTES.pageTitle]: 'Checkout',
      [ATTRIBUTES.navigationType]: 'load',
    }),
    click(pay, 'button "Pay"'),
    log(pay + 3_050, HOSTILE, {
      eventName: EVENTS.exception,
      attributes: toKeyValues({
        [ATTRIBUTES.exceptionType]: 'PaymentError',
        [ATTRIBUTES.exceptionMessage]: HOSTILE,
      }),
    }),
  ];
  const payment = {
    [ATTRIBUTES.httpMethod]: 'POST',
    [ATTRIBUTES.urlFull]: 'https://shop.example/api/payment',
    [ATTRIBUTES.httpStatus]: 504,
    [ATTRIBUTES.requestInitiator]: 'fetch',
  };
  const failed = span(pay, MOMENT, {
    ...{ traceId: TRACE, name: 'POST', kind: 3, status: { code: 2 } },
    attributes: toKeyValues(payment),
  });
  const segment = segmentBody(segmentHeader(SESSION, tab, 0, { from: START, to: MOMENT + 100 }), {
    logs: exportLogs(resource, logs),
    spans: exportSpans(resource, [failed]),
  });
  const body = new Uint8Array(segment);
  const sent = await fetch(`${server.url}/v1/segments?key=${TEST_KEY}`, { method: 'POST', body });
  expect(sent.status).toBe(200);
  await vi.waitFor(
    async () => {
      const { body } = await asked<SupportSummary>('GET', `/sessions/${SESSION}/support`);
      // Spans and logs are inserted one after the other.
      expect(body).toMatchObject({ failures: 1, steps: [{}, {}, {}] });
    },
    { timeout: 30_000, interval: 100 },
  );
}

async function asked<Answer = { error: { message: string } }>(
  method: string,
  path: string,
  body?: unknown,
  token = OPERATOR,
): Promise<{ status: number; body: Answer; text: string }> {
  const response = await fetch(`${server.url}/api${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text ? JSON.parse(text) : undefined) as Answer, text };
}

const FIELDS = {
  customfield_10050: '{{session.url}}',
  'Session id': '{{session.id}}',
  customfield_10052: '{{summary}}',
};

async function integrate(kind: IntegrationKind, changes: object = {}, secret = SECRET): Promise<string> {
  const configurations: Record<IntegrationKind, object> = {
    'jira-cloud': { url: cloud.url, user: USER, projectKey: 'SHOP', fields: FIELDS },
    'jira-data-center': { url: dataCenter.url, projectKey: 'SHOP', fields: FIELDS },
    linear: { url: linear.url, teamId: TEAM },
    github: { url: github.url, repository: 'shop/checkout', labels: ['replay'] },
    slack: { url: `${slack.url}/api`, channel: 'C0123' },
    'slack-webhook': {},
    webhook: { url: `${hook.url}/hook` },
  };
  const configuration = { ...configurations[kind], ...changes };
  const made = await asked<Integration>('POST', '/integrations', { kind, name: kind, configuration, secret });
  expect([made.status, made.text]).toEqual([201, expect.not.stringContaining(secret)]);
  return made.body.id;
}

const file = (integration: string, more: object = {}) =>
  asked<Ticket & { problem?: string; error: { message: string } }>(
    'POST',
    '/tickets',
    { integration, session: SESSION, ...more },
    support,
  );
const link = (integration: string, ticket: string) =>
  asked<Ticket & { error: { message: string } }>(
    'POST',
    '/tickets/link',
    { integration, session: SESSION, moment: START, ticket },
    support,
  );

const REPLAY = `${PUBLIC_URL}/sessions/${SESSION}?at=${MOMENT}`;
const TITLE = 'The payment request failed (504 after 3.0 s)';

it('tells in plain language what was tried and what failed, and an answer without guesses', async () => {
  const { body } = await asked<SupportSummary>('GET', `/sessions/${SESSION}/support`, undefined, support);
  expect(body.steps.map(({ text }) => text)).toEqual([
    'opened “Checkout”',
    'clicked “Pay”',
    'the payment request failed (504 after 3.0 s)',
  ]);
  expect(body.failure).toMatchObject({ time: MOMENT, traceId: TRACE });
  expect(body.answer).toMatch(
    /You opened “Checkout” and clicked “Pay”\. Then, at \d\d:\d\d UTC, our service did not answer in time\./,
  );
  expect(body.answer).not.toMatch(/504|request|payment/);
});

it.each(['jira-cloud', 'jira-data-center'] as const)(
  'files an issue in %s with address and id in custom fields by id and name, a link, and what failed',
  async (kind) => {
    const jira = kind === 'jira-cloud' ? cloud : dataCenter;
    const integration = await integrate(kind);
    const filed = await file(integration);
    expect(filed.status).toBe(201);
    const { key, url } = filed.body;
    expect(url).toBe(`${jira.url}/browse/${key}`);
    const fields = jira.created.get(key) ?? {};
    expect(fields).toMatchObject({
      project: { key: 'SHOP' },
      issuetype: { name: 'Bug' },
      summary: TITLE,
      customfield_10050: REPLAY,
      customfield_10051: SESSION,
    });
    const said = kind === 'jira-cloud' ? textIn(fields.description) : String(fields.description);
    for (const part of ['Open the replay at the moment', 'clicked “Pay”', TRACE, 'HTTP 504'])
      expect(said).toContain(part);
    const happened = fields.customfield_10052;
    expect(kind === 'jira-cloud' ? textIn(happened) : happened).toContain('opened “Checkout”');
    if (kind === 'jira-cloud') {
      expect(said).toContain('<img src=x>');
      const hrefs = [...JSON.stringify(fields).matchAll(/"href":"(.*?)"/g)].map(([, href]) => href);
      expect(hrefs.every((href) => href?.startsWith(PUBLIC_URL))).toBe(true);
    } else expect(said).not.toMatch(/(?<!\\)\{color|(?<!\\)\[x/);
    expect(jira.links.get(key)).toMatchObject([{ object: { url: REPLAY } }]);
    const { body } = await asked<{ tickets: Ticket[] }>(
      'GET',
      `/tickets?session=${SESSION}`,
      undefined,
      reader,
    );
    expect(body.tickets[0]).toMatchObject({
      key,
      url,
      title: TITLE,
      filedBy: 'the token "support"',
      moment: MOMENT,
    });

    const linked = await link(integration, `${jira.url}/browse/${KEY}`);
    expect([linked.status, linked.body]).toMatchObject([201, { key: KEY, isLinkOnly: true }]);
    await link(integration, KEY);
    expect(jira.links.get(KEY)).toHaveLength(1);
    expect(JSON.stringify(jira.comments.get(KEY)?.[0])).toContain(
      `${PUBLIC_URL}/sessions/${SESSION}?at=${START}`,
    );
    expect((await link(integration, 'https://elsewhere.example/browse/SHOP-1')).status).toBe(502);
  },
);

it('says what Jira says of an issue that it refuses, and files one whose link it refuses', async () => {
  const wrong = await integrate('jira-cloud', { issueType: 'Wish' });
  const refused = await file(wrong);
  expect([refused.status, refused.body.error.message]).toEqual([
    502,
    'Jira did not take it (HTTP 400: issuetype: The issue type selected is invalid.)',
  ]);
  await asked('PATCH', `/integrations/${wrong}`, {
    target: {
      kind: 'jira-cloud',
      configuration: {
        url: cloud.url,
        user: USER,
        projectKey: 'SHOP',
        fields: { Nothing: '{{session.id}}' },
      },
    },
  });
  expect((await file(wrong)).body.error.message).toBe('Jira has no field "Nothing"');
  await asked('DELETE', `/integrations/${wrong}`);
  const integration = await integrate('jira-cloud', { fields: {} });
  cloud.refused.add('remotelink');
  const filed = await file(integration);
  expect([filed.status, filed.body.problem]).toEqual([
    201,
    expect.stringContaining('the link could not be added'),
  ]);
});

it('files an issue in GitHub and in Linear, and comments on one that is there', async () => {
  const onGitHub = await integrate('github');
  const filed = await file(onGitHub, { moment: MOMENT, title: 'Pay fails' });
  expect(filed.body).toMatchObject({
    key: 'shop/checkout#1',
    url: 'https://github.com/shop/checkout/issues/1',
  });
  const issue = github.issues.get(1);
  expect(issue).toMatchObject({ title: 'Pay fails', labels: ['replay'] });
  expect(issue?.body).toContain(`(${REPLAY})`);
  expect(issue?.body).not.toMatch(/@everyone|(?<!\\)\[x|(?<!\\)<img/);
  expect((await link(onGitHub, 'https://github.com/shop/checkout/issues/1#x')).body.url).toBe(filed.body.url);
  expect(issue?.comments).toHaveLength(1);
  expect((await link(onGitHub, 'other/repository#1')).body.error.message).toContain(
    'names no issue of shop/checkout',
  );
  expect((await link(onGitHub, '#99')).body.error.message).toContain('HTTP 404: Not Found');

  const onLinear = await integrate('linear');
  const made = await file(onLinear);
  expect(made.body).toMatchObject({ key: 'SHOP-1', url: 'https://linear.app/shop/issue/SHOP-1/a-title' });
  expect(linear.issues.get('SHOP-1')?.description).toContain(REPLAY);
  expect((await link(onLinear, made.body.url)).status).toBe(201);
  expect(linear.issues.get('SHOP-1')?.comments).toHaveLength(1);
  expect((await link(onLinear, 'SHOP-9')).body.error.message).toContain('Entity not found: Issue');
});

it('sends a message to Slack, by a bot and by a webhook, and a signed one to any webhook', async () => {
  const bot = await integrate('slack');
  expect((await file(bot)).body).toMatchObject({
    url: expect.stringMatching(/^https:\/\/shop\.slack\.com\//),
  });
  await file(await integrate('slack-webhook', {}, slack.webhookUrl));
  expect(slack.messages).toHaveLength(2);
  const said = JSON.stringify(slack.messages);
  expect(said).toContain(REPLAY);
  expect(said).not.toMatch(/<!channel|<http:\/\/evil/);
  expect((await link(bot, KEY)).body.error.message).toContain('it has no issues');

  const key = `whsec_${Buffer.from('a key').toString('base64')}`;
  await file(await integrate('webhook', {}, key));
  const [request] = hook.asked;
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signed } = request?.headers ?? {};
  const expected = createHmac('sha256', 'a key').update(`${id}.${at}.${request?.text}`).digest('base64');
  expect(signed).toBe(`v1,${expected}`);
  expect(JSON.parse(request?.text ?? '')).toMatchObject({
    type: 'throughline.ticket',
    data: { title: TITLE, url: REPLAY, session: SESSION, filedBy: 'the token "support"' },
  });
});

/** A PNG of one pixel. */
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

it('adds the picture as a file: to an issue of either Jira, to a message of Slack, and into one to a webhook', async () => {
  const bytes = Buffer.from(PIXEL, 'base64');
  for (const [kind, jira] of [
    ['jira-cloud', cloud],
    ['jira-data-center', dataCenter],
  ] as const) {
    const { body } = await file(await integrate(kind), { picture: PIXEL });
    expect(body).not.toHaveProperty('problem');
    expect(jira.attachments.get(body.key)).toEqual([{ name: 'replay.png', type: 'image/png', bytes }]);
  }
  slack.refusesImages = 1;
  expect((await file(await integrate('slack'), { picture: PIXEL })).body).not.toHaveProperty('problem');
  expect([...slack.files]).toEqual([['F0000', bytes]]);
  expect(slack.messages).toMatchObject([
    {
      blocks: expect.arrayContaining([
        { type: 'image', slack_file: { id: 'F0000' }, alt_text: expect.stringContaining('Replay at') },
      ]),
    },
  ]);
  await file(await integrate('webhook'), { picture: PIXEL });
  expect(JSON.parse(hook.asked.at(-1)?.text ?? '')).toMatchObject({
    data: { picture: { contentType: 'image/png', base64: PIXEL } },
  });
});

it('files what it can when the vendor takes no picture, and says why; what is no picture it refuses', async () => {
  const jira = await integrate('jira-cloud');
  cloud.refused.add('attachments');
  const { body } = await file(jira, { picture: PIXEL });
  expect(body.problem).toBe(
    'the picture could not be added to it: the user may not do that in Jira (HTTP 403: You do not have permission.)',
  );
  expect(cloud.links.get(body.key)).toHaveLength(1);

  const bot = await integrate('slack');
  slack.lacks.add('files:write');
  expect((await file(bot, { picture: PIXEL })).body.problem).toContain('lacks the scope files:write');
  slack.lacks.clear();
  slack.refusesImages = 100;
  expect((await file(bot, { picture: PIXEL })).body.problem).toContain('Slack did not show it');
  expect(slack.messages).toHaveLength(2);

  for (const picture of [Buffer.from('<svg onload=alert(1)>').toString('base64'), 'not base64!', ''])
    expect((await file(jira, { picture })).status).toBe(400);
  const large = Buffer.concat([Buffer.from(PIXEL, 'base64'), Buffer.alloc(PICTURE_BYTES_MOST)]);
  expect((await file(jira, { picture: large.toString('base64') })).status).toBe(400);
});

it('asks each integration whether it may be used, and says why not', async () => {
  const test = async (id: string) => (await asked<IntegrationTest>('POST', `/integrations/${id}/test`)).body;
  for (const kind of ['jira-cloud', 'jira-data-center', 'linear', 'github', 'slack', 'webhook'] as const) {
    const id = await integrate(kind);
    expect(await test(id)).toMatchObject({ ok: true });
    if (kind === 'webhook') continue;
    await asked('PATCH', `/integrations/${id}`, { secret: 'another-secret' });
    const { ok, message } = await test(id);
    expect([kind, ok]).toEqual([kind, false]);
    expect(message).not.toContain('another-secret');
  }
  const away = await integrate('slack-webhook', {}, 'http://127.0.0.1:1/a-secret-path');
  const { message } = await test(away);
  expect(message).toMatch(/^Slack could not be reached/);
  expect(message).not.toContain('a-secret-path');
});

it('does not follow a redirect with a secret', async () => {
  const elsewhere = await startFakeVendor(() => ({
    status: 200,
    body: { full_name: 'x', has_issues: true },
  }));
  const away = { status: 307, body: '', headers: { location: elsewhere.url } };
  const redirecting = await startFakeVendor(() => away);
  const id = await integrate('github', { url: redirecting.url });
  const { body } = await asked<IntegrationTest>('POST', `/integrations/${id}/test`);
  expect(body).toMatchObject({ ok: false, message: expect.stringContaining('HTTP 307') });
  expect(elsewhere.asked).toEqual([]);
  await Promise.all([elsewhere.close(), redirecting.close()]);
});

it('tells a secret to nobody: no answer, no log, no file of the database', async () => {
  const id = await integrate('github');
  const { text } = await asked('GET', '/integrations');
  expect(text).not.toContain(SECRET);
  expect(server.output()).not.toContain(SECRET);
  const folder = join(server.data, 'postgres');
  const holding = async (part: string) => {
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    const texts = await Promise.all(
      files.filter((entry) => entry.isFile()).map((entry) => readFile(join(entry.parentPath, entry.name))),
    );
    return texts.filter((text) => text.includes(part)).length;
  };
  expect(await holding(SECRET)).toBe(0);
  // What is no secret is there to be read.
  expect(await holding('shop/checkout')).toBeGreaterThan(0);
  // Nor is it sent to another host because somebody changes the address.
  const configuration = { url: hook.url, repository: 'shop/checkout' };
  const moved = await asked('PATCH', `/integrations/${id}`, { target: { kind: 'github', configuration } });
  expect([moved.status, moved.body.error.message]).toEqual([
    409,
    expect.stringContaining('give the secret again'),
  ]);
});

it('is managed by administrators, used by those who may escalate, and read by the others', async () => {
  const id = await integrate('github');
  for (const token of [support, reader]) {
    expect((await asked('GET', '/integrations', undefined, token)).status).toBe(403);
    expect((await asked('POST', `/integrations/${id}/test`, undefined, token)).status).toBe(403);
    expect((await asked('PUT', '/ticket-templates/session', { text: 'x' }, token)).status).toBe(403);
  }
  const targets = await asked<{ targets: TicketTarget[] }>('GET', '/tickets/targets', undefined, support);
  expect(targets.body).toEqual({ targets: [{ id, kind: 'github', name: 'github' }] });
  const filing = { integration: id, session: SESSION };
  expect((await asked('POST', '/tickets', filing, reader)).status).toBe(403);
  expect((await asked('GET', `/tickets/draft?session=${SESSION}`, undefined, reader)).status).toBe(403);
  expect((await asked('GET', `/tickets?session=${SESSION}`, undefined, reader)).status).toBe(200);
  expect((await file('00000000-0000-4000-8000-000000000000')).status).toBe(404);
  expect((await file(id, { session: '00000000-0000-4000-8000-000000000000' })).status).toBe(404);
  expect((await file(id, { project: 'nowhere' })).status).toBe(404);
  const twice = { kind: 'github', name: 'github', secret: 'x', configuration: { repository: 'a/b' } };
  expect((await asked('POST', '/integrations', twice)).status).toBe(409);
  for (const url of ['file:///etc/passwd', 'http://ada:secret@shop.example', 'ftp://shop.example'])
    expect(
      (
        await asked('POST', '/integrations', {
          ...twice,
          name: url,
          configuration: { repository: 'a/b', url },
        })
      ).status,
    ).toBe(400);
});

it('fills in the template of the project; a placeholder that is unknown is named', async () => {
  const put = (text: string) => asked('PUT', '/ticket-templates/session', { text });
  const refused = await put('See {{session.url}} of {{usr.name}}');
  expect([refused.status, refused.body.error.message]).toEqual([
    400,
    expect.stringMatching(/^\{\{usr\.name\}\} is no placeholder; there are \{\{session\.url\}\}, /),
  ]);
  expect((await put('# {{session.id}}\n\n{{ user.name }}')).status).toBe(200);
  const draft = await asked<TicketDraft>(
    'GET',
    `/tickets/draft?session=${SESSION}&moment=${START}`,
    undefined,
    support,
  );
  expect(draft.body.title).toMatch(/^Session of /);
  expect(draft.body.description).toMatch(new RegExp(`^# ${SESSION.replaceAll('-', '\\\\-')}\\n\\n\\\\<`));
  expect((await asked('DELETE', '/ticket-templates/session')).body).toMatchObject({ isDefault: true });
});

it('files a ticket for an incident by its own template, and the incident names it', async () => {
  const response = await fetch(`${server.url}/ops/incident-mode`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${OPERATOR}` },
    body: JSON.stringify({ reason: 'charges time out' }),
  });
  const { id } = (await response.json()) as { id: string };
  const filed = await file(await integrate('github'), { session: undefined, incident: id });
  expect([filed.status, filed.body]).toMatchObject([201, { incident: id, session: '', moment: null }]);
  expect(github.issues.get(1)).toMatchObject({ title: 'Incident: charges time out' });
  expect(github.issues.get(1)?.body).toContain(`${PUBLIC_URL}/sessions?range=all&incident=${id}`);
  const told = await fetch(`${server.url}/ops/incident-mode/${id}`, {
    headers: { authorization: `Bearer ${OPERATOR}` },
  });
  expect(await told.json()).toMatchObject({ ticket: filed.body.url });
});

it('forgets what was filed about a session that is erased', async () => {
  expect((await asked('DELETE', `/sessions/${SESSION}`)).status).toBe(200);
  expect((await asked('GET', `/tickets?session=${SESSION}`)).body).toEqual({ tickets: [] });
});
