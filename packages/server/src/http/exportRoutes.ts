import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Assets } from '../control/assets.ts';
import { exportHtml } from '../export/exportHtml.ts';
import { exportHar, exportJson, exportOtlp } from '../export/exportSession.ts';
import { readOfflinePlayer } from '../export/offlinePlayer.ts';
import type { ReadAsset } from '../export/recording.ts';
import type { Exported } from '../export/records.ts';
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
    .enum(['html', 'json', 'har', 'otlp'])
    .describe(
      '`html`: a page that plays the session, without a network; `json`: all that the session has; `har`: its requests, HAR 1.2; `otlp`: its traces and logs, OTLP/JSON',
    ),
  at: z.coerce
    .number()
    .int()
    .nonnegative()
    .optional()
    .describe('The moment at which the page opens, Unix milliseconds; default: the start'),
});

type Pieces = Iterable<string> | AsyncIterable<string>;
type Format = z.infer<typeof exportQuestion>['format'];

/** What a file is made by, beside the records. */
interface Sources {
  readAsset: ReadAsset;
  /** Folder of the built player. */
  playerFolder: string;
}

const FORMATS: Record<Format, (reader: Reader, exported: Exported, sources: Sources) => Promise<Pieces>> = {
  html: async (reader, exported, { readAsset, playerFolder }) =>
    exportHtml(reader, exported, readAsset, await readOfflinePlayer(playerFolder)),
  json: (reader, exported, { readAsset }) => exportJson(reader, exported, readAsset),
  har: async (reader, exported) => [await exportHar(reader, exported)],
  otlp: async (reader, exported) => [await exportOtlp(reader, exported)],
};
const EXTENSIONS: Record<Format, string> = { html: 'html', json: 'json', har: 'har', otlp: 'otlp.json' };

/** A session as one file. */
export async function exportRoutes(
  fastify: FastifyInstance,
  { assets, playerFolder }: { assets: Assets; playerFolder: string },
): Promise<void> {
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
      const asker = askerOf(request);
      const payloads = asker.permissions.has('payloads');
      const shown = payloads ? <Value>(value: Value) => value : withoutPayloads;
      const note = { at: new Date().toISOString(), by: asker.name, payloads, moment: query.at };
      try {
        const pieces = await FORMATS[query.format](
          reader,
          { project: query.project, session, note, shown },
          { readAsset: assets.read, playerFolder },
        );
        return (
          reply
            .type(`${query.format === 'html' ? 'text/html' : 'application/json'}; charset=utf-8`)
            // It is strangers' content, and a file: never a page of this server.
            .header('x-content-type-options', 'nosniff')
            .header('content-security-policy', 'sandbox')
            .header(
              'content-disposition',
              `attachment; filename="session-${params.id}.${EXTENSIONS[query.format]}"`,
            )
            .send(Readable.from(pieces))
        );
      } catch (error) {
        if (!(error instanceof ExportTooLarge)) throw error;
        return reply.code(422).send({ error: { code: 'too_large', message: error.message } });
      }
    },
  );
}
