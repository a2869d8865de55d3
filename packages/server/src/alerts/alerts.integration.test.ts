import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type AlertCondition,
  type AlertDelivery,
  type AlertMessage,
  type AlertRule,
  ATTRIBUTES,
  type NewAlertDestination,
} from '@throughline/format';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { listDeliveries } from '../control/alertDeliveries.ts';
import { keepDestination } from '../control/alertDestinations.ts';
import { forgetAlertsOf } from '../control/alertErasure.ts';
import { changeRule, listRules, makeRule, muteRule } from '../control/alertRules.ts';
import { alertDeliveries, alertRules, alertTold } from '../control/alertTables.ts';
import type { OpenDatabase } from '../control/database.ts';
import { openEmbeddedDatabase } from '../control/embeddedDatabase.ts';
import { changeIssue } from '../control/issues.ts';
import { ensureDefaultKey } from '../control/keys.ts';
import { SecretBox } from '../control/secretBox.ts';
import { projects } from '../control/tables.ts';
import { thrownIssues } from '../issues/issueSignals.ts';
import { ALERT_LIMITS, TICKET_LIMITS } from '../limits.ts';
import type { Engine } from '../store/engine.ts';
import { readerUntil } from '../store/reader.ts';
import { openStore } from '../storeOnly.ts';
import { prepareDatabase } from '../testing/preparedDatabase.ts';
import { type Receiver, startFakeSlack, startReceiver } from '../testing/receiver.ts';
import { insertRows, logRow, resourceOf, sessionId } from '../testing/rows.ts';
import { eventually, removeFolder, startServerProcess, temporaryFolder } from '../testing/serverProcess.ts';
import { deliverDue } from './deliverDue.ts';
import { lookAtRules } from './lookAtRules.ts';
import { type DestinationAccess, keyOfSecret, newWebhookSecret, targetOf } from './send/access.ts';
import { sender } from './send/send.ts';

/** With real databases, a real SMTP server, and a fake Slack (see `testing/receiver.ts`). */

const PUBLIC_URL = 'https://replay.shop.example/tl';
const MINUTE = 60_000;
const secrets = new SecretBox(Buffer.alloc(32, 7));

let folder: string;
let control: OpenDatabase;
let engine: Engine;
let receiver: Receiver;
let slack: Receiver;
let smtp: SMTPServer;
let smtpUrl: string;
let mails: { from: string; to: string[]; text: string }[];
let clock: number;
let errors: string[];
/** Each test has its own. */
let project: string;
let tests = 0;
let thrown = 0;

beforeAll(async () => {
  folder = await temporaryFolder();
  await prepareDatabase(folder);
  control = await openEmbeddedDatabase(`${folder}/postgres`);
  await ensureDefaultKey(control.database, undefined, `${folder}/key`);
  engine = await openStore(`${folder}/clickhouse`);
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password }, _session, answer) =>
      password === 'a-password' ? answer(null, { user: username }) : answer(new Error('no such user')),
    onData(stream, { envelope }, answer) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        const to = envelope.rcptTo.map(({ address }) => address);
        mails.push({ from, to, text: Buffer.concat(chunks).toString('utf8') });
        answer();
      });
    },
  });
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  smtpUrl = `smtp://alerts:a-password@127.0.0.1:${(smtp.server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await new Promise<void>((resolve) => smtp.close(resolve));
  await engine?.close();
  await control?.close();
  await removeFolder(folder);
});

beforeEach(async () => {
  [receiver, slack] = await Promise.all([startReceiver(), startFakeSlack()]);
  await control.database.delete(alertRules);
  tests += 1;
  project = `shop-${tests}`;
  await control.database.insert(projects).values({ id: project, name: project });
  mails = [];
  errors = [];
  clock = Date.now();
});

afterEach(() => Promise.all([receiver.close(), slack.close()]));

const accessTo = {
  webhook: (): DestinationAccess => ({
    kind: 'webhook',
    url: `${receiver.url}/hook`,
    secret: newWebhookSecret(),
  }),
  slack: (): DestinationAccess => ({ kind: 'slack', url: `${slack.url}/services/T0/B0/X` }),
  email: (): DestinationAccess => ({ kind: 'email', to: ['ada@shop.example', 'bob@shop.example'] }),
};

async function destination(access: DestinationAccess): Promise<string> {
  const { id } = await keepDestination(control.database, project, {
    name: access.kind,
    kind: access.kind,
    target: targetOf(access),
    sealed: secrets.seal(JSON.stringify(access)),
  });
  return id;
}

async function rule(
  condition: AlertCondition,
  more: Partial<Pick<AlertRule, 'quietHours' | 'againAfterMinutes'>> = {},
  access: DestinationAccess = accessTo.webhook(),
): Promise<AlertRule> {
  return makeRule(control.database, project, {
    name: 'Checkout',
    condition,
    destinations: [await destination(access)],
    quietHours: null,
    againAfterMinutes: 60,
    createdBy: 'Ada',
    ...more,
  });
}

/** One look of a server at all rules; every call is as after a restart, since nothing is remembered but by the database. */
async function look(url: string = smtpUrl): Promise<void> {
  const { signal } = new AbortController();
  const onError = (message: string) => errors.push(message);
  const now = () => clock;
  const { database } = control;
  const mail = { smtpUrl: url, from: 'Throughline <alerts@shop.example>' };
  await lookAtRules({
    database,
    readerUntil: (until) => readerUntil(engine, until),
    publicUrl: PUBLIC_URL,
    signal,
    onError,
    now,
  });
  await deliverDue({ database, send: sender({ secrets, mail }), signal, onError, now, random: () => 1 });
}
/** Lets the time pass after which a rule is looked at again. */
const pass = (ms: number = ALERT_LIMITS.lookEveryMs) => {
  clock += ms;
};

const exception = (message: string, session: number, at = clock) =>
  logRow(at, {
    project,
    session_id: sessionId(session),
    service: 'shop',
    severity_number: 17,
    attributes: { [ATTRIBUTES.exceptionType]: 'Error', [ATTRIBUTES.exceptionMessage]: message },
    resource: resourceOf({ [ATTRIBUTES.serviceVersion]: '1.0' }),
  });
/** A message that makes an issue of its own: numbers, in hex too, do not. */
function message(): string {
  thrown += 1;
  return `fault ${String.fromCharCode('g'.charCodeAt(0) + (thrown % 20)).repeat(5 + thrown)}`;
}
const throwIn = (...rows: Parameters<typeof exception>[]) =>
  insertRows(
    engine,
    'logs',
    rows.map((row) => exception(...row)),
  );

const messages = (from: Receiver = receiver) =>
  from.received.map(({ body }) => JSON.parse(body) as AlertMessage);
const deliveries = () => listDeliveries(control.database, project);

it('tells a webhook once of a new issue, signed, with the replay at the moment', async () => {
  const access = accessTo.webhook() as Extract<DestinationAccess, { kind: 'webhook' }>;
  const before = message();
  await throwIn([before, 1, clock - MINUTE]);
  const { id } = await rule({ on: 'new-issue' }, {}, access);
  const fault = message();
  pass(1_000);
  await throwIn([fault, 2]);
  const at = clock;
  for (let looks = 0; looks < 3; looks++, pass()) await look();

  expect(messages()).toEqual([
    {
      type: 'alert',
      project,
      rule: { id, name: 'Checkout' },
      title: `New issue: Error: ${fault}`,
      count: 1,
      items: [
        {
          kind: 'issue',
          id: expect.stringMatching(/^[0-9a-f]{16}$/),
          title: `Error: ${fault}`,
          detail: 'service shop, 1 exception, 1 user',
          count: 1,
          url: expect.stringMatching(`^${PUBLIC_URL}/issues/[0-9a-f]{16}[?]project=${project}$`),
          replayUrl: `${PUBLIC_URL}/sessions/${sessionId(2)}?at=${at}&project=${project}`,
        },
      ],
      url: `${PUBLIC_URL}/alerts?project=${project}`,
    },
  ]);
  const [posted] = receiver.received;
  const { body, headers = {} as IncomingHttpHeaders } = posted ?? {};
  const [delivery] = await deliveries();
  expect(headers['webhook-id']).toBe(delivery?.id);
  expect(headers['webhook-signature']).toBe(
    `v1,${createHmac('sha256', keyOfSecret(access.secret))
      .update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`)
      .digest('base64')}`,
  );
  expect(delivery).toMatchObject({ state: 'sent', attempts: 1, count: 1 });
  const kept = await control.database.select().from(alertDeliveries);
  expect(kept.map(({ message: { items } }) => items)).toEqual([[]]);
  expect(errors).toEqual([]);
});

it('tells once of sessions that match a search, in one message', async () => {
  await rule({ on: 'sessions', search: 'has:error service:shop fault' });
  pass(1_000);
  await throwIn([message(), 11], [message(), 12]);
  await insertRows(engine, 'logs', [logRow(clock, { project, session_id: sessionId(13), service: 'shop' })]);
  for (let looks = 0; looks < 3; looks++, pass()) await look();
  await throwIn([message(), 11], [message(), 14]);
  await look();
  expect(messages().map(({ title, items }) => [title, items.map(({ id }) => id).toSorted()])).toEqual([
    ['Checkout: 2 sessions', [sessionId(11), sessionId(12)]],
    ['Checkout: a session', [sessionId(14)]],
  ]);
  expect(messages()[0]?.items[0]?.replayUrl).toContain('?at=');
});

it('tells of what is thrown too often or affects too many, and again only after a while', async () => {
  await rule({ on: 'issue-events', moreThan: 2, minutes: 5 }, { againAfterMinutes: 30 });
  await rule({ on: 'issue-users', moreThan: 2, minutes: 5 }, { againAfterMinutes: 30 });
  pass(1_000);
  const [often, wide] = [message(), message()];
  await throwIn([often, 21], [often, 21], [often, 21], [wide, 21], [wide, 22]);
  await look();
  await throwIn([wide, 23]);
  pass();
  await look();
  expect(messages().map(({ title }) => title)).toEqual([
    `3 exceptions in 5 minutes: Error: ${often}`,
    ...[`3 exceptions in 5 minutes: Error: ${wide}`, `3 users in 5 minutes: Error: ${wide}`],
  ]);
  pass(20 * MINUTE);
  await throwIn([often, 21], [often, 21], [often, 21]);
  await look();
  expect(messages()).toHaveLength(3);
  pass(11 * MINUTE);
  await throwIn([often, 21], [often, 21], [often, 21]);
  await look();
  expect(messages()).toHaveLength(4);
});

it('tells of an issue that is back, and of none that is ignored', async () => {
  const [back, ignored] = [message(), message()];
  await throwIn([back, 31, clock - 5 * MINUTE], [ignored, 31, clock - 5 * MINUTE]);
  const range = { project, from: clock - 10 * MINUTE, to: clock };
  const issues = await thrownIssues({ database: control.database, reader: engine }, range);
  for (const [text, state] of [
    [back, 'resolved'],
    [ignored, 'ignored'],
  ] as const) {
    const { fingerprint = '', firstSeen = 0 } = issues.find((issue) => issue.message === text) ?? {};
    const touch = { project, fingerprint, firstSeen, began: firstSeen, by: 'Ada' };
    await changeIssue(control.database, touch, { state });
  }
  await rule({ on: 'regressed-issue' });
  pass(2_000);
  await throwIn([back, 32], [ignored, 32]);
  for (let looks = 0; looks < 3; looks++, pass()) await look();
  expect(messages().map(({ title }) => title)).toEqual([`Regressed: Error: ${back}`]);
});

it('is sent once by servers that look at the same time', async () => {
  await rule({ on: 'new-issue' });
  pass(1_000);
  await throwIn([message(), 41]);
  await Promise.all([look(), look(), look()]);
  await Promise.all([look(), look(), look()]);
  expect(receiver.received).toHaveLength(1);
  expect(await deliveries()).toHaveLength(1);
});

it('tries again what did not arrive under the same id, waits as long as it is asked to, and gives up', async () => {
  await rule({ on: 'new-issue' });
  pass(1_000);
  await throwIn([message(), 51]);
  receiver.next.push({ status: 503 }, { status: 429, retryAfter: '120' });
  await look();
  expect(await deliveries()).toMatchObject([{ state: 'pending', error: 'the receiver answered HTTP 503' }]);
  pass(TICKET_LIMITS.backoffMs + 1);
  await look();
  pass(119_000);
  await look();
  expect(receiver.received).toHaveLength(2);
  pass(MINUTE);
  await look();
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect(await deliveries()).toMatchObject([{ state: 'sent', attempts: 3 }]);

  receiver.next.push(...Array.from({ length: 100 }, () => ({ status: 500 })));
  await throwIn([message(), 51]);
  for (let looks = 0; looks < 14; looks++, pass(TICKET_LIMITS.backoffMostMs)) await look();
  const [given] = await deliveries();
  expect(given).toMatchObject({ state: 'failed', attempts: TICKET_LIMITS.attempts });
  expect(`${errors}`).not.toContain('/hook');
});

it('does not repeat what is refused for good', async () => {
  await rule({ on: 'new-issue' });
  pass(1_000);
  await throwIn([message(), 52]);
  receiver.next.push({ status: 410 });
  for (let looks = 0; looks < 3; looks++, pass()) await look();
  expect(await deliveries()).toMatchObject([{ state: 'failed', attempts: 1 }]);
  expect(receiver.received).toHaveLength(1);
});

it('keeps what falls into the quiet hours for one summary after them', async () => {
  // Quiet for the next hour at least, and not in two hours; in a zone that has whole hours only.
  const hour = (ahead: number) =>
    `${String(new Date(clock + ahead * 60 * MINUTE).getUTCHours()).padStart(2, '0')}:00`;
  const quietHours = { days: [1, 2, 3, 4, 5, 6, 7], from: hour(0), to: hour(2), timeZone: 'UTC' };
  const { id } = await rule({ on: 'new-issue' }, { quietHours });
  pass(1_000);
  for (let faults = 0; faults < 3; faults++, pass()) {
    await throwIn([message(), 61]);
    await look();
  }
  expect(receiver.received).toEqual([]);
  expect(await listRules(control.database, project, clock)).toMatchObject([{ id, waiting: 3 }]);
  pass(120 * MINUTE);
  await look();
  pass();
  await look();
  expect(messages()).toMatchObject([{ title: 'After quiet hours: 3 new issues', count: 3 }]);
  expect(messages()[0]?.items).toHaveLength(3);
});

it('tells nothing more of a session that is erased', async () => {
  await rule({ on: 'sessions', search: 'service:shop' });
  pass(1_000);
  await throwIn([message(), 91], [message(), 92]);
  receiver.next.push({ status: 503 });
  await look();
  await forgetAlertsOf(control.database, project, [sessionId(91)]);
  pass(TICKET_LIMITS.backoffMs + 1);
  await look();
  const [before, after] = messages();
  expect(before?.items).toHaveLength(2);
  expect(after?.items.map(({ id }) => id)).toEqual([sessionId(92)]);
  const told = await control.database.select({ subject: alertTold.subject }).from(alertTold);
  expect(told).toEqual([{ subject: sessionId(92) }]);
});

it('never tells what happened while it was muted, whatever else is changed meanwhile', async () => {
  const made = await rule({ on: 'new-issue' });
  await muteRule(control.database, project, made.id, clock + 30 * MINUTE);
  const condition = { on: 'sessions', search: 'fault' } as const;
  expect(await changeRule(control.database, project, made.id, { ...made, condition })).toMatchObject({
    condition,
  });
  expect(await changeRule(control.database, project, made.id, made)).toMatchObject({
    condition: made.condition,
  });
  await throwIn([message(), 71]);
  await look();
  pass(31 * MINUTE);
  await look();
  expect(receiver.received).toEqual([]);
  const fault = message();
  await throwIn([fault, 71]);
  pass();
  await look();
  expect(messages()).toMatchObject([{ title: `New issue: Error: ${fault}` }]);
});

it('tells Slack by its documented payload, and people by e-mail, whatever was recorded', async () => {
  await rule({ on: 'new-issue' }, {}, accessTo.slack());
  await rule({ on: 'new-issue' }, {}, accessTo.email());
  pass(1_000);
  const fault = `${message()} <!channel> <b onclick=x>\r\nBcc: eve@evil.example`;
  await throwIn([fault, 81]);
  await look();
  expect(errors).toEqual([]);
  expect(slack.received).toHaveLength(1);
  expect(slack.received[0]?.body).toContain(`<${PUBLIC_URL}/sessions/${sessionId(81)}?at=`);

  expect(mails).toHaveLength(1);
  const [mail] = mails;
  expect(mail).toMatchObject({ from: 'alerts@shop.example', to: ['ada@shop.example', 'bob@shop.example'] });
  const [head = ''] = (mail?.text ?? '').split('\r\n\r\n', 1);
  expect(head).toMatch(/^From: Throughline <alerts@shop\.example>$/m);
  expect(head).toMatch(/^Subject: \[Throughline\] New issue: Error: fault/m);
  expect(head).not.toMatch(/^Bcc/m);
  const [, html = ''] = (mail?.text ?? '').split('Content-Type: text/html');
  expect(html).toContain('&lt;!channel&gt;');
  expect(html).not.toContain('<b ');
});

it('says of a mail server that refuses only that it does', async () => {
  await rule({ on: 'new-issue' }, {}, accessTo.email());
  pass(1_000);
  await throwIn([message(), 82]);
  await look(smtpUrl.replace('a-password', 'not-the-password'));
  expect(await deliveries()).toMatchObject([{ state: 'failed', error: 'the mail server answered 535' }]);
  expect(`${errors}`).not.toContain('password');
});

it('is what a server does, with secrets that are told once and kept sealed', async () => {
  const data = await temporaryFolder();
  process.env.THROUGHLINE_SMTP_URL = smtpUrl;
  const server = await startServerProcess(data, ['--mail-from', 'alerts@shop.example']).finally(() => {
    delete process.env.THROUGHLINE_SMTP_URL;
  });
  const ask = async <Answer>(method: string, path: string, body?: unknown) => {
    const response = await fetch(`${server.url}/api/alerts/${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    const text = await response.text();
    return { status: response.status, answer: (text === '' ? undefined : JSON.parse(text)) as Answer, text };
  };
  try {
    const hook = { kind: 'webhook', name: 'Hook', url: `${receiver.url}/hook?token=told-to-nobody` };
    const made = await ask<NewAlertDestination>('POST', 'destinations', hook);
    expect(made.status).toBe(201);
    expect(made.answer.secret).toMatch(/^whsec_/);
    const mail = await ask<NewAlertDestination>('POST', 'destinations', {
      kind: 'email',
      name: 'Ada',
      to: ['ada@shop.example'],
    });
    const listed = await ask('GET', 'destinations');
    expect(listed.answer).toMatchObject({ canMail: true, destinations: [{ name: 'Ada' }, { name: 'Hook' }] });
    expect(listed.text).not.toMatch(/whsec_|told-to-nobody/);

    const given = {
      name: 'New issues',
      condition: { on: 'new-issue' },
      destinations: [made.answer.id, mail.answer.id],
    };
    const rules = await ask<AlertRule>('POST', 'rules', given);
    expect(rules.status).toBe(201);
    const { id } = rules.answer;
    expect(await ask('POST', `rules/${id}/test`)).toMatchObject({
      answer: { tests: [{ isSent: true }, { isSent: true }] },
    });
    expect(mails[0]?.text).toContain('Subject: [Throughline] Test message');
    expect(messages()).toMatchObject([{ type: 'test' }]);
    const moved = await ask('PATCH', `destinations/${made.answer.id}`, {
      name: 'Moved',
      url: `${receiver.url}/moved?token=told-to-nobody`,
    });
    expect(moved.answer).toMatchObject({ id: made.answer.id, name: 'Moved', kind: 'webhook' });
    expect(moved.text).not.toMatch(/whsec_|told-to-nobody/);
    await ask('PATCH', `destinations/${mail.answer.id}`, { to: ['bob@shop.example'] });
    await ask('POST', `rules/${id}/test`);
    expect(receiver.received.at(-1)?.path).toBe('/moved?token=told-to-nobody');
    expect(receiver.received.at(-1)?.headers['webhook-signature']).toMatch(/^v1,/);
    expect(mails.at(-1)?.to).toEqual(['bob@shop.example']);
    const refused = [
      await ask('PATCH', `destinations/${mail.answer.id}`, { url: `${receiver.url}/x` }),
      await ask('PATCH', `destinations/${made.answer.id}`, { to: ['ada@shop.example'] }),
      await ask('PATCH', `destinations/${made.answer.id}`, {}),
      await ask('PATCH', `destinations/${id}`, { name: 'None' }),
      await ask('DELETE', `destinations/${made.answer.id}`),
      await ask('POST', 'rules', { ...given, destinations: [id] }),
      await ask('POST', 'rules', { ...given, condition: { on: 'sessions', search: 'statsu:error' } }),
      await ask('POST', 'rules', { ...given, name: 'a\r\nBcc: b' }),
      await ask('POST', 'destinations', { ...hook, url: 'file:///etc/passwd' }),
      await ask('PUT', `rules/${id}/mute`, { until: '2020-01-01T00:00:00Z' }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([409, 409, 400, 404, 409, 409, 400, 400, 400, 409]);

    const timeUnixNano = `${Date.now()}000000`;
    const attributes = [
      { key: 'exception.type', value: { stringValue: 'Error' } },
      { key: 'exception.message', value: { stringValue: 'card declined' } },
    ];
    const logRecords = [{ timeUnixNano, severityNumber: 17, eventName: 'exception', attributes }];
    const sent = await fetch(`${server.url}/v1/logs`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-throughline-key': 'tli_key_for_tests_only_0123456789',
      },
      body: JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] }),
    });
    expect(sent.status).toBe(200);
    const told = await eventually<{ deliveries: AlertDelivery[] }>(
      `${server.url}/api/alerts/deliveries`,
      ({ deliveries: some }) => some.length === 2 && some.every(({ state }) => state === 'sent'),
    );
    expect(told.deliveries[0]).toMatchObject({ title: 'New issue: Error: card declined' });
    expect(messages().at(-1)?.items[0]?.url).toContain(`${server.url}/issues/`);
    expect((await ask('DELETE', `rules/${id}`)).status).toBe(204);
    expect((await ask('DELETE', `destinations/${made.answer.id}`)).status).toBe(204);
    expect(server.output()).not.toMatch(/a-password|told-to-nobody|whsec_/);
  } finally {
    await server.stop();
    await removeFolder(data);
  }
});
