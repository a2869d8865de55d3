import { timingSafeEqual } from 'node:crypto';
import { DEFAULT_PROJECT, type TokenScope, type User } from '@throughline/format';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ViewOfLink } from '../../control/shareLinks.ts';
import { isLoopback } from '../../loopback.ts';
import {
  type Asker,
  askerOfLink,
  askerOfToken,
  askerOfUser,
  knownAsker,
  mayEnter,
  runner,
  setAsker,
} from './asker.ts';
import { isForged } from './forgery.ts';
import { readLoginCookie } from './loginCookie.ts';
import { SAFE_METHODS } from './permissions.ts';

export interface Guarded {
  /** Whether nobody logs in: whoever is on this machine may do everything, and nobody else anything. */
  isOpen: boolean;
  /** Opens everything. */
  operatorToken: string;
  /** What a token that was made later is. */
  tokenOf: (secret: string) => Promise<{ id: string; name: string; scope: TokenScope } | undefined>;
  /** What a share link shows. */
  viewOf: ViewOfLink;
  /** Who is logged in with what a cookie holds. */
  userOf: (secret: string) => Promise<User | undefined>;
  /** Whether people reach the server over TLS. */
  isSecure: boolean;
}

/**
 * Guards what can be read and changed: the API and the app. What changes something must not come from another site's page; who
 * asks must be known, may do what the route names (`config.permission`), and see the project that is asked for.
 *
 * - People are known by the cookie of their log-in; programs by `Authorization: Bearer <token>`, or the token as the password of
 *   HTTP Basic.
 * - Where nobody logs in, the server listens on loopback only, and the `Host` header must name this machine: a page elsewhere
 *   that points its own name at 127.0.0.1 (DNS rebinding) is refused.
 */
export function guard(access: Guarded) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { permission, isOfNoProject } = request.routeOptions.config;
    if (isForged(request)) return refuse(reply, 'a page of another site may change nothing here');
    if (access.isOpen && !isLoopback(request.hostname))
      return refuse(
        reply,
        `this server answers to localhost only, not to "${request.hostname}"; start it without --auth off to open it`,
      );
    const asker = await identify(request, access);
    if (asker) setAsker(request, asker);
    if (permission === 'public') return undefined;
    if (!asker)
      return reply
        .code(401)
        .header('www-authenticate', 'Bearer realm="Throughline"')
        .send({ error: { code: 'unauthorized', message: 'log in, or give a read token as a Bearer token' } });
    if (permission === undefined || !asker.permissions.has(permission))
      return refuse(
        reply,
        permission === undefined
          ? 'nobody may do this'
          : `${asker.name} may not do this; it needs the permission "${permission}"`,
      );
    const project = projectOf(request.query) ?? DEFAULT_PROJECT;
    // What names its project in its body is checked once the body is there.
    if (!isOfNoProject && SAFE_METHODS.has(request.method) && !mayEnter(asker, project))
      return unknownProject(reply, project);
    return undefined;
  };
}

/** The rest of the guard, for what has a body: whether who asks sees the project that it names. Of a project of others: 404. */
export async function guardBody(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const asker = knownAsker(request);
  const { isOfNoProject } = request.routeOptions.config;
  if (!asker || isOfNoProject || SAFE_METHODS.has(request.method)) return undefined;
  const named = [projectOf(request.query), projectOf(request.body)].filter((name) => name !== undefined);
  const hidden = (named.length > 0 ? named : [DEFAULT_PROJECT]).find((name) => !mayEnter(asker, name));
  return hidden === undefined ? undefined : unknownProject(reply, hidden);
}

async function identify(
  request: FastifyRequest,
  { isOpen, operatorToken, tokenOf, viewOf, userOf, isSecure }: Guarded,
): Promise<Asker | undefined> {
  const secret = secretOf(request.headers.authorization);
  // Also where nobody logs in: whoever looks through a link sees what it shows.
  if (secret.startsWith('tll_')) {
    const view = await viewOf(secret);
    return view && askerOfLink(view);
  }
  if (isOpen) return runner('machine');
  // Whoever gives a token asks as that token, also from a browser in which somebody is logged in.
  if (secret !== '') {
    if (sameSecret(secret, operatorToken)) return runner('operator');
    const token = await tokenOf(secret);
    return token && askerOfToken(token);
  }
  const cookie = readLoginCookie(request, isSecure);
  const user = cookie ? await userOf(cookie) : undefined;
  return user && askerOfUser(user);
}

function refuse(reply: FastifyReply, message: string): FastifyReply {
  return reply.code(403).send({ error: { code: 'forbidden', message } });
}

function unknownProject(reply: FastifyReply, project: string): FastifyReply {
  return reply.code(404).send({ error: { code: 'not_found', message: `there is no project ${project}` } });
}

/** The project that a query or a body names, if it does. */
function projectOf(given: unknown): string | undefined {
  const { project } = (given ?? {}) as { project?: unknown };
  return project === undefined ? undefined : String(project);
}

/** The Bearer token, or the password of HTTP Basic; empty if there is neither. */
function secretOf(authorization: string | undefined): string {
  const [scheme = '', credentials = ''] = (authorization ?? '').split(' ', 2);
  if (/^bearer$/i.test(scheme)) return credentials;
  if (!/^basic$/i.test(scheme)) return '';
  const [, password = ''] = /^[^:]*:(.*)$/s.exec(Buffer.from(credentials, 'base64').toString()) ?? [];
  return password;
}

function sameSecret(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
