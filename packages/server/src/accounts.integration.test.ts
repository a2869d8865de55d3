import { randomUUID } from 'node:crypto';
import type { Account, AuditEntry, Permission, User } from '@throughline/format';
import { PATHS, PERMISSIONS, ROLE_PERMISSIONS, ROLES } from '@throughline/format';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askAs, cookieOf, join, PASSWORD, setUp } from './testing/people.ts';
import { segmentBody, segmentHeader } from './testing/records.ts';
import {
  removeFolder,
  type ServerProcess,
  startServerProcess,
  TEST_KEY,
  temporaryFolder,
} from './testing/serverProcess.ts';

let server: ServerProcess;
/** Cookies by role; `nobody` has none. */
const cookies: Record<string, string> = { nobody: '' };
const as = (who: string) => askAs(server.url, cookies[who] ?? '');
const session = randomUUID();
const accountOf = async (who: string) => (await (await as(who)('GET', '/api/account')).json()) as Account;

beforeAll(async () => {
  server = await startServerProcess(await temporaryFolder(), ['--auth', 'on']);
});

afterAll(async () => {
  await server.stop();
  await removeFolder(server.data);
});

describe('a new server', () => {
  it('shows nothing, and is set up once, with the code that it printed', async () => {
    expect((await as('nobody')('GET', '/api/sessions')).status).toBe(401);
    expect(await accountOf('nobody')).toEqual({ state: 'setup', who: null, singleSignOn: null });
    const given = { name: 'Eve', email: 'eve@example.com', password: PASSWORD };
    const guessed = await as('nobody')('POST', '/api/account/setup', { code: 'guessed', ...given });
    expect([
      guessed.status,
      ((await guessed.json()) as { error: { message: string } }).error.message,
    ]).toEqual([403, expect.stringContaining('set-up code')]);

    cookies.admin = await setUp(server.url, server.output());
    expect(await accountOf('admin')).toMatchObject({ state: 'in', who: { name: 'Ada', role: 'admin' } });
    const code = /\/setup#(\S+)/.exec(server.output())?.[1];
    const again = await as('nobody')('POST', '/api/account/setup', { code, ...given });
    expect(again.status).toBe(409);
    expect((await accountOf('nobody')).state).toBe('out');
  });

  it('lets those in who are invited, as what they are invited, and each link once', async () => {
    for (const role of ['engineer', 'support', 'viewer'] as const)
      cookies[role] = await join(server.url, cookies.admin ?? '', { name: role, role });
    expect((await accountOf('support')).who).toMatchObject({ role: 'support', projects: null });

    const made = await as('admin')('POST', '/api/invitations', { email: 'zoe@example.com', role: 'viewer' });
    const { id, secret } = (await made.json()) as { id: string; secret: string };
    expect((await as('admin')('DELETE', `/api/invitations/${id}`)).status).toBe(204);
    const [revoked, unknown] = await Promise.all(
      [secret, 'tlv_made-up'].map(async (given) => {
        const answer = await as('nobody')('POST', '/api/account/invitation/accept', {
          secret: given,
          name: 'Zoe',
          password: PASSWORD,
        });
        return [answer.status, await answer.text()];
      }),
    );
    expect(revoked).toEqual(unknown);
    expect(revoked?.[0]).toBe(409);
  });
});

interface OpenApi {
  paths: Record<string, Record<string, { 'x-permission'?: Permission | 'public' }>>;
}

it('every route is closed but to those whose role has the permission that it names, and nothing of it is kept', async () => {
  const { paths } = (await (await as('admin')('GET', '/api/openapi.json')).json()) as OpenApi;
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { 'x-permission': permission }]) => ({
      method: method.toUpperCase(),
      path: `/api${path.replaceAll(/\{(\w+)\}/g, (_, name) => (name === 'userId' ? 'nobody' : randomUUID()))}`,
      permission,
    })),
  );
  expect(routes.length).toBeGreaterThan(40);
  // Not described there: it has its own prefix.
  for (const method of ['GET', 'POST'])
    routes.push({
      method,
      path: PATHS.incidentMode,
      permission: method === 'GET' ? 'read' : 'operate',
    });
  const open = routes.filter(({ permission }) => permission === 'public').map(({ path }) => path);
  expect(open.every((path) => path.startsWith('/api/account'))).toBe(true);
  const wrong: string[] = [];
  for (const { method, path, permission } of routes) {
    if (permission === 'public') continue;
    if (!permission || !PERMISSIONS.includes(permission)) wrong.push(`${method} ${path}: ${permission}`);
    for (const who of ['nobody', ...ROLES]) {
      // Nothing of it is valid: what is let through is refused for what it says, and changes nothing.
      const { status, headers } = await as(who)(
        method,
        path,
        method === 'GET' ? undefined : { invalid: true },
      );
      const may = who !== 'nobody' && ROLE_PERMISSIONS[who as 'admin'].includes(permission as Permission);
      const isRight = may ? status !== 401 && status !== 403 : status === (who === 'nobody' ? 401 : 403);
      // A browser that keeps an answer would show it to whoever logs in next.
      if (headers.get('cache-control') !== 'no-store') wrong.push(`${who} ${method} ${path} may be kept`);
      if (!isRight) wrong.push(`${who} ${method} ${path} (${permission}): ${status}`);
    }
  }
  expect(wrong).toEqual([]);
});

it('what each role may do is what the roles say, and support sees no payloads', () => {
  expect(ROLE_PERMISSIONS.support).not.toContain('payloads');
  expect(ROLE_PERMISSIONS.viewer).toEqual(['read', 'payloads']);
  expect(ROLE_PERMISSIONS.engineer).not.toContain('administer');
});

it('a page of another site changes nothing with the cookie of who is logged in', async () => {
  const forged = await fetch(`${server.url}/api/invitations`, {
    method: 'POST',
    headers: {
      cookie: cookies.admin ?? '',
      'sec-fetch-site': 'cross-site',
      'content-type': 'application/json',
    },
    body: JSON.stringify({ email: 'mallory@example.com', role: 'admin' }),
  });
  expect(forged.status).toBe(403);
  const { invitations } = (await (await as('admin')('GET', '/api/invitations')).json()) as {
    invitations: unknown[];
  };
  expect(invitations).toEqual([]);
});

it('the cookie is for this server alone, and no script’s', async () => {
  const answer = await as('nobody')('POST', '/api/account/login', {
    email: 'ADA@example.com',
    password: PASSWORD,
  });
  expect(answer.headers.get('set-cookie')).toMatch(/^throughline=tlu_.*HttpOnly.*SameSite=Strict/);
  const cookie = cookieOf(answer);
  expect((await askAs(server.url, cookie)('GET', '/api/sessions')).status).toBe(200);
  await askAs(server.url, cookie)('POST', '/api/account/logout');
  expect((await askAs(server.url, cookie)('GET', '/api/sessions')).status).toBe(401);
  // Changed by one character, it is nobody's.
  const tampered = (cookies.admin ?? '').replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
  expect((await askAs(server.url, tampered)('GET', '/api/sessions')).status).toBe(401);
});

it('a password cannot be guessed for long, and an unknown address looks like a wrong password', async () => {
  const logIn = async (email: string, password: string) => {
    const answer = await as('nobody')('POST', '/api/account/login', { email, password });
    return [answer.status, await answer.text()];
  };
  const unknown = await logIn('nobody@example.com', 'a wrong password');
  expect(await logIn('viewer@example.com', 'a wrong password')).toEqual(unknown);
  for (let attempt = 0; attempt < 9; attempt++) await logIn('viewer@example.com', 'a wrong password');
  const [status, text] = await logIn('viewer@example.com', PASSWORD);
  expect([status, text]).toEqual([429, expect.stringContaining('try again in')]);
  expect((await logIn('engineer@example.com', PASSWORD))[0]).toBe(204);
});

it('somebody of another project is told that there is none', async () => {
  const made = await as('admin')('POST', '/api/projects', { id: 'garden', name: 'Garden' });
  expect(made.status).toBe(201);
  cookies.gardener = await join(server.url, cookies.admin ?? '', {
    name: 'Gardener',
    role: 'engineer',
    projects: ['garden'],
  });
  const status = async (method: string, path: string, body?: unknown) =>
    (await as('gardener')(method, path, body)).status;
  expect(await status('GET', '/api/sessions?project=garden')).toBe(200);
  expect(await status('GET', '/api/sessions')).toBe(404);
  expect(await status('GET', '/api/sessions?project=default')).toBe(404);
  expect(await status('POST', PATHS.incidentMode, { project: 'default' })).toBe(404);
  expect(await status('POST', '/api/stacks/symbolicate', { positions: [] })).toBe(404);
  const { projects } = (await (await as('gardener')('GET', '/api/projects')).json()) as {
    projects: { id: string }[];
  };
  expect(projects.map(({ id }) => id)).toEqual(['garden']);

  const begun = await as('engineer')('POST', PATHS.incidentMode, { reason: 'not theirs' });
  const { id } = (await begun.json()) as { id: string };
  expect(await status('GET', `${PATHS.incidentMode}/${id}`)).toBe(404);
  expect(await status('DELETE', `${PATHS.incidentMode}/${id}`)).toBe(404);
  expect(await status('GET', PATHS.incidentMode)).toBe(404);
});

it('who loses their account is out at once, and the last administrator stays', async () => {
  const { users } = (await (await as('admin')('GET', '/api/users')).json()) as { users: User[] };
  const idOf = (name: string) => users.find((user) => user.name === name)?.id;
  const kept = await as('admin')('PATCH', `/api/users/${idOf('Ada')}`, { role: 'viewer' });
  expect(kept.status).toBe(409);
  const disabled = await as('admin')('PATCH', `/api/users/${idOf('viewer')}`, { disabled: true });
  expect(disabled.status).toBe(200);
  await expect.poll(async () => (await as('viewer')('GET', '/api/sessions')).status).toBe(401);
});

it('the audit log tells who watched a session and who changed what, and only administrators read it', async () => {
  const body = new Uint8Array(segmentBody(segmentHeader(session, randomUUID(), 0)));
  await fetch(`${server.url}/v1/segments?key=${TEST_KEY}`, { method: 'POST', body });
  await expect.poll(async () => (await as('support')('GET', `/api/sessions/${session}`)).status).toBe(200);
  await as('support')('GET', `/api/sessions/${session}`);
  const log = async (query = '') =>
    ((await (await as('admin')('GET', `/api/audit-log${query}`)).json()) as { entries: AuditEntry[] })
      .entries;
  await expect
    .poll(() => log(`?target=${session}`))
    .toEqual([
      expect.objectContaining({
        askerName: 'support',
        summary: 'Watch a session',
        action: 'GET /api/sessions/:id',
        project: 'default',
        target: session,
      }),
    ]);
  expect((await log()).map(({ askerName, summary }) => `${askerName}: ${summary}`)).toEqual(
    expect.arrayContaining(['Ada: Invite somebody', 'Ada: Change an account', 'engineer: Begin an incident']),
  );
  expect(JSON.stringify(await log())).not.toContain(PASSWORD);
  expect((await as('engineer')('GET', '/api/audit-log')).status).toBe(403);
});

it('a new password needs the old one, and logs out everywhere else', async () => {
  const change = (current: string) =>
    as('engineer')('PATCH', '/api/account', { password: { current, next: 'another password' } });
  expect((await change('not the password')).status).toBe(409);
  const changed = await change(PASSWORD);
  expect(changed.status).toBe(204);
  await expect.poll(async () => (await as('engineer')('GET', '/api/sessions')).status).toBe(401);
  cookies.engineer = cookieOf(changed);
  expect((await as('engineer')('GET', '/api/sessions')).status).toBe(200);
});
