import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { listSegments, segmentEvents } from '../query/segments.ts';
import { findSession, listSessions } from '../query/sessions.ts';
import { readTimeline } from '../query/timeline.ts';
import { findTrace } from '../query/traces.ts';
import type { ServerStatus } from '../status/serverStatus.ts';
import type { Engine } from '../store/engine.ts';
import {
  projectQuestion,
  segmentPath,
  sessionPath,
  sessionsQuestion,
  timelineQuestion,
  tracePath,
} from './apiQuestions.ts';
import {
  apiError,
  ingestStatus,
  segmentList,
  sessionDetail,
  sessionList,
  timelinePage,
  trace,
} from './apiSchemas.ts';

/** Answers that never change once given: a segment is stored once. */
const IMMUTABLE = 'private, max-age=31536000, immutable';

/** What the app, and any program with read access, asks of the server. */
export async function apiRoutes(
  fastify: FastifyInstance,
  { engine, status }: { engine: Engine; status: ServerStatus },
): Promise<void> {
  const app = fastify.withTypeProvider<ZodTypeProvider>();
  app.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });

  app.get(
    '/sessions',
    {
      schema: {
        summary: 'Sessions, newest first',
        querystring: sessionsQuestion,
        response: { 200: sessionList, 400: apiError },
      },
    },
    async ({ query: { error, ...filter } }) =>
      listSessions(engine, { ...filter, ...(error !== undefined && { error: error === 'true' }) }),
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
    async ({ params, query }, reply) =>
      (await findSession(engine, query.project, params.id)) ??
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
    async ({ params, query }) => readTimeline(engine, { ...query, session: params.id }),
  );

  app.get(
    '/sessions/:id/segments',
    {
      schema: {
        summary: 'Segments of the recording, without their events',
        params: sessionPath,
        querystring: projectQuestion,
        response: { 200: segmentList, 400: apiError },
      },
    },
    async ({ params, query }) => listSegments(engine, query.project, params.id),
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
    async ({ params, query }, reply) => {
      const events = await segmentEvents(engine, query.project, params);
      if (events === undefined)
        return reply
          .code(404)
          .send(notFound(`segment ${params.seq} of tab ${params.tab} in session ${params.id}`));
      reply.header('cache-control', IMMUTABLE).type('application/json; charset=utf-8');
      return reply.send(events as unknown as unknown[]);
    },
  );

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
    async ({ params, query }, reply) =>
      (await findTrace(engine, query.project, params.traceId)) ??
      reply.code(404).send(notFound(`trace ${params.traceId}`)),
  );

  app.get(
    '/admin/ingest',
    { schema: { summary: 'How ingest is doing', response: { 200: ingestStatus } } },
    async () => status.read(),
  );
}

function notFound(what: string) {
  return { error: { code: 'not_found', message: `there is no ${what}` } };
}
