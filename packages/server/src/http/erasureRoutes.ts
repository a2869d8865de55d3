import type { Erasure } from '@throughline/format';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { erasedSessionHash } from '../control/erasures.ts';
import { type Eraser, ErasureDelayedError } from '../erasure/eraser.ts';
import { ERASURE_LIMITS } from '../limits.ts';
import { EngineError } from '../store/engine.ts';
import { permit } from './access/permissions.ts';
import { projectQuestion, sessionPath } from './apiQuestions.ts';
import { apiError } from './apiSchemas.ts';

const count = z.number().int().nonnegative();
const erasure: z.ZodType<Erasure> = z.object({
  sessions: count,
  segments: count,
  spans: count,
  logs: count,
  quarantinedBodies: count,
});
const userPath = z.object({ userId: z.string().min(1).max(ERASURE_LIMITS.userIdCharacters) });
const response = { 200: erasure, 400: apiError, 403: apiError, 404: apiError, 503: apiError };

/** Deletes sessions for good, by whoever runs the server. The answer comes when their bytes have left the disk. */
export async function erasureRoutes(
  fastify: FastifyInstance,
  { eraser }: { eraser: Pick<Eraser, 'session' | 'user'> },
): Promise<void> {
  const app = fastify.withTypeProvider<ZodTypeProvider>();
  permit(app, { reading: 'administer', changing: 'administer' });
  const failed = fastify.errorHandler;
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof ErasureDelayedError) return unavailable(reply, error.message);
    if (!(error instanceof EngineError)) return failed(error, request, reply);
    // The engine's words quote the statement, and with it whom it was about.
    request.log.error({ code: error.code }, 'the engine could not erase');
    return unavailable(
      reply,
      `the engine could not delete (its error ${error.code ?? 'is that it is away'}); what is left is deleted later`,
    );
  });

  app.delete(
    '/sessions/:id',
    {
      config: { erases: true },
      schema: {
        summary: 'Erase a session: its recording, its logs, its traces',
        params: sessionPath,
        querystring: projectQuestion,
        response,
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { project } = request.query;
      const erased = await eraser.session(project, id);
      if (!erased) return notFound(reply, `session ${id}`);
      // Who knows the session's id can find this line; who reads it does not learn the id.
      audit(request, 'a session was erased', { project, sessionHash: erasedSessionHash(id), ...erased });
      return erased;
    },
  );

  app.delete(
    '/users/:userId',
    {
      config: { erases: true },
      schema: {
        summary: 'Erase all sessions of a user, and every other record that names them by user.id',
        params: userPath,
        querystring: projectQuestion,
        response,
      },
    },
    async (request, reply) => {
      const { project } = request.query;
      const erased = await eraser.user(project, request.params.userId);
      if (!erased) return notFound(reply, 'record of this user');
      audit(request, 'all sessions of a user were erased', { project, ...erased });
      return erased;
    },
  );
}

/** A line of the server's log, without anything by which a person is known. */
function audit(
  request: FastifyRequest,
  message: string,
  what: Erasure & { project: string; sessionHash?: string },
): void {
  request.log.info(what, message);
}

function unavailable(reply: FastifyReply, message: string) {
  return reply.code(503).send({ error: { code: 'unavailable', message } });
}

function notFound(reply: FastifyReply, what: string) {
  return reply.code(404).send({ error: { code: 'not_found', message: `there is no ${what}` } });
}
