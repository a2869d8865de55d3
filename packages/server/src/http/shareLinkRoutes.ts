import { SHARE_DAYS, type SharedView, type ShareLink } from '@throughline/format';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Database } from '../control/database.ts';
import { createShareLink, listShareLinks, revokeShareLink, ShareError } from '../control/shareLinks.ts';
import { findSession } from '../query/sessions.ts';
import { askerOf } from './access/asker.ts';
import { asItIs, viewOf } from './access/sharedView.ts';
import { moment, projectQuestion, uuid } from './apiQuestions.ts';
import { apiError } from './apiSchemas.ts';
import { notFound } from './notFound.ts';

const milliseconds = z.number().describe('Unix milliseconds');
const time = z.string().describe('ISO 8601, UTC');
const part = {
  session: z.string(),
  from: milliseconds,
  to: milliseconds,
  at: milliseconds.describe('The moment at which it opens'),
  payloads: z.boolean().describe('Whether headers and bodies of requests and messages are shown'),
  madeBy: z.string(),
  expiresAt: time,
};
const shareLink = z.object({
  id: z.string(),
  ...part,
  createdAt: time,
  revokedAt: time.nullable(),
}) satisfies z.ZodType<ShareLink>;
const sharedView: z.ZodType<SharedView> = z.object({ ...part, project: z.string() });
const body = z
  .strictObject({
    session: uuid,
    from: moment.optional().describe('Unix milliseconds; the session’s beginning if absent'),
    to: moment.optional().describe('Unix milliseconds; the session’s end if absent'),
    at: moment.optional().describe('Unix milliseconds; the beginning if absent'),
    payloads: z.boolean().default(false),
    days: z.number().int().min(SHARE_DAYS.least).max(SHARE_DAYS.most).default(SHARE_DAYS.usual),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from < to, {
    path: ['to'],
    message: 'must be after `from`',
  });
const errors = { 400: apiError, 401: apiError, 403: apiError, 404: apiError, 409: apiError };

/** Links by which those without an account see a part of a session, and nothing else. */
export async function shareLinkRoutes(
  fastify: FastifyInstance,
  { database }: { database: Database },
): Promise<void> {
  const app = fastify.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/share',
    {
      config: { permission: 'read', isOfNoProject: true, shared: asItIs },
      schema: {
        summary: 'What the share link shows that one asks with',
        response: { 200: sharedView, ...errors },
      },
    },
    async (request, reply) => {
      const view = viewOf(request);
      if (!view) return reply.code(404).send(notFound('share link in this request'));
      const { project, session, from, to, at, payloads, madeBy, expiresAt } = view;
      return { project, session, from, to, at, payloads, madeBy, expiresAt };
    },
  );
  app.get(
    '/share-links',
    {
      config: { permission: 'share' },
      schema: {
        summary: 'Share links of a session that work, newest first',
        querystring: projectQuestion.extend({ session: uuid }),
        response: { 200: z.object({ links: z.array(shareLink) }), ...errors },
      },
    },
    async ({ query }) => ({ links: await listShareLinks(database, query.project, query.session) }),
  );
  app.post(
    '/share-links',
    {
      config: { permission: 'share' },
      schema: {
        summary: 'Share a part of a session',
        description: 'The only time that the secret is shown; it opens `/share#<secret>`.',
        querystring: projectQuestion,
        body,
        response: { 201: shareLink.extend({ secret: z.string() }), ...errors },
      },
    },
    async (request, reply) => {
      const { query, reader } = request;
      const { session, payloads, days, ...given } = request.body;
      const asker = askerOf(request);
      const found = await findSession(reader, query.project, session);
      if (!found) return reply.code(404).send(notFound(`session ${session}`));
      const { from = found.from, to = found.to } = given;
      const at = Math.min(Math.max(given.at ?? from, from), to);
      try {
        const made = await createShareLink(database, {
          ...{ project: query.project, session, from, to, at, days },
          // Nobody shows others what they may not see.
          payloads: payloads && asker.may('payloads'),
          madeBy: asker.name,
          madeById: asker.id,
        });
        return reply.code(201).send(made);
      } catch (error) {
        if (!(error instanceof ShareError)) throw error;
        return reply.code(409).send({ error: { code: 'refused', message: error.message } });
      }
    },
  );
  app.delete(
    '/share-links/:id',
    {
      config: { permission: 'share' },
      schema: {
        summary: 'Revoke a share link',
        params: z.object({ id: z.uuid() }),
        querystring: projectQuestion,
        response: { 204: z.null(), ...errors },
      },
    },
    async ({ params, query }, reply) =>
      (await revokeShareLink(database, query.project, params.id))
        ? reply.code(204).send(null)
        : reply.code(404).send(notFound(`share link ${params.id} that works`)),
  );
}
