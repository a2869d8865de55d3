import { DEFAULT_PROJECT, TOKEN_SCOPES } from '@throughline/format';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Database } from '../control/database.ts';
import { createIngestKey, listIngestKeys, revokeIngestKey } from '../control/keys.ts';
import { createReadToken, listReadTokens, revokeReadToken } from '../control/readTokens.ts';
import { permit } from './access/permissions.ts';
import { apiError } from './apiSchemas.ts';

/** Longest name of a key, characters. */
const NAME_CHARACTERS = 100;
/** Origins a key may be bound to. */
const ORIGINS_MOST = 50;

const name = z.string().trim().max(NAME_CHARACTERS).default('');
const origin = z
  .string()
  .refine(
    (text) => URL.canParse(text) && new URL(text).origin === text,
    'must be an origin such as https://shop.example',
  );
const time = z.string().describe('ISO 8601, UTC');
const secret = {
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  createdAt: time,
  revokedAt: time.nullable(),
};
const ingestKey = z.object({ ...secret, projectId: z.string(), allowedOrigins: z.array(z.string()) });
const scope = z.enum(TOKEN_SCOPES).describe('What it opens');
const readToken = z.object({ ...secret, scope });
const path = z.object({ id: z.uuid() });
const errors = { 400: apiError, 403: apiError, 404: apiError };

/** Ingest keys and read tokens: made, listed and revoked by whoever runs the server. */
export async function keyRoutes(
  fastify: FastifyInstance,
  { database }: { database: Database },
): Promise<void> {
  const app = fastify.withTypeProvider<ZodTypeProvider>();
  permit(app, { reading: 'administer', changing: 'administer' });

  app.get(
    '/keys',
    {
      schema: {
        summary: 'Ingest keys',
        response: { 200: z.object({ keys: z.array(ingestKey) }), ...errors },
      },
    },
    async () => ({ keys: await listIngestKeys(database) }),
  );
  app.post(
    '/keys',
    {
      schema: {
        summary: 'Make an ingest key; the only time that it is shown',
        querystring: z.object({ project: z.string().max(100).default(DEFAULT_PROJECT) }),
        body: z.object({ name, allowedOrigins: z.array(origin).max(ORIGINS_MOST).default([]) }),
        response: { 201: ingestKey.extend({ key: z.string() }), ...errors },
      },
    },
    async ({ body, query }, reply) => {
      const made = await createIngestKey(database, { projectId: query.project, ...body });
      return made ? reply.code(201).send(made) : reply.code(404).send(notFound(`project ${query.project}`));
    },
  );
  app.delete(
    '/keys/:id',
    { schema: { summary: 'Revoke an ingest key', params: path, response: { 204: z.null(), ...errors } } },
    async ({ params }, reply) =>
      (await revokeIngestKey(database, params.id))
        ? reply.code(204).send(null)
        : reply.code(404).send(notFound(`ingest key ${params.id} that is not revoked yet`)),
  );

  app.get(
    '/read-tokens',
    {
      schema: {
        summary: 'Read tokens, and those of other scopes',
        response: { 200: z.object({ tokens: z.array(readToken) }), ...errors },
      },
    },
    async () => ({ tokens: await listReadTokens(database) }),
  );
  app.post(
    '/read-tokens',
    {
      schema: {
        summary: 'Make a read token, or one of another scope; the only time that it is shown',
        body: z.object({ name, scope: scope.default('read') }),
        response: { 201: readToken.extend({ token: z.string() }), ...errors },
      },
    },
    async ({ body }, reply) => reply.code(201).send(await createReadToken(database, body.name, body.scope)),
  );
  app.delete(
    '/read-tokens/:id',
    { schema: { summary: 'Revoke a read token', params: path, response: { 204: z.null(), ...errors } } },
    async ({ params }, reply) =>
      (await revokeReadToken(database, params.id))
        ? reply.code(204).send(null)
        : reply.code(404).send(notFound(`read token ${params.id} that is not revoked yet`)),
  );
}

function notFound(what: string) {
  return { error: { code: 'not_found', message: `there is no ${what}` } };
}
