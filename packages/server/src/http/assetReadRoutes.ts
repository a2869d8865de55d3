import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Assets } from '../control/assets.ts';
import { asItIs } from './access/sharedView.ts';
import { assetPath, projectQuestion } from './apiQuestions.ts';
import { apiError } from './apiSchemas.ts';
import { notFound } from './notFound.ts';

/** What a hash names never changes. */
const IMMUTABLE = 'private, max-age=31536000, immutable';

/** Gives back what recordings refer to. Always as plain text: it is strangers' content, and for the player alone. */
export async function assetReadRoutes(
  fastify: FastifyInstance,
  { assets }: { assets: Assets },
): Promise<void> {
  fastify.withTypeProvider<ZodTypeProvider>().get(
    '/assets/:hash',
    {
      config: { permission: 'read', shared: asItIs },
      schema: {
        summary: 'A text that recordings refer to by its hash: a style sheet, a picture as a data URL',
        params: assetPath,
        querystring: projectQuestion,
        response: { 200: z.string(), 400: apiError, 404: apiError },
      },
    },
    async ({ params, query, headers }, reply) => {
      const body = await assets.read(query.project, params.hash);
      if (!body) return reply.code(404).send(notFound(`asset ${params.hash}`));
      const packed = Buffer.from(body);
      reply
        .header('cache-control', IMMUTABLE)
        .header('vary', 'accept-encoding')
        .header('x-content-type-options', 'nosniff')
        .type('text/plain; charset=utf-8');
      const takesGzip = /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''));
      if (takesGzip) reply.header('content-encoding', 'gzip');
      // Bytes go out as they are, past the schema.
      return reply.send((takesGzip ? packed : await promisify(gunzip)(packed)) as unknown as string);
    },
  );
}
