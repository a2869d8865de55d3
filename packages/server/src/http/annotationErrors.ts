import type { FastifyInstance } from 'fastify';
import { AnnotationError } from '../control/annotationError.ts';

const ANSWERS = {
  missing: { status: 404, code: 'not_found' },
  refused: { status: 409, code: 'refused' },
  forbidden: { status: 403, code: 'forbidden' },
} as const;

/** Turns what control data refuses into answers, for the routes of `app`. */
export function answerAnnotationErrors(app: FastifyInstance): void {
  const failed = app.errorHandler;
  app.setErrorHandler((error, request, reply) => {
    if (!(error instanceof AnnotationError)) return failed(error, request, reply);
    const { status, code } = ANSWERS[error.kind];
    return reply.code(status).send({ error: { code, message: error.message } });
  });
}
