import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Account } from '@throughline/format';
import Provider from 'oidc-provider';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../testing/freePort.ts';
import { askAs, join, setUp } from '../testing/people.ts';
import {
  removeFolder,
  type ServerProcess,
  startServerProcess,
  temporaryFolder,
} from '../testing/serverProcess.ts';

/** Log-in against a real OpenID Connect provider: the package `oidc-provider`, certified by the OpenID Foundation. */

interface Somebody {
  sub: string;
  email: string;
  email_verified: boolean;
  name: string;
}

let server: ServerProcess;
let listening: Server;
let issuer: string;
/** Who is at the provider now. */
let somebody: Somebody;
let administrator: string;

beforeAll(async () => {
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  listening = createServer();
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'throughline',
        client_secret: 'the secret of the client',
        redirect_uris: [`${publicUrl}/api/account/single-sign-on/back`],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    cookies: { keys: ['of tests'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, id) => ({ accountId: id, claims: async () => ({ ...somebody }) }),
    loadExistingGrant: async (context) => {
      const { client, session } = context.oidc;
      const grant = new context.oidc.provider.Grant({
        clientId: client?.clientId ?? '',
        accountId: session?.accountId ?? '',
      });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  listening.on('request', (request, response) => {
    // Where a person would enter a password: here whoever comes is `somebody`.
    if (request.url?.startsWith('/interaction/'))
      void provider.interactionFinished(
        request,
        response,
        { login: { accountId: somebody.sub } },
        { mergeWithLastSubmission: false },
      );
    else void answer(request, response);
  });
  process.env.THROUGHLINE_OIDC_CLIENT_SECRET = 'the secret of the client';
  server = await startServerProcess(await temporaryFolder(), [
    ...['--auth', 'on', '--port', String(port), '--public-url', publicUrl],
    ...['--oidc-issuer', issuer, '--oidc-client-id', 'throughline', '--oidc-name', 'Example login'],
  ]);
  administrator = await setUp(server.url, server.output());
});

afterAll(async () => {
  delete process.env.THROUGHLINE_OIDC_CLIENT_SECRET;
  await server.stop();
  listening.closeAllConnections();
  await new Promise((resolve) => listening.close(resolve));
  await removeFolder(server.data);
});

/** A browser as far as this needs one: it follows redirections and keeps cookies, each for its origin. */
class Browser {
  readonly #cookies = new Map<string, Map<string, string>>();

  /** Follows `url` until it is no redirection; `change` may meddle with each address before it is asked. */
  async open(url: string, change = (next: URL) => next): Promise<{ url: URL; status: number }> {
    let next = change(new URL(url));
    for (let hop = 0; hop < 12; hop++) {
      const kept = this.#cookies.get(next.origin) ?? new Map<string, string>();
      this.#cookies.set(next.origin, kept);
      const cookie = [...kept].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await fetch(next, { redirect: 'manual', headers: cookie === '' ? {} : { cookie } });
      for (const set of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
        kept.set(name, value);
      }
      const location = answer.headers.get('location');
      if (location === null) return { url: next, status: answer.status };
      next = change(new URL(location, next));
    }
    throw new Error(`too many redirections, at last to ${next}`);
  }

  async account(): Promise<Account> {
    const kept = this.#cookies.get(new URL(server.url).origin);
    const cookie = [...(kept ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
    return (await askAs(server.url, cookie)('GET', '/api/account')).json() as Promise<Account>;
  }
}

const start = () => `${server.url}/api/account/single-sign-on?to=${encodeURIComponent('/sessions?q=a')}`;

it('lets in whom the provider vouches for, back where they were, as a viewer at first', async () => {
  somebody = { sub: 'grace', email: 'Grace@example.com', email_verified: true, name: 'Grace' };
  const browser = new Browser();
  expect(await browser.account()).toMatchObject({ state: 'out', singleSignOn: 'Example login' });
  const end = await browser.open(start());
  expect([end.url.origin, end.url.pathname + end.url.search]).toEqual([
    new URL(server.url).origin,
    '/sessions?q=a',
  ]);
  expect(await browser.account()).toMatchObject({
    state: 'in',
    who: { name: 'Grace', email: 'grace@example.com', role: 'viewer', hasPassword: false },
  });
  // The next time it is the same account, whatever the address is by then.
  somebody = { ...somebody, email: 'grace.hopper@example.com' };
  const again = new Browser();
  await again.open(start());
  expect((await again.account()).who?.id).toBe((await browser.account()).who?.id);
});

it('knows who has an account by their address, if the provider vouches for it', async () => {
  await join(server.url, administrator, { name: 'Lin', role: 'engineer' });
  somebody = { sub: 'not-lin', email: 'lin@example.com', email_verified: false, name: 'Not Lin' };
  const other = new Browser();
  expect((await other.open(start())).url.search).toBe('?sign-on=refused');
  expect((await other.account()).state).toBe('out');
  somebody = { sub: 'lin', email: 'lin@example.com', email_verified: true, name: 'Lin' };
  const browser = new Browser();
  await browser.open(start());
  expect((await browser.account()).who).toMatchObject({ name: 'Lin', role: 'engineer' });
});

it('refuses an answer that was changed, is of another browser, or comes without having been asked', async () => {
  somebody = { sub: 'grace', email: 'grace@example.com', email_verified: true, name: 'Grace' };
  const back = `${server.url}/api/account/single-sign-on/back`;
  const unasked = new Browser();
  expect((await unasked.open(`${back}?code=a&state=b`)).url.search).toBe('?sign-on=expired');
  const tampered = new Browser();
  const end = await tampered.open(start(), (next) => {
    if (next.pathname.endsWith('/back')) next.searchParams.set('state', 'another');
    return next;
  });
  expect(end.url.search).toBe('?sign-on=failed');
  expect((await tampered.account()).state).toBe('out');
  // Somebody else's code, brought to a browser that began a log-in of its own (login CSRF).
  let stolen = '';
  await new Browser().open(start(), (next) => {
    if (!next.pathname.endsWith('/back')) return next;
    stolen = next.href;
    return new URL('/healthz', server.url);
  });
  const victim = new Browser();
  await victim.open(start(), (next) => (next.pathname.endsWith('/back') ? new URL(stolen) : next));
  expect((await victim.account()).state).toBe('out');
});

it('sends nobody elsewhere after logging in', async () => {
  for (const to of ['https://evil.example/', '//evil.example/', '/\\evil.example']) {
    const end = await new Browser().open(
      `${server.url}/api/account/single-sign-on?to=${encodeURIComponent(to)}`,
    );
    expect(end.url.origin).toBe(new URL(server.url).origin);
  }
});
