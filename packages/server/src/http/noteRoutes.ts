import { DEFAULT_PROJECT, type NoteChange, type NoteList, type NoteToWrite } from '@throughline/format';
import { mentionName } from '@throughline/model';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Database } from '../control/database.ts';
import { changeNote, deleteNote, listNotes, replyToNote, restoreNote, writeNote } from '../control/notes.ts';
import { ANNOTATION_LIMITS } from '../limits.ts';
import type { Engine } from '../store/engine.ts';
import { isStored } from '../store/erase/find.ts';
import { askerOf } from './access/asker.ts';
import { permit } from './access/permissions.ts';
import { answerAnnotationErrors } from './annotationErrors.ts';
import { marks, moment, note, noteText, sessionId, signedAs } from './annotationSchemas.ts';
import { apiError } from './apiSchemas.ts';
import { notFound } from './notFound.ts';
import { writerOf } from './writerOf.ts';

const project = z.string().max(100).default(DEFAULT_PROJECT);
const question = z.object({ project });
const path = z.object({ id: z.uuid() });
const noteList: z.ZodType<NoteList> = z.object({ notes: z.array(note), isCut: z.boolean() });
const tab = z.union([sessionId, z.literal('')]);
const noteToWrite = z.strictObject({
  session: sessionId,
  replyTo: z.uuid().optional().describe('The note that began the thread; moment, tab and marks are its own'),
  moment,
  tab: tab.default(''),
  text: noteText,
  marks: marks.default([]),
  signedAs,
}) satisfies z.ZodType<NoteToWrite>;
const noteChange = z.strictObject({
  text: noteText.optional(),
  marks: marks.optional(),
  tab: tab.optional().describe('With marks: the browser tab on whose page they are'),
  isResolved: z.boolean().optional(),
  signedAs,
}) satisfies z.ZodType<NoteChange>;
const errors = { 400: apiError, 403: apiError, 404: apiError, 409: apiError };

/** Notes at moments of sessions, their threads and marks. */
export async function noteRoutes(
  fastify: FastifyInstance,
  { database, engine }: { database: Database; engine: Engine },
): Promise<void> {
  const app = fastify.withTypeProvider<ZodTypeProvider>();
  permit(app, { reading: 'read', changing: 'annotate' });
  answerAnnotationErrors(fastify);

  app.get(
    '/notes',
    {
      schema: {
        summary: 'Notes of a session by moment, or those that mention somebody, newest first',
        querystring: question.extend({
          session: sessionId.optional(),
          mentions: z
            .string()
            .max(ANNOTATION_LIMITS.nameCharacters)
            .optional()
            .describe('`me` for who asks, or a name as it stands behind @'),
          signedAs,
        }),
        response: { 200: noteList, ...errors },
      },
    },
    async (request) => {
      const { mentions, signedAs: name, ...asked } = request.query;
      const reader = writerOf(request, name);
      const mentioned = mentionName(mentions === 'me' ? reader.name : (mentions ?? ''));
      const notes = await listNotes(
        database,
        { ...asked, ...(mentions !== undefined && { mentions: mentioned }) },
        reader,
      );
      const most = ANNOTATION_LIMITS.notesListed;
      return { notes: notes.slice(0, most), isCut: notes.length > most };
    },
  );
  app.post(
    '/notes',
    {
      schema: {
        summary: 'Write a note at a moment of a session, or a reply to one',
        querystring: question,
        body: noteToWrite,
        response: { 201: note, ...errors },
      },
    },
    async (request, reply) => {
      const { project } = request.query;
      const { replyTo, session, signedAs: name, ...written } = request.body;
      if (!(await isStored(engine, project, session)))
        return reply.code(404).send(notFound(`session ${session}`));
      const writer = writerOf(request, name);
      return reply
        .code(201)
        .send(
          replyTo === undefined
            ? await writeNote(database, project, { session, ...written }, writer)
            : await replyToNote(database, project, { session, replyTo, text: written.text }, writer),
        );
    },
  );
  app.patch(
    '/notes/:id',
    {
      schema: {
        summary: 'Edit a note of your own; resolve or reopen the thread of any',
        params: path,
        querystring: question,
        body: noteChange,
        response: { 200: note, ...errors },
      },
    },
    async (request) => {
      const { signedAs: name, ...change } = request.body;
      const { params, query } = request;
      return changeNote(database, query.project, params.id, change, writerOf(request, name));
    },
  );
  app.delete(
    '/notes/:id',
    {
      schema: {
        summary: 'Delete a note of your own; for an hour it can be taken back',
        params: path,
        querystring: question,
        response: { 204: z.null(), ...errors },
      },
    },
    async (request, reply) => {
      const { params, query } = request;
      const mayAll = askerOf(request).may('administer');
      await deleteNote(database, query.project, params.id, writerOf(request), mayAll);
      return reply.code(204).send(null);
    },
  );
  app.post(
    '/notes/:id/restore',
    {
      schema: {
        summary: 'Take back that a note was deleted',
        params: path,
        querystring: question,
        response: { 200: note, ...errors },
      },
    },
    async (request) => {
      const { params, query } = request;
      const mayAll = askerOf(request).may('administer');
      return restoreNote(database, query.project, params.id, writerOf(request), mayAll);
    },
  );
}
