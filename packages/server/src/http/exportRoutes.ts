import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type Exported, exportHar, exportJson, exportOtlp } from '../export/exportSession.ts';
import { ExportTooLarge } from '../export/tooLarge.ts';
import { findSession } from '../query/sessions.ts';
import type { Reader } from '../store/reader.ts';
import { askerOf } from './access/asker.ts';
import { withoutPayloads } from './access/hidePayloads.ts';
import { projectQuestion, sessionPath } from './apiQuestions.ts';
import { apiError } from './apiSchemas.ts';
import { notFound } from './notFound.ts';

const exportQuestion = projectQuestion.extend({
  format: z
    .enum(['json', 'har', 'otlp'])
    .describe(
      '`json`: all that the session has; `har`: its requests, HAR 1.2; `otlp`: its traces and logs, OTLP/JSON',
    ),
});

type Pieces = Iterable<string> | AsyncIterable<string>;
type Format = z.infer<typeof exportQuestion>['format'];

const FORMATS: Record<Format, (reader: Reader, exported: Exported) => Promise<Pieces>> = {
  json: exportJson,
  har: async (...given) => [await exportHar(...given)],
  otlp: async (...given) => [await exportOtlp(...given)],
};
const EXTENSIONS: Record<Format, string> = { json: 'json', har: 'har', otlp: 'otlp.json' };

/** A session as one file. */
export async function exportRoutes(fastify: FastifyInstance): Promise<void> {
  const app = fastify.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/sessions/:id/export',
    {
      config: { permission: 'share', watched: 'Export a session' },
      schema: {
        summary: 'A session as one file',
        description: 'Headers and bodies are left out for who may not see payloads.',
        params: sessionPath,
        querystring: exportQuestion,
        response: { 200: z.unknown(), 400: apiError, 404: apiError, 422: apiError },
      },
    },
    async (request, reply) => {
      const { reader, params, query } = request;
      const session = await findSession(reader, query.project, params.id);
      if (!session) return reply.code(404).send(notFound(`session ${params.id}`));
      // What is streamed passes by the hook that hides payloads from answers.
      const shown = askerOf(request).may('payloads') ? <Value>(value: Value) => value : withoutPayloads;
      const exported = { project: query.project, session, shown };
      try {
        const pieces = await FORMATS[query.format](reader, exported);
        return reply
          .type('application/json; charset=utf-8')
          .header(
            'content-disposition',
            `attachment; filename="session-${params.id}.${EXTENSIONS[query.format]}"`,
          )
          .send(Readable.from(pieces));
      } catch (error) {
        if (!(error instanceof ExportTooLarge)) throw error;
        return reply.code(422).send({ error: { code: 'too_large', message: error.message } });
      }
    },
  );
}
