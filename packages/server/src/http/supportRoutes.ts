import { SUPPORT_STEP_KINDS } from '@throughline/format';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { readSupportSummary } from '../query/supportSummary.ts';
import { projectQuestion, sessionPath } from './apiQuestions.ts';
import { apiError } from './apiSchemas.ts';
import { notFound } from './notFound.ts';

const step = z.object({
  id: z.string(),
  kind: z.enum(SUPPORT_STEP_KINDS),
  time: z.number().describe('Unix milliseconds'),
  text: z.string(),
  times: z.number().optional().describe('How often in a row; absent if once'),
  details: z.array(z.string()).describe('Of a failure, for engineers'),
  traceId: z.string().optional(),
});
const summary = z.object({
  steps: z.array(step),
  omitted: z.number().describe('Steps that were left out'),
  isCut: z.boolean().describe('Whether the session is longer than what was read of it'),
  failures: z.number(),
  failure: step.nullable().describe('Where to look'),
  answer: z.string().describe('An answer to give, plain text'),
});

/** What those need who answer the people that were recorded. */
export async function supportRoutes(fastify: FastifyInstance): Promise<void> {
  const app = fastify.withTypeProvider<ZodTypeProvider>();
  app.get(
    '/sessions/:id/support',
    {
      config: { watched: 'Read what happened in a session' },
      schema: {
        summary: 'What the person tried and what failed, in plain language; no payload is in it',
        params: sessionPath,
        querystring: projectQuestion,
        response: { 200: summary, 404: apiError },
      },
    },
    async ({ reader, params, query }, reply) => {
      const found = await readSupportSummary(reader, query.project, params.id);
      return found?.summary ?? reply.code(404).send(notFound(`session ${params.id}`));
    },
  );
}
