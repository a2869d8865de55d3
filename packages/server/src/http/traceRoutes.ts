import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { findTraceLogs } from '../query/traceLogs.ts';
import { findTrace } from '../query/traces.ts';
import { logsQuestion, projectQuestion, tracePath } from './apiQuestions.ts';
import { apiError, logPage, trace } from './apiSchemas.ts';
import { notFound } from './notFound.ts';

/** A trace, and the logs written inside it. */
export async function traceRoutes(fastify: FastifyInstance): Promise<void> {
  const app = fastify.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/traces/:traceId',
    {
      schema: {
        summary: 'One trace with the logs written inside it',
        params: tracePath,
        querystring: projectQuestion,
        response: { 200: trace, 400: apiError, 404: apiError },
      },
    },
    async ({ reader, params, query }, reply) =>
      (await findTrace(reader, query.project, params.traceId)) ??
      reply.code(404).send(notFound(`trace ${params.traceId}`)),
  );

  app.get(
    '/traces/:traceId/logs',
    {
      schema: {
        summary: 'Logs written inside the trace in the order of time, paged',
        params: tracePath,
        querystring: logsQuestion,
        response: { 200: logPage, 400: apiError, 404: apiError },
      },
    },
    async ({ reader, params, query }, reply) =>
      (await findTraceLogs(reader, { ...query, traceId: params.traceId })) ??
      reply.code(404).send(notFound(`trace ${params.traceId}`)),
  );
}
