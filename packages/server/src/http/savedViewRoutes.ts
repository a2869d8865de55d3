import { DEFAULT_PROJECT, type SavedView } from '@throughline/format';
import { SEARCH_CHARACTERS_MOST } from '@throughline/model';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Database } from '../control/database.ts';
import { deleteView, listViews, saveView, ViewError } from '../control/savedViews.ts';
import { VIEW_LIMITS } from '../limits.ts';
import { permit } from './access/permissions.ts';
import { apiError } from './apiSchemas.ts';
import { notFound } from './notFound.ts';

const word = z.string().trim().max(VIEW_LIMITS.columnCharacters);
const view = {
  name: z.string().trim().min(1, 'must have a name').max(VIEW_LIMITS.nameCharacters),
  search: z.string().trim().max(SEARCH_CHARACTERS_MOST).default(''),
  range: word.default('').describe('The time range by name, e.g. `24h`'),
  columns: z.array(word.min(1)).max(VIEW_LIMITS.columns).default([]),
};
const savedView: z.ZodType<SavedView> = z.object({
  id: z.string(),
  ...view,
  createdAt: z.string().describe('ISO 8601, UTC'),
});
const question = z.object({ project: z.string().max(100).default(DEFAULT_PROJECT) });
const path = z.object({ id: z.uuid() });
const errors = { 400: apiError, 403: apiError, 404: apiError, 409: apiError };

/** Searches of the session list that a team keeps under names: read by all who may read, kept by whoever runs the server. */
export async function savedViewRoutes(
  fastify: FastifyInstance,
  { database }: { database: Database },
): Promise<void> {
  const app = fastify.withTypeProvider<ZodTypeProvider>();
  permit(app, { reading: 'read', changing: 'annotate' });

  app.get(
    '/views',
    {
      schema: {
        summary: 'Saved views of the session list, by name',
        querystring: question,
        response: { 200: z.object({ views: z.array(savedView) }), ...errors },
      },
    },
    async ({ query }) => ({ views: await listViews(database, query.project) }),
  );
  app.post(
    '/views',
    {
      schema: {
        summary: 'Save a view of the session list',
        querystring: question,
        body: z.strictObject(view),
        response: { 201: savedView, ...errors },
      },
    },
    async ({ query, body }, reply) => {
      try {
        return reply.code(201).send(await saveView(database, query.project, body));
      } catch (error) {
        if (!(error instanceof ViewError)) throw error;
        return reply.code(409).send({ error: { code: 'refused', message: error.message } });
      }
    },
  );
  app.delete(
    '/views/:id',
    {
      schema: {
        summary: 'Delete a view',
        params: path,
        querystring: question,
        response: { 204: z.null(), ...errors },
      },
    },
    async ({ params, query }, reply) =>
      (await deleteView(database, query.project, params.id))
        ? reply.code(204).send(null)
        : reply.code(404).send(notFound(`view ${params.id}`)),
  );
}
