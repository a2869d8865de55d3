import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { QUERY_LIMITS } from '../limits.ts';
import { type Engine, EngineBusyError, EngineError } from '../store/engine.ts';
import { type CountingReader, readerUntil } from '../store/reader.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Asks the engine for this request, once it is admitted: what it asks ends when the client goes away. */
    reader: CountingReader;
  }
}

/** Gives each request of `app` a reader of its own, tells what it read, and turns the engine's refusals into answers. */
export function readForRequests(app: FastifyInstance, engine: Engine): void {
  // Set by the hook before any handler runs.
  app.decorateRequest('reader', null as unknown as CountingReader);
  app.addHook('onRequest', async (request, reply) => {
    const gone = new AbortController();
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) gone.abort(new Error('the client went away'));
    });
    request.reader = readerUntil(engine, gone.signal);
  });
  app.addHook('onSend', async (request, reply) => {
    // A request that was refused has none.
    const { queries = 0, rows, bytes } = request.reader?.read ?? {};
    if (queries > 0)
      reply.header('server-timing', `engine;desc="${queries} queries read ${rows} rows, ${bytes} bytes"`);
  });
  app.setErrorHandler(answerError);
}

/** ClickHouse's codes for a query that reached one of its bounds: of rows, time, memory, bytes. */
const TOO_WIDE = new Set([158, 159, 241, 307, 396]);

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  // Nobody reads the answer, and nothing went wrong.
  if (reply.raw.destroyed) return undefined;
  if (error instanceof EngineBusyError)
    return reply
      .code(503)
      .header('retry-after', String(QUERY_LIMITS.retryAfterSeconds))
      .send({ error: { code: 'unavailable', message: 'too many queries at once; try again in a moment' } });
  if (error instanceof EngineError && TOO_WIDE.has(error.code ?? 0)) {
    request.log.warn(error, 'a query reached its bounds');
    return reply
      .code(422)
      .send({ error: { code: 'too_wide', message: 'query too wide, narrow the time range' } });
  }
  // To the handler of all routes.
  throw error;
}
