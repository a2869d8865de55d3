import type { Account, AuditEntry, Invitation, User } from '@throughline/format';
import { PERMISSIONS } from '@throughline/format';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accessibilityFaults } from '../../testing/accessibility.ts';
import { startApp, type TestedApp } from '../../testing/app.ts';
import { emptySession, type Fixture } from '../../testing/fixture.ts';

const ADA: User = {
  id: 'ada',
  email: 'ada@example.com',
  name: 'Ada Lovelace',
  role: 'admin',
  projects: null,
  hasPassword: true,
  createdAt: '2026-11-01T08:00:00Z',
  lastSeenAt: '2026-11-23T08:00:00Z',
  disabledAt: null,
};
const SAM: User = { ...ADA, id: 'sam', email: 'sam@example.com', name: 'Sam', role: 'support' };
const INVITATION: Invitation = {
  id: 'invitation',
  email: 'grace@example.com',
  role: 'engineer',
  projects: null,
  invitedBy: 'Ada Lovelace',
  createdAt: '2026-11-22T08:00:00Z',
  expiresAt: '2026-11-29T08:00:00Z',
};
const ENTRY: AuditEntry = {
  id: 7,
  at: '2026-11-23T09:00:00Z',
  askerKind: 'user',
  askerId: 'sam',
  askerName: 'Sam <b>bold</b>',
  address: '127.0.0.1',
  action: 'GET /api/sessions/:id',
  summary: 'Watch a session',
  project: 'default',
  target: '5e551013-0000-4000-8000-000000000001',
};
const accountOf = ({ id, name, email, role }: User, permissions = [...PERMISSIONS]): Account => ({
  state: 'in',
  who: { kind: 'user', id, name, email, role, hasPassword: true, permissions, projects: null },
  singleSignOn: null,
});
const OUT: Account = { state: 'out', who: null, singleSignOn: 'Example login' };

let app: TestedApp;

beforeAll(async () => {
  app = await startApp();
});

afterAll(async () => {
  await app?.close();
});

function fixtureOf(account: Account): Fixture {
  return {
    sessions: [emptySession(ENTRY.target, Date.parse(ENTRY.at))],
    traces: [],
    account,
    projects: [{ id: 'default', name: 'Default', createdAt: '2026-11-01T08:00:00Z' }],
    answers: {
      'GET /users': () => ({ users: [ADA, SAM] }),
      'GET /invitations': () => ({ invitations: [INVITATION] }),
      'GET /keys': () => ({
        keys: [{ id: 'k', name: 'shop', prefix: 'tli_abc', createdAt: ADA.createdAt, revokedAt: null }],
      }),
      'GET /read-tokens': () => ({ tokens: [] }),
      'GET /audit-log': () => ({ entries: [ENTRY] }),
    },
  };
}

it('asks who has no log-in to log in, under the address that they came for, and lets them on', async () => {
  const fixture = fixtureOf(OUT);
  Object.assign(fixture.answers ?? {}, {
    'POST /account/login': (body: unknown) => {
      expect(body).toEqual({ email: 'ada@example.com', password: 'a long password' });
      fixture.account = accountOf(ADA);
      return {};
    },
  });
  const server = await app.serve(fixture);
  const page = await app.open(`${server.origin}/sessions?range=all`);
  await page.getByRole('heading', { name: 'Log in' }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  const provider = page.getByRole('link', { name: 'Continue with Example login' });
  expect(await provider.getAttribute('href')).toBe(
    '/api/account/single-sign-on?to=%2Fsessions%3Frange%3Dall',
  );
  await page.getByLabel('E-mail address').fill('ada@example.com');
  await page.getByRole('textbox', { name: 'Password' }).fill('a long password');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Account: Ada Lovelace' }).waitFor();
  expect(new URL(page.url()).search).toContain('range=all');
});

it('says why a log-in did not work', async () => {
  const server = await app.serve(fixtureOf(OUT));
  server.failing = { path: /login/, status: 401, message: 'the e-mail address or the password is wrong' };
  const page = await app.open(`${server.origin}/sessions?sign-on=refused`);
  await page.getByText('You have no account here').waitFor();
  await page.getByLabel('E-mail address').fill('ada@example.com');
  await page.getByRole('textbox', { name: 'Password' }).fill('wrong');
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByText('The e-mail address or the password is wrong.').waitFor();
});

it.each([
  ['account', 'Your account'],
  ['people', 'People'],
  ['projects', 'Projects'],
  ['keys', 'Keys and tokens'],
  ['audit-log', 'Audit log'],
])('the settings’ page %s can be read by everybody', async (path, title) => {
  const server = await app.serve(fixtureOf(accountOf(ADA)));
  const dark = path === 'people';
  const page = await app.open(`${server.origin}/settings/${path}`, { dark, width: dark ? 1024 : 1440 });
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await expect.poll(() => page.getByRole('status').count()).toBe(0);
  expect(await accessibilityFaults(page)).toEqual([]);
  if (path === 'audit-log') {
    await page.getByRole('cell', { name: 'Sam <b>bold</b>' }).waitFor();
    expect(await page.getByRole('link', { name: '5e551013' }).getAttribute('href')).toBe(
      `/sessions/${ENTRY.target}`,
    );
  }
});

it('who may not administer is not shown what they may not do', async () => {
  const server = await app.serve(fixtureOf(accountOf(SAM, ['read', 'annotate', 'share', 'escalate'])));
  const page = await app.open(`${server.origin}/settings`);
  await page.getByRole('heading', { level: 1, name: 'Your account' }).waitFor();
  expect(await page.getByRole('navigation', { name: 'Settings' }).getByRole('link').allInnerTexts()).toEqual([
    'Your account',
  ]);
});

it('keeps the project that is shown in every address', async () => {
  const fixture = fixtureOf(accountOf(ADA));
  fixture.projects?.push({ id: 'garden', name: 'Garden', createdAt: ADA.createdAt });
  const server = await app.serve(fixture);
  const page = await app.open(`${server.origin}/sessions`);
  await page.getByRole('button', { name: 'Account: Ada Lovelace' }).click();
  await page.getByRole('menuitem', { name: 'Garden' }).click();
  await page.waitForURL(/project=garden/);
  await page.getByRole('link', { name: 'Map' }).click();
  await page.waitForURL(/\/map\?.*project=garden/);
  await page.reload();
  await expect
    .poll(() => server.asked.some((asked) => /^\/api\/map\?.*project=garden/.test(asked)))
    .toBe(true);
});

it('nothing broke meanwhile', () => {
  expect(app.errors).toEqual([]);
});
