import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { listReleases } from '../query/releaseList.ts';
import { apiError } from './apiSchemas.ts';
import { releaseList, releasesQuestion, withRange } from './issueSchemas.ts';

/** Releases that records name, beside each other. */
export async function releaseRoutes(fastify: FastifyInstance): Promise<void> {
  const app = fastify.withTypeProvider<ZodTypeProvider>();
  app.get(
    '/releases',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'Releases of each service: their share of its sessions, their exceptions, their new issues',
        querystring: releasesQuestion,
        response: { 200: releaseList, 400: apiError, 422: apiError, 503: apiError },
      },
    },
    async ({ reader, query }) => ({ releases: await listReleases(reader, withRange(query)) }),
  );
}
