import { randomBytes } from 'node:crypto';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AccountError } from '../../control/accounts.ts';
import type { Database } from '../../control/database.ts';
import { logIn } from '../../control/logins.ts';
import type { SecretBox } from '../../control/secretBox.ts';
import { ACCOUNT_LIMITS } from '../../limits.ts';
import type { Provider } from '../../signOn/provider.ts';
import { userOfClaims } from '../../signOn/userOfClaims.ts';
import { askerOfUser, setAsker } from '../access/asker.ts';
import { setLoginCookie } from '../access/loginCookie.ts';

export interface SignOnDependencies {
  database: Database;
  secrets: SecretBox;
  provider: Provider;
  /** Role of people who come for the first time; `none`: nobody does. */
  firstRole: 'engineer' | 'support' | 'viewer' | 'none';
  isSecure: boolean;
}

const COOKIE = 'throughline-sign-on';
const PATH = '/api/account/single-sign-on';
const PUBLIC = { config: { permission: 'public' as const } };

/** What is remembered of a log-in while the person is at the provider. */
const underWay = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  to: z.string(),
  until: z.number(),
});

/**
 * Log-in by an OpenID Connect provider: authorization code with PKCE (RFC 7636), state and nonce. What must be remembered until the
 * person is back is in a sealed cookie of their browser; it is sent with the provider's redirection (`SameSite=Lax`), no other way.
 */
export async function signOnRoutes(
  fastify: FastifyInstance,
  { database, secrets, provider, firstRole, isSecure }: SignOnDependencies,
): Promise<void> {
  const app = fastify.withTypeProvider<ZodTypeProvider>();
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
  });
  const remember = (reply: FastifyReply, value: string, expires: Date) =>
    reply.header(
      'set-cookie',
      stringifySetCookie({
        ...{ name: COOKIE, value, expires, path: PATH },
        ...{ secure: isSecure, httpOnly: true, sameSite: 'lax' },
      }),
    );

  app.get(
    '/account/single-sign-on',
    {
      ...PUBLIC,
      schema: {
        summary: 'Send a browser to the provider to log in',
        querystring: z.object({ to: z.string().max(2000).default('/') }),
      },
    },
    async ({ query, log }, reply) => {
      const random = () => randomBytes(32).toString('base64url');
      const until = Date.now() + ACCOUNT_LIMITS.singleSignOnMs;
      const trip = { state: random(), nonce: random(), verifier: random(), to: ownPath(query.to), until };
      try {
        const address = await provider.addressFor(trip);
        remember(reply, secrets.seal(JSON.stringify(trip)), new Date(until));
        return reply.redirect(address.href);
      } catch (error) {
        log.error(error, 'the provider of single sign-on cannot be asked');
        return failed(reply, 'unavailable');
      }
    },
  );

  app.get(
    '/account/single-sign-on/back',
    {
      config: { ...PUBLIC.config, watched: 'Log in by single sign-on' },
      schema: { summary: 'Log in by single sign-on' },
    },
    async (request, reply) => {
      const { log, headers } = request;
      const trip = readTrip(parseCookie(headers.cookie ?? '')[COOKIE]);
      if (!trip || trip.until < Date.now()) return failed(reply, 'expired');
      try {
        const claims = await provider.claimsOf(new URL(request.url, 'http://localhost').search, trip);
        const user = await userOfClaims(database, claims, firstRole);
        remember(reply, '', new Date(0));
        setAsker(request, askerOfUser(user));
        setLoginCookie(reply, await logIn(database, user.id), isSecure);
        return reply.redirect(trip.to);
      } catch (error) {
        if (error instanceof AccountError) return failed(reply, 'refused');
        log.warn(error, 'a log-in by single sign-on failed');
        return failed(reply, 'failed');
      }
    },
  );

  function readTrip(sealed: string | undefined) {
    if (!sealed) return undefined;
    try {
      return underWay.parse(JSON.parse(secrets.open(sealed)));
    } catch {
      return undefined;
    }
  }
}

/** The log-in page says what went wrong. */
function failed(reply: FastifyReply, why: 'unavailable' | 'expired' | 'refused' | 'failed'): FastifyReply {
  return reply.redirect(`/sessions?sign-on=${why}`);
}

/** A path of this server; of anything else, its beginning: nobody is sent elsewhere after logging in. */
function ownPath(to: string): string {
  const base = 'http://throughline.invalid';
  const url = URL.canParse(to, base) ? new URL(to, base) : undefined;
  return url?.origin === base ? url.pathname + url.search + url.hash : '/';
}
