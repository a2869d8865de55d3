import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { QUERY_LIMITS } from '../limits.ts';
import { readProjectMap } from '../query/projectMap.ts';
import { mapQuestion } from './apiQuestions.ts';
import { apiError } from './apiSchemas.ts';
import { projectMap } from './serviceMapSchema.ts';

/** Who calls whom in the project. */
export async function serviceMapRoutes(fastify: FastifyInstance): Promise<void> {
  fastify.withTypeProvider<ZodTypeProvider>().get(
    '/map',
    {
      schema: {
        summary: 'Services, databases, queues and hosts of a time range, and who called whom',
        description:
          `By default of the last hour. Of more than ${QUERY_LIMITS.spansAMap} spans a share of the traces is looked at, and ` +
          'counts are scaled up.',
        querystring: mapQuestion,
        response: { 200: projectMap, 400: apiError, 422: apiError, 503: apiError },
      },
    },
    async ({ reader, query }) => readProjectMap(reader, query),
  );
}
