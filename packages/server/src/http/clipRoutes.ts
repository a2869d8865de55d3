import {
  type ClipChange,
  type ClipList,
  type ClipToMake,
  type CollectionChange,
  type CollectionList,
  type CollectionToMake,
  DEFAULT_PROJECT,
} from '@throughline/format';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { changeClip, deleteClip, listClips, makeClip } from '../control/clips.ts';
import {
  changeCollection,
  deleteCollection,
  listCollections,
  makeCollection,
} from '../control/collections.ts';
import type { Database } from '../control/database.ts';
import { ANNOTATION_LIMITS } from '../limits.ts';
import type { Engine } from '../store/engine.ts';
import { isStored } from '../store/erase/find.ts';
import { askerOf } from './access/asker.ts';
import { permit } from './access/permissions.ts';
import { answerAnnotationErrors } from './annotationErrors.ts';
import { clip, collection, description, moment, sessionId, signedAs, title } from './annotationSchemas.ts';
import { apiError } from './apiSchemas.ts';
import { notFound } from './notFound.ts';
import { writerOf } from './writerOf.ts';

const question = z.object({ project: z.string().max(100).default(DEFAULT_PROJECT) });
const path = z.object({ id: z.uuid() });
const clipList: z.ZodType<ClipList> = z.object({ clips: z.array(clip), isCut: z.boolean() });
const clipToMake = z
  .strictObject({
    session: sessionId,
    from: moment,
    to: moment,
    title,
    description: description.default(''),
    signedAs,
  })
  .refine(({ from, to }) => from < to, 'must begin before it ends') satisfies z.ZodType<ClipToMake>;
const clipChange = z.strictObject({
  title: title.optional(),
  description: description.optional(),
}) satisfies z.ZodType<ClipChange>;
const collectionList: z.ZodType<CollectionList> = z.object({ collections: z.array(collection) });
const collectionToMake = z.strictObject({ name: title, signedAs }) satisfies z.ZodType<CollectionToMake>;
const collectionChange = z.strictObject({
  name: title.optional(),
  clips: z
    .array(z.uuid())
    .max(ANNOTATION_LIMITS.clipsACollection)
    .optional()
    .describe('Ids of its clips in their new order: what is missing leaves it'),
}) satisfies z.ZodType<CollectionChange>;
const errors = { 400: apiError, 403: apiError, 404: apiError, 409: apiError };
const deleted = { 204: z.null(), ...errors };

/** Clips of sessions, and collections of clips. */
export async function clipRoutes(
  fastify: FastifyInstance,
  { database, engine }: { database: Database; engine: Engine },
): Promise<void> {
  const app = fastify.withTypeProvider<ZodTypeProvider>();
  permit(app, { reading: 'read', changing: 'annotate' });
  answerAnnotationErrors(fastify);

  app.get(
    '/clips',
    {
      schema: {
        summary: 'Clips of a session by their beginning, or of the project, newest first',
        querystring: question.extend({ session: sessionId.optional() }),
        response: { 200: clipList, ...errors },
      },
    },
    async (request) => {
      const clips = await listClips(database, request.query, writerOf(request));
      const most = ANNOTATION_LIMITS.clipsListed;
      return { clips: clips.slice(0, most), isCut: clips.length > most };
    },
  );
  app.post(
    '/clips',
    {
      schema: {
        summary: 'Make a clip of a part of a session',
        querystring: question,
        body: clipToMake,
        response: { 201: clip, ...errors },
      },
    },
    async (request, reply) => {
      const { project } = request.query;
      const { signedAs: name, ...made } = request.body;
      if (!(await isStored(engine, project, made.session)))
        return reply.code(404).send(notFound(`session ${made.session}`));
      return reply.code(201).send(await makeClip(database, project, made, writerOf(request, name)));
    },
  );
  app.patch(
    '/clips/:id',
    {
      schema: {
        summary: 'Change title or description of a clip of your own',
        params: path,
        querystring: question,
        body: clipChange,
        response: { 200: clip, ...errors },
      },
    },
    async (request) => {
      const { params, query, body } = request;
      return changeClip(database, query.project, params.id, body, writerOf(request));
    },
  );
  app.delete(
    '/clips/:id',
    {
      schema: {
        summary: 'Delete a clip of your own',
        params: path,
        querystring: question,
        response: deleted,
      },
    },
    async (request, reply) => {
      const { params, query } = request;
      const mayAll = askerOf(request).may('administer');
      await deleteClip(database, query.project, params.id, writerOf(request), mayAll);
      return reply.code(204).send(null);
    },
  );
  app.get(
    '/collections',
    {
      schema: {
        summary: 'Collections of clips, by name',
        querystring: question,
        response: { 200: collectionList, ...errors },
      },
    },
    async (request) => ({
      collections: await listCollections(database, request.query.project, writerOf(request)),
    }),
  );
  app.post(
    '/collections',
    {
      schema: {
        summary: 'Make an empty collection',
        querystring: question,
        body: collectionToMake,
        response: { 201: collection, ...errors },
      },
    },
    async (request, reply) => {
      const { name, signedAs: signed } = request.body;
      const writer = writerOf(request, signed);
      return reply.code(201).send(await makeCollection(database, request.query.project, name, writer));
    },
  );
  app.patch(
    '/collections/:id',
    {
      schema: {
        summary: 'Rename a collection, or change which clips it has in which order',
        params: path,
        querystring: question,
        body: collectionChange,
        response: { 200: collection, ...errors },
      },
    },
    async (request) => {
      const { params, query, body } = request;
      return changeCollection(database, query.project, params.id, body, writerOf(request));
    },
  );
  app.delete(
    '/collections/:id',
    {
      schema: {
        summary: 'Delete a collection of your own; its clips stay',
        params: path,
        querystring: question,
        response: deleted,
      },
    },
    async (request, reply) => {
      const { params, query } = request;
      const mayAll = askerOf(request).may('administer');
      await deleteCollection(database, query.project, params.id, writerOf(request), mayAll);
      return reply.code(204).send(null);
    },
  );
}
