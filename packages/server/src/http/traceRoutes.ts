import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { findTraceLogs } from '../query/traceLogs.ts';
import { findTrace } from '../query/traces.ts';
import { traceWithin, viewOf } from './access/sharedView.ts';
import { logsQuestion, projectQuestion, tracePath } from './apiQuestions.ts';
import { apiError, logPage, trace } from './apiSchemas.ts';
import { notFound } from './notFound.ts';

/** A trace, and the logs written inside it. */
export async function traceRoutes(fastify: FastifyInstance): Promise<void> {
  const app = fastify.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/traces/:traceId',
    {
      config: { shared: traceWithin },
      schema: {
        summary: 'One trace with the logs written inside it',
        params: tracePath,
        querystring: projectQuestion,
        response: { 200: trace, 400: apiError, 404: apiError },
      },
    },
    async (request, reply) => {
      const { reader, params, query } = request;
      const found = await findTrace(reader, query.project, params.traceId);
      const view = viewOf(request);
      const isHidden =
        found &&
        view &&
        !(found.sessions.includes(view.session) && traceWithin(found, view).spans.length > 0);
      return found && !isHidden ? found : reply.code(404).send(notFound(`trace ${params.traceId}`));
    },
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
