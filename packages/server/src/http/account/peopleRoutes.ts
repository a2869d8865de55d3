import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AccountError, changeUser, listUsers } from '../../control/accounts.ts';
import type { Database } from '../../control/database.ts';
import { invite, listInvitations, revokeInvitation } from '../../control/invitations.ts';
import { askerOf } from '../access/asker.ts';
import { permit } from '../access/permissions.ts';
import { apiError } from '../apiSchemas.ts';
import { notFound } from '../notFound.ts';
import { email, givenProjects, invitation, person, role, user } from './schemas.ts';

const path = z.object({ id: z.uuid() });
const errors = { 400: apiError, 403: apiError, 404: apiError, 409: apiError };

/** Who may log in, as what, and who is invited to. */
export async function peopleRoutes(
  fastify: FastifyInstance,
  { database }: { database: Database },
): Promise<void> {
  permit(fastify, { reading: 'administer', changing: 'administer' });
  const app = fastify.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/people',
    {
      config: { permission: 'read', isOfNoProject: true },
      schema: {
        summary: 'Names of those who may log in, for mentions',
        response: { 200: z.object({ people: z.array(person) }) },
      },
    },
    async () => ({
      people: (await listUsers(database))
        .filter(({ disabledAt }) => disabledAt === null)
        .map(({ id, name }) => ({ id, name })),
    }),
  );
  app.get(
    '/users',
    { schema: { summary: 'Accounts, by name', response: { 200: z.object({ users: z.array(user) }) } } },
    async () => ({ users: await listUsers(database) }),
  );
  app.patch(
    '/users/:id',
    {
      schema: {
        summary: 'Change an account',
        params: path,
        body: z.strictObject({
          role: role.optional(),
          projects: givenProjects.optional(),
          disabled: z.boolean().optional().describe('true: they are logged out, and log in no more'),
        }),
        response: { 200: user, ...errors },
      },
    },
    async ({ params, body }, reply) => {
      try {
        const changed = await changeUser(database, params.id, body);
        return changed ?? reply.code(404).send(notFound(`user ${params.id}`));
      } catch (error) {
        if (!(error instanceof AccountError)) throw error;
        return reply.code(409).send({ error: { code: 'refused', message: error.message } });
      }
    },
  );

  app.get(
    '/invitations',
    {
      schema: {
        summary: 'Invitations that can be accepted, newest first',
        response: { 200: z.object({ invitations: z.array(invitation) }) },
      },
    },
    async () => ({ invitations: await listInvitations(database) }),
  );
  app.post(
    '/invitations',
    {
      schema: {
        summary: 'Invite somebody; the only time that the secret of the link is shown',
        body: z.strictObject({ email, role, projects: givenProjects.default(null) }),
        response: { 201: invitation.extend({ secret: z.string() }), ...errors },
      },
    },
    async (request, reply) => {
      try {
        const invited = await invite(database, { ...request.body, invitedBy: askerOf(request).name });
        return reply.code(201).send(invited);
      } catch (error) {
        if (!(error instanceof AccountError)) throw error;
        return reply.code(409).send({ error: { code: 'refused', message: error.message } });
      }
    },
  );
  app.delete(
    '/invitations/:id',
    {
      schema: { summary: 'Take an invitation back', params: path, response: { 204: z.null(), ...errors } },
    },
    async ({ params }, reply) =>
      (await revokeInvitation(database, params.id))
        ? reply.code(204).send(null)
        : reply.code(404).send(notFound(`open invitation ${params.id}`)),
  );
}
