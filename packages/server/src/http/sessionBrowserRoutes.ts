import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { readSessionEvents } from '../query/sessionEvents.ts';
import { readSessionRequests } from '../query/sessionRequests.ts';
import { asItIs } from './access/sharedView.ts';
import { eventsQuestion, requestsQuestion, sessionPath } from './apiQuestions.ts';
import { apiError } from './apiSchemas.ts';
import { sessionEventPage } from './sessionEventSchema.ts';
import { requestPage } from './sessionRequestSchema.ts';

/** Requests in one answer with their headers and bodies, which have up to 64 KiB each. */
const WITH_PAYLOADS_MOST = 100;

/** What the browser of one session did: its requests, and what happened in its pages. */
export async function sessionBrowserRoutes(fastify: FastifyInstance): Promise<void> {
  const app = fastify.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/sessions/:id/requests',
    {
      config: { shared: asItIs },
      schema: {
        summary: 'Requests and page loads of the browser in the order in which they began, paged',
        description: `With \`payloads=true\` a page has ${WITH_PAYLOADS_MOST} at most.`,
        params: sessionPath,
        querystring: requestsQuestion,
        response: { 200: requestPage, 400: apiError },
      },
    },
    async ({ reader, params, query: { payloads, limit, ...filter } }) =>
      readSessionRequests(reader, {
        ...filter,
        session: params.id,
        payloads: payloads === 'true',
        limit: payloads === 'true' ? Math.min(limit, WITH_PAYLOADS_MOST) : limit,
      }),
  );

  app.get(
    '/sessions/:id/events',
    {
      config: { shared: asItIs },
      schema: {
        summary: 'Events of the browser with their attributes in the order of time, paged',
        description: 'Lines of the console and messages of connections are left out.',
        params: sessionPath,
        querystring: eventsQuestion,
        response: { 200: sessionEventPage, 400: apiError },
      },
    },
    async ({ reader, params, query }) => readSessionEvents(reader, { ...query, session: params.id }),
  );
}
