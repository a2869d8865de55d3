import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { listSegments, segmentEvents } from '../query/segments.ts';
import { listSessions } from '../query/sessionList.ts';
import { readSessionLogs } from '../query/sessionLogs.ts';
import { findSession } from '../query/sessions.ts';
import { readTimeline } from '../query/timeline.ts';
import {
  logsQuestion,
  projectQuestion,
  segmentPath,
  segmentsQuestion,
  sessionPath,
  sessionsQuestion,
  timelineQuestion,
} from './apiQuestions.ts';
import { apiError, logPage, segmentList, sessionDetail, sessionList, timelinePage } from './apiSchemas.ts';
import { notFound } from './notFound.ts';

/** Answers that never change once given: a segment is stored once. */
const IMMUTABLE = 'private, max-age=31536000, immutable';

/** Finding sessions, and all that one has. */
export async function sessionRoutes(fastify: FastifyInstance): Promise<void> {
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
    async ({ reader, query: { error, attribute, ...filter } }) =>
      listSessions(reader, {
        ...filter,
        attributes: attribute,
        error: error === undefined ? undefined : error === 'true',
      }),
  );

  app.get(
    '/sessions/:id',
    {
      schema: {
        summary: 'One session with its tabs',
        params: sessionPath,
        querystring: projectQuestion,
        response: { 200: sessionDetail, 400: apiError, 404: apiError },
      },
    },
    async ({ reader, params, query }, reply) =>
      (await findSession(reader, query.project, params.id)) ??
      reply.code(404).send(notFound(`session ${params.id}`)),
  );

  app.get(
    '/sessions/:id/timeline',
    {
      schema: {
        summary: 'One chronological timeline of front end and back ends, paged',
        params: sessionPath,
        querystring: timelineQuestion,
        response: { 200: timelinePage, 400: apiError },
      },
    },
    async ({ reader, params, query }) => readTimeline(reader, { ...query, session: params.id }),
  );

  app.get(
    '/sessions/:id/logs',
    {
      schema: {
        summary: 'Logs of the session and of its traces in the order of time, paged',
        params: sessionPath,
        querystring: logsQuestion,
        response: { 200: logPage, 400: apiError },
      },
    },
    async ({ reader, params, query }) => readSessionLogs(reader, { ...query, session: params.id }),
  );

  app.get(
    '/sessions/:id/segments',
    {
      schema: {
        summary: 'Segments of the recording, without their events',
        params: sessionPath,
        querystring: segmentsQuestion,
        response: { 200: segmentList, 400: apiError },
      },
    },
    async ({ reader, params, query }) => listSegments(reader, { ...query, session: params.id }),
  );

  app.get(
    '/sessions/:id/segments/:tab/:seq',
    {
      schema: {
        summary: 'The rrweb events of one segment',
        params: segmentPath,
        querystring: projectQuestion,
        response: { 200: z.array(z.unknown()), 400: apiError, 404: apiError },
      },
      // The events go out as the text that came in; nothing here parses or writes them.
      serializerCompiler: () => (data) => (typeof data === 'string' ? data : JSON.stringify(data)),
    },
    async ({ reader, params, query }, reply) => {
      const events = await segmentEvents(reader, query.project, params);
      if (events === undefined)
        return reply
          .code(404)
          .send(notFound(`segment ${params.seq} of tab ${params.tab} in session ${params.id}`));
      reply.header('cache-control', IMMUTABLE).type('application/json; charset=utf-8');
      return reply.send(events as unknown as unknown[]);
    },
  );
}
