import { timingSafeEqual } from 'node:crypto';
import type { Account, User } from '@throughline/format';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  AccountError,
  changeUser,
  createFirstAdministrator,
  hasAccounts,
  setPassword,
  userByPassword,
} from '../../control/accounts.ts';
import type { Database } from '../../control/database.ts';
import { acceptInvitation, findInvitation } from '../../control/invitations.ts';
import { countAttempt, forgiveAttempts, loginWait } from '../../control/loginFailures.ts';
import { type Logins, logIn } from '../../control/logins.ts';
import { SECRET_CHARACTERS_MOST } from '../../control/secret.ts';
import { type Asker, askerOf, askerOfUser, knownAsker, setAsker } from '../access/asker.ts';
import { clearLoginCookie, readLoginCookie, setLoginCookie } from '../access/loginCookie.ts';
import { apiError } from '../apiSchemas.ts';
import { account, email, invitation, name, password, triedPassword } from './schemas.ts';

export interface AccountDependencies {
  database: Database;
  logins: Logins;
  /** What whoever makes the first account must know; the server prints it. */
  setupCode: string;
  /** Whether people reach the server over TLS. */
  isSecure: boolean;
  /** Name of the provider of single sign-on; `undefined` if there is none. */
  singleSignOn: string | undefined;
}

const errors = { 400: apiError, 401: apiError, 403: apiError, 409: apiError, 429: apiError };
const secret = z.string().max(SECRET_CHARACTERS_MOST);

/** Set-up, log-in, log-out, and what a person changes of their own account. */
export async function accountRoutes(
  fastify: FastifyInstance,
  { database, logins, setupCode, isSecure, singleSignOn }: AccountDependencies,
): Promise<void> {
  const app = fastify.withTypeProvider<ZodTypeProvider>();
  const isPublic = { config: { permission: 'public' as const } };

  async function accountOf(asker: Asker | undefined, user?: User): Promise<Account> {
    const state = asker ? 'in' : (await hasAccounts(database)) ? 'out' : 'setup';
    return { state, who: asker ? whoIs(asker, user) : null, singleSignOn: singleSignOn ?? null };
  }
  async function letIn(reply: FastifyReply, user: User) {
    // So that the audit log has their name.
    setAsker(reply.request, askerOfUser(user));
    setLoginCookie(reply, await logIn(database, user.id), isSecure);
    return reply.code(204).send(null);
  }

  app.get(
    '/account',
    { ...isPublic, schema: { summary: 'Who asks, or how they can log in', response: { 200: account } } },
    async (request) => {
      const cookie = readLoginCookie(request, isSecure);
      const asker = knownAsker(request);
      const user = asker?.kind === 'user' && cookie ? await logins.userOf(cookie) : undefined;
      return accountOf(asker, user);
    },
  );

  app.post(
    '/account/setup',
    {
      ...isPublic,
      schema: {
        summary: 'Make the first account, an administrator’s',
        body: z.strictObject({ code: secret, name, email, password }),
        response: { 204: z.null(), ...errors },
      },
    },
    async ({ body: { code, ...given } }, reply) => {
      if (!isSame(code, setupCode))
        return reply.code(403).send({
          error: {
            code: 'forbidden',
            message: 'that is not the set-up code; the server printed it when it started',
          },
        });
      return refusing(reply, async () => letIn(reply, await createFirstAdministrator(database, given)));
    },
  );

  app.post(
    '/account/login',
    {
      ...isPublic,
      schema: {
        summary: 'Log in with a password',
        body: z.strictObject({ email: z.string().max(300), password: triedPassword }),
        response: { 204: z.null(), ...errors },
      },
    },
    async ({ body, ip }, reply) => {
      const attempt = { email: body.email.trim().toLowerCase(), address: ip };
      const now = Date.now();
      const wait = await loginWait(database, attempt, now);
      if (wait > 0) {
        const seconds = Math.ceil(wait / 1000);
        return reply
          .code(429)
          .header('retry-after', String(seconds))
          .send({
            error: {
              code: 'too_many',
              message: `too many log-ins failed; try again in ${Math.ceil(seconds / 60)} minutes`,
            },
          });
      }
      await countAttempt(database, attempt, now);
      const user = await userByPassword(database, body.email, body.password);
      if (!user)
        return reply.code(401).send({
          error: { code: 'unauthorized', message: 'the e-mail address or the password is wrong' },
        });
      await forgiveAttempts(database, attempt);
      return letIn(reply, user);
    },
  );

  app.post(
    '/account/logout',
    { ...isPublic, schema: { summary: 'Log out', response: { 204: z.null() } } },
    async (request, reply) => {
      const cookie = readLoginCookie(request, isSecure);
      if (cookie) await logins.end(cookie);
      clearLoginCookie(reply, isSecure);
      return reply.code(204).send(null);
    },
  );

  app.patch(
    '/account',
    {
      config: { permission: 'read', isOfNoProject: true },
      schema: {
        summary: 'Change one’s own name or password',
        body: z.strictObject({
          name: name.optional(),
          password: z.strictObject({ current: triedPassword, next: password }).optional(),
        }),
        response: { 204: z.null(), ...errors },
      },
    },
    async (request, reply) => {
      const { body } = request;
      const asker = askerOf(request);
      const cookie = readLoginCookie(request, isSecure);
      const user = asker.kind === 'user' && cookie ? await logins.userOf(cookie) : undefined;
      if (!user)
        return reply.code(403).send({ error: { code: 'forbidden', message: 'only people have accounts' } });
      if (body.name !== undefined) await changeUser(database, user.id, { name: body.name });
      if (body.password === undefined) return reply.code(204).send(null);
      const attempt = { email: user.email, address: request.ip };
      const now = Date.now();
      const mayTry = (await loginWait(database, attempt, now)) === 0;
      if (mayTry) await countAttempt(database, attempt, now);
      if (!mayTry || !(await userByPassword(database, user.email, body.password.current)))
        return reply
          .code(409)
          .send({ error: { code: 'refused', message: 'that is not the current password' } });
      await setPassword(database, user.id, body.password.next);
      return letIn(reply, user);
    },
  );

  app.post(
    '/account/invitation',
    {
      ...isPublic,
      schema: {
        summary: 'Whom a link invites',
        body: z.strictObject({ secret }),
        response: { 200: invitation.nullable() },
      },
    },
    async ({ body }) => (await findInvitation(database, body.secret)) ?? null,
  );
  app.post(
    '/account/invitation/accept',
    {
      ...isPublic,
      schema: {
        summary: 'Make the account that one is invited to',
        body: z.strictObject({ secret, name, password }),
        response: { 204: z.null(), ...errors },
      },
    },
    async ({ body }, reply) =>
      refusing(reply, async () => letIn(reply, await acceptInvitation(database, body.secret, body))),
  );
}

/** What `work` answers, or 409 with the reason if it cannot be done. */
async function refusing<Answer>(reply: FastifyReply, work: () => Promise<Answer>) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AccountError)) throw error;
    return reply.code(409).send({ error: { code: 'refused', message: error.message } });
  }
}

function whoIs({ kind, id, name, permissions, projects }: Asker, user: User | undefined) {
  return {
    kind,
    id,
    name,
    ...(user && { email: user.email, role: user.role, hasPassword: user.hasPassword }),
    permissions: [...permissions],
    projects: projects ? [...projects] : null,
  };
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
