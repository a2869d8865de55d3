import { SEGMENT_RUN, writeSegmentLine } from '@throughline/format';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { listSegments, segmentEvents, segmentRunEvents } from '../query/segments.ts';
import { readSessionLogLines } from '../query/sessionLogLines.ts';
import { readSessionLogs } from '../query/sessionLogs.ts';
import { readSessionSpans } from '../query/sessionSpans.ts';
import { findSession } from '../query/sessions.ts';
import { readTimeline } from '../query/timeline.ts';
import { asItIs, detailWithin, spansWithin, viewOf } from './access/sharedView.ts';
import {
  logLinesQuestion,
  logsQuestion,
  projectQuestion,
  segmentPath,
  segmentRunPath,
  segmentRunQuestion,
  segmentsQuestion,
  sessionPath,
  sessionSpansQuestion,
  timelineQuestion,
} from './apiQuestions.ts';
import { apiError, logPage, segmentList, sessionDetail, timelinePage } from './apiSchemas.ts';
import { notFound } from './notFound.ts';
import { sessionLogPage } from './sessionLogSchema.ts';
import { sessionSpanPage } from './sessionSpanSchema.ts';
import { cutEvents, cutSegments, sharedSegments } from './sharedSegments.ts';

/** Answers that never change once given: a segment is stored once. */
const IMMUTABLE = 'private, max-age=31536000, immutable';

/** All that one session has. */
export async function sessionRoutes(fastify: FastifyInstance): Promise<void> {
  const app = fastify.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/sessions/:id',
    {
      config: { watched: 'Watch a session', shared: detailWithin },
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
      config: { shared: asItIs },
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
    '/sessions/:id/spans',
    {
      config: { shared: spansWithin },
      schema: {
        summary:
          'Whole traces of the session as lines of a waterfall, in the order in which they began, paged',
        description: 'A page holds as many traces as have `limit` spans together, but at least one.',
        params: sessionPath,
        querystring: sessionSpansQuestion,
        response: { 200: sessionSpanPage, 400: apiError },
      },
    },
    async ({ reader, params, query: { peers, ...query } }) =>
      readSessionSpans(reader, { ...query, session: params.id, peers: peers === 'true' }),
  );

  app.get(
    '/sessions/:id/logs',
    {
      config: { shared: asItIs },
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
    '/sessions/:id/log-lines',
    {
      config: { shared: asItIs },
      schema: {
        summary: 'Console, exceptions and logs of services as lines of one list, times corrected, paged',
        description:
          'In the order of the times that the sources gave. Long texts are cut; `/logs` has them whole. A page may hold few lines and yet not be the last.',
        params: sessionPath,
        querystring: logLinesQuestion,
        response: { 200: sessionLogPage, 400: apiError },
      },
    },
    async ({ reader, params, query }) => readSessionLogLines(reader, { ...query, session: params.id }),
  );

  app.get(
    '/sessions/:id/segments',
    {
      config: { shared: asItIs },
      schema: {
        summary: 'Segments of the recording, without their events',
        params: sessionPath,
        querystring: segmentsQuestion,
        response: { 200: segmentList, 400: apiError },
      },
    },
    async (request) => {
      const { reader, params, query } = request;
      const view = viewOf(request);
      if (view) return { segments: await sharedSegments(reader, view) };
      return listSegments(reader, { ...query, session: params.id });
    },
  );

  app.get(
    '/sessions/:id/segments/:tab',
    {
      config: { shared: asItIs },
      schema: {
        summary: 'The rrweb events of a run of segments, a line of JSON each',
        description:
          'Lines `{"seq":…,"events":[…]}` in order, of the segments from `first` to `last` that there are. A run too large for one answer ends early, after at least one: ask for the rest.',
        params: segmentRunPath,
        querystring: segmentRunQuestion,
        response: { 200: z.string().describe(SEGMENT_RUN.contentType), 400: apiError },
      },
    },
    async (request, reply) => {
      const { reader, params, query } = request;
      const view = viewOf(request);
      const found = await segmentRunEvents(reader, query.project, { ...query, ...params });
      const segments = view ? await cutSegments(reader, view, params.tab, found) : found;
      return reply.type(SEGMENT_RUN.contentType).send(segments.map(writeSegmentLine).join(''));
    },
  );

  app.get(
    '/sessions/:id/segments/:tab/:seq',
    {
      config: { shared: asItIs },
      schema: {
        summary: 'The rrweb events of one segment',
        params: segmentPath,
        querystring: projectQuestion,
        response: { 200: z.array(z.unknown()), 400: apiError, 404: apiError },
      },
      // The events go out as the text that came in; nothing here parses or writes them.
      serializerCompiler: () => (data) => (typeof data === 'string' ? data : JSON.stringify(data)),
    },
    async (request, reply) => {
      const { reader, params, query } = request;
      const view = viewOf(request);
      const found = await segmentEvents(reader, query.project, params);
      const events = view ? await cutEvents(reader, view, params, found) : found;
      if (events === undefined)
        return reply
          .code(404)
          .send(notFound(`segment ${params.seq} of tab ${params.tab} in session ${params.id}`));
      reply.header('cache-control', IMMUTABLE).type('application/json; charset=utf-8');
      return reply.send(events as unknown as unknown[]);
    },
  );
}
