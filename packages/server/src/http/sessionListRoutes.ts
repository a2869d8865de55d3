import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { QUERY_LIMITS } from '../limits.ts';
import { readActivity } from '../query/sessionActivity.ts';
import { readFacets } from '../query/sessionFacets.ts';
import type { SessionFilter } from '../query/sessionFilter.ts';
import { listSessions } from '../query/sessionList.ts';
import { sessionsCsv } from '../query/sessionsCsv.ts';
import { activityQuestion, facetsQuestion, sessionsQuestion } from './apiQuestions.ts';
import { apiError, sessionList } from './apiSchemas.ts';
import { sessionActivityList, sessionFacets } from './sessionListSchemas.ts';

const csvQuestion = sessionsQuestion.omit({ limit: true, cursor: true });

/** Finding sessions: the list, the counts beside it, what each row shows, and the list as a file. */
export async function sessionListRoutes(fastify: FastifyInstance): Promise<void> {
  const app = fastify.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/sessions',
    {
      schema: {
        summary: 'Sessions that match all that is asked, newest first',
        querystring: sessionsQuestion,
        response: { 200: sessionList, 400: apiError, 422: apiError, 503: apiError },
      },
    },
    async ({ reader, query: { limit, cursor, ...asked } }) =>
      listSessions(reader, { ...questionOf(asked), limit, cursor }),
  );

  app.get(
    '/sessions/facets',
    {
      schema: {
        summary: 'How many of the sessions that match have which service, user, page, browser, …',
        description: `Of the newest ${QUERY_LIMITS.facetSessions} sessions of the time range; each facet leaves out what the search says under its own key.`,
        querystring: facetsQuestion,
        response: { 200: sessionFacets, 400: apiError, 422: apiError, 503: apiError },
      },
    },
    async ({ reader, query }) => readFacets(reader, query),
  );

  app.get(
    '/sessions/activity',
    {
      schema: {
        summary: 'What happened when in each of these sessions, in equal stretches',
        querystring: activityQuestion,
        response: { 200: sessionActivityList, 400: apiError, 422: apiError, 503: apiError },
      },
    },
    async ({ reader, query }) => ({ activity: await readActivity(reader, query.project, query.ids) }),
  );

  app.get(
    '/sessions.csv',
    {
      schema: {
        summary: 'Sessions that match all that is asked, newest first, as CSV (RFC 4180)',
        description: `At most ${QUERY_LIMITS.csvSessions}. Texts that a spreadsheet would run as a formula begin with an apostrophe.`,
        querystring: csvQuestion,
        response: { 200: z.string().describe('text/csv'), 400: apiError, 422: apiError, 503: apiError },
      },
    },
    async ({ reader, query }, reply) => {
      const parts = sessionsCsv(reader, questionOf(query));
      const first = await parts.next();
      reply
        .type('text/csv; charset=utf-8; header=present')
        .header('content-disposition', 'attachment; filename="sessions.csv"');
      return reply.send(Readable.from(firstThen(first.value ?? '', parts)) as unknown as string);
    },
  );
}

async function* firstThen(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}

function questionOf({ error, attribute, ...filter }: z.infer<typeof csvQuestion>): SessionFilter & {
  project: string;
} {
  return { ...filter, attributes: attribute, error: error === undefined ? undefined : error === 'true' };
}
